package io.todoku.identity;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Asks {@link RouteDecision} before every handler; only the audit log comes earlier. */
@Configuration(proxyBeanMethods = false)
class RouteAccessConfiguration implements WebMvcConfigurer {

  private final RouteDecision decision;

  RouteAccessConfiguration(RouteDecision decision) {
    this.decision = decision;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(decision).order(Ordered.HIGHEST_PRECEDENCE + 1);
  }
}
