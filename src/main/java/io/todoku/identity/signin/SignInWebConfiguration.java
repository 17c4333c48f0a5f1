package io.todoku.identity.signin;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Asks for a recent proof only where the user may call the route at all. */
@Configuration(proxyBeanMethods = false)
class SignInWebConfiguration implements WebMvcConfigurer {

  private final RecentProofInterceptor recentProof;

  SignInWebConfiguration(RecentProofInterceptor recentProof) {
    this.recentProof = recentProof;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(recentProof).order(Ordered.HIGHEST_PRECEDENCE + 2);
  }
}
