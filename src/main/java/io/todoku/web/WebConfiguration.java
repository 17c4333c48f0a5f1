package io.todoku.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Language and layout of every page. Documents choose their language themselves. */
@Configuration
class WebConfiguration implements WebMvcConfigurer {

  @Bean
  static LocaleResolver localeResolver() {
    return new LanguageResolver();
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(new PageLayoutInterceptor(localeResolver()))
        .excludePathPatterns(
            "/accounts/*/report", "/runbooks/*/document", "/api/**", "/webjars/**");
  }
}
