package io.todoku.identity;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Asks {@link RouteDecision} before every handler, and tells the audit log what came of it, also
 * where it was refused.
 */
@Configuration(proxyBeanMethods = false)
class RouteAccessConfiguration implements WebMvcConfigurer {

  private final RouteDecision decision;
  private final AuditInterceptor audit;

  RouteAccessConfiguration(RouteDecision decision, AuditInterceptor audit) {
    this.audit = audit;
    this.decision = decision;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(audit).order(Ordered.HIGHEST_PRECEDENCE);
    registry.addInterceptor(decision).order(Ordered.HIGHEST_PRECEDENCE + 1);
  }
}
