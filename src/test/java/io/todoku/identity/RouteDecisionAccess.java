package io.todoku.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.server.ResponseStatusException;

/** Asks what {@link RouteDecision} decides, for tests of other packages. */
public final class RouteDecisionAccess {

  private RouteDecisionAccess() {}

  /**
   * Whether the user may send the request.
   *
   * @param request with the variables of its path, as the mapping of its handler leaves them
   */
  public static boolean allows(
      ApplicationContext context, UserAccess user, HttpServletRequest request, Object handler) {
    SecurityContextHolder.getContext().setAuthentication(new UserAccessAuthentication(user));
    try {
      return context
          .getBean(RouteDecision.class)
          .preHandle(request, new MockHttpServletResponse(), handler);
    } catch (AccessDeniedException | ResponseStatusException refused) {
      return false;
    } finally {
      SecurityContextHolder.clearContext();
    }
  }
}
