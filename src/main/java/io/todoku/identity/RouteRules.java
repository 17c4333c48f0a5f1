package io.todoku.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Finds the rule of each route, and keeps the application from starting where one has none. */
@Component
class RouteRules implements SmartInitializingSingleton {

  private static final Set<RequestMethod> READING =
      Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS);
  private static final String OUR_PACKAGE = "io.todoku.";

  private final ObjectProvider<RequestMappingHandlerMapping> mappings;

  RouteRules(ObjectProvider<RequestMappingHandlerMapping> mappings) {
    this.mappings = mappings;
  }

  /** Whether the handler is a class of Todoku; those of libraries are left to the filters. */
  static boolean isOurs(HandlerMethod method) {
    return method.getBeanType().getName().startsWith(OUR_PACKAGE);
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
    mappings.stream()
        .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
        .filter(route -> isOurs(route.getValue()))
        .forEach(route -> {
          try {
            find(route.getValue())
                .filter(rule -> isIncomplete(rule, route.getKey().getPatternValues()))
                .ifPresent(rule -> wrong.add("@RouteAccess names no thing at " + route));
          } catch (IllegalStateException missing) {
            wrong.add(missing.getMessage());
          }
          if (canChange(route.getKey()) && !isDecided(route.getValue())) {
            wrong.add("no @Audited or @NotAudited at " + route);
          }
        });
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(String.join("\n", wrong));
    }
  }

  private static boolean canChange(RequestMappingInfo route) {
    Set<RequestMethod> methods = route.getMethodsCondition().getMethods();
    return !methods.isEmpty() && !READING.containsAll(methods);
  }

  private static boolean isDecided(HandlerMethod method) {
    return method.hasMethodAnnotation(Audited.class)
        || method.hasMethodAnnotation(NotAudited.class);
  }

  private static boolean isIncomplete(RouteAccess rule, Set<String> paths) {
    return rule.scope() == DataScope.NAMED_THING
        && (rule.thing() == ThingClients.class
            || !paths.stream().allMatch(path -> path.contains("{" + rule.variable() + "}")));
  }
}
