package io.todoku.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Tells a filter, before it reads the body of a request, whether the role of a user suffices for
 * the route. {@link RouteDecision} decides again, and on the named thing too.
 */
@Component
public class RouteRoles {

  private final ObjectProvider<RequestMappingHandlerMapping> mappings;

  RouteRoles(ObjectProvider<RequestMappingHandlerMapping> mappings) {
    this.mappings = mappings;
  }

  /** Returns false where there is no such route of Todoku, or the request does not fit it. */
  public boolean suffice(UserAccess user, HttpServletRequest request) {
    if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
      ServletRequestPathUtils.parseAndCache(request);
    }
    return mappings.stream().anyMatch(mapping -> suffices(user, mapping, request));
  }

  private static boolean suffices(
      UserAccess user, RequestMappingHandlerMapping mapping, HttpServletRequest request) {
    HandlerExecutionChain chain;
    try {
      chain = mapping.getHandler(request);
    } catch (Exception unfit) { // the wrong method or media type, which the handling will tell
      return false;
    }
    return chain != null
        && chain.getHandler() instanceof HandlerMethod method
        && TodokuRoutes.isOurs(method)
        && RouteRules.find(method).filter(rule -> user.role().includes(rule.value())).isPresent();
  }
}
