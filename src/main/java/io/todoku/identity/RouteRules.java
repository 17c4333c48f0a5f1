package io.todoku.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Finds the rule of each route, and keeps the application from starting where one has none. */
@Component
class RouteRules implements SmartInitializingSingleton {

  private final TodokuRoutes routes;

  RouteRules(TodokuRoutes routes) {
    this.routes = routes;
  }

  /**
   * @return empty if the route is public
   * @throws IllegalStateException if nobody has decided who may call it
   */
  static Optional<RouteAccess> find(HandlerMethod method) {
    for (var element : List.of(method.getMethod(), method.getBeanType())) {
      RouteAccess rule = AnnotatedElementUtils.findMergedAnnotation(element, RouteAccess.class);
      if (rule != null) {
        return Optional.of(rule);
      }
      if (AnnotatedElementUtils.hasAnnotation(element, PublicRoute.class)) {
        return Optional.empty();
      }
    }
    throw new IllegalStateException("no @RouteAccess or @PublicRoute at " + method);
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<String> wrong = new ArrayList<>();
    routes.stream()
        .forEach(route -> {
          try {
            find(route.handler())
                .filter(rule -> isIncomplete(rule, route.mapping().getPatternValues()))
                .ifPresent(rule -> wrong.add("@RouteAccess names no thing at " + route.handler()));
          } catch (IllegalStateException missing) {
            wrong.add(missing.getMessage());
          }
        });
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(String.join("\n", wrong));
    }
  }

  private static boolean isIncomplete(RouteAccess rule, Set<String> paths) {
    return rule.scope() == DataScope.NAMED_THING
        && (rule.thing() == ThingClients.class
            || !paths.stream().allMatch(path -> path.contains("{" + rule.variable() + "}")));
  }
}
