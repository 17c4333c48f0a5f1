package io.todoku.web;

import com.fasterxml.jackson.annotation.Nulls;
import io.todoku.identity.CurrentUser;
import io.todoku.installation.QuietState;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.support.RequestDataValueProcessor;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.type.LogicalType;

/** Language and layout of every page. Documents choose their language themselves. */
@Configuration
class WebConfiguration implements WebMvcConfigurer {

  private final CurrentUser currentUser;
  private final QuietState quiet;

  WebConfiguration(CurrentUser currentUser, QuietState quiet) {
    this.currentUser = currentUser;
    this.quiet = quiet;
  }

  @Bean
  static LocaleResolver localeResolver() {
    return new LanguageResolver();
  }

  /** After Boot's own customizer, whose valve tells by what a proxy says whether HTTPS is used. */
  @Bean
  static WebServerFactoryCustomizer<TomcatServletWebServerFactory> securityHeaders() {
    return server -> server.addEngineValves(new SecurityHeadersValve());
  }

  /** Refuses null in a list or map of a request body, which no list of ours has. */
  @Bean
  static JsonMapperBuilderCustomizer withoutNullElements() {
    return mapper -> mapper.changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL));
  }

  /**
   * Refuses a name that stands twice in an object, and a value of another type, such as 0 for
   * false, which would be read as one not meant.
   */
  @Bean
  static JsonMapperBuilderCustomizer withoutGuesses() {
    return mapper ->
        mapper
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .withCoercionConfig(
                LogicalType.Textual,
                texts ->
                    texts
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail));
  }

  /** Around the processor of Spring Security, which writes the token against forgery. */
  @Bean
  static BeanPostProcessor formPages() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof RequestDataValueProcessor others ? new FormPage(others) : bean;
      }
    };
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new KnownParametersInterceptor()).addPathPatterns("/api/**");
    registry
        .addInterceptor(new PageLayoutInterceptor(localeResolver(), currentUser, quiet))
        .excludePathPatterns(
            "/accounts/*/report", "/runbooks/*/document", "/api/**", "/webjars/**");
  }
}
