package io.todoku.identity;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The one place that decides whether a user may call a route: 403 where the role does not suffice,
 * and for a thing of another client the same 404 as for one that does not exist. It decides once
 * for each request: when a stream of events ends, the container dispatches the same request again
 * (ASYNC), by then without a user and with its answer already sent.
 */
@Component
class RouteDecision implements HandlerInterceptor {

  private final CurrentUser currentUser;
  private final ListableBeanFactory beans;

  RouteDecision(CurrentUser currentUser, ListableBeanFactory beans) {
    this.currentUser = currentUser;
    this.beans = beans;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getDispatcherType() != DispatcherType.ASYNC
        && handler instanceof HandlerMethod method
        && TodokuRoutes.isOurs(method)) {
      RouteRules.find(method).ifPresent(rule -> decide(rule, request));
    }
    return true;
  }

  private void decide(RouteAccess rule, HttpServletRequest request) {
    UserAccess user =
        currentUser.find().orElseThrow(() -> new AccessDeniedException("nobody has signed in"));
    if (!user.role().includes(rule.value())) {
      throw RefusedAccessException.ofRole(user, rule.value());
    }
    switch (rule.scope()) {
      case NO_CLIENT, VISIBLE_CLIENTS -> {}
      case EVERY_CLIENT -> {
        if (!user.clients().everyClient()) {
          throw RefusedAccessException.ofLimitedClients(user);
        }
      }
      case NAMED_THING -> decideOnThing(rule, user, request);
    }
  }

  private void decideOnThing(RouteAccess rule, UserAccess user, HttpServletRequest request) {
    if (user.clients().everyClient()) {
      return;
    }
    ThingClients things = beans.getBean(rule.thing());
    String id = pathVariable(request, rule.variable());
    Optional<Set<String>> owners = things.clientsOf(id);
    if (owners.isEmpty() || !user.clients().includesAll(owners.get())) {
      throw things.missing(id);
    }
  }

  private static String pathVariable(HttpServletRequest request, String name) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> variables
            && variables.get(name) instanceof String value
        ? value
        : fail(name);
  }

  private static String fail(String name) {
    throw new IllegalStateException("the path has no variable " + name);
  }
}
