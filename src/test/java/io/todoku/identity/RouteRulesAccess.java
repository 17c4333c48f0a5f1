package io.todoku.identity;

import java.util.Optional;
import org.springframework.web.method.HandlerMethod;

/** The rules of routes, for tests of other packages. */
public final class RouteRulesAccess {

  private RouteRulesAccess() {}

  public static boolean isOurs(HandlerMethod method) {
    return TodokuRoutes.isOurs(method);
  }

  public static Optional<RouteAccess> find(HandlerMethod method) {
    return RouteRules.find(method);
  }
}
