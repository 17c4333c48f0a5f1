package io.todoku.identity.audit;

import io.todoku.identity.Audited;
import io.todoku.identity.NotAudited;
import io.todoku.identity.TodokuRoutes;
import io.todoku.identity.TodokuRoutes.MappedRoute;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * Keeps the application from starting where nobody has decided whether a route that can change
 * something leaves an entry in the audit log.
 */
@Component
class AuditRules implements SmartInitializingSingleton {

  private static final Set<RequestMethod> READING =
      Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS);

  private final TodokuRoutes routes;

  AuditRules(TodokuRoutes routes) {
    this.routes = routes;
  }

  @Override
  public void afterSingletonsInstantiated() {
    String undecided =
        routes.stream()
            .filter(route -> canChange(route) && !isDecided(route))
            .map(route -> "no @Audited or @NotAudited at " + route.handler())
            .collect(Collectors.joining("\n"));
    if (!undecided.isEmpty()) {
      throw new IllegalStateException(undecided);
    }
  }

  private static boolean canChange(MappedRoute route) {
    Set<RequestMethod> methods = route.mapping().getMethodsCondition().getMethods();
    return !methods.isEmpty() && !READING.containsAll(methods);
  }

  private static boolean isDecided(MappedRoute route) {
    return route.handler().hasMethodAnnotation(Audited.class)
        || route.handler().hasMethodAnnotation(NotAudited.class);
  }
}
