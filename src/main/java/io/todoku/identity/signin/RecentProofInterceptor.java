package io.todoku.identity.signin;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.RecentProof;
import io.todoku.identity.RefusedAccessException;
import io.todoku.identity.token.BearerTokenFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Asks for the password before what {@link RecentProof} marks, if it was not given lately. */
@Component
class RecentProofInterceptor implements HandlerInterceptor {

  private final SessionProof proof;

  RecentProofInterceptor(SessionProof proof) {
    this.proof = proof;
  }

  /**
   * @throws RefusedAccessException to a program that uses the API with the session of a browser
   */
  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    RecentProof marked =
        handler instanceof HandlerMethod method
            ? method.getMethodAnnotation(RecentProof.class)
            : null;
    if (marked == null
        || BearerTokenFilter.hasBearerToken(request)
        || proof.isRecent(request.getSession(false))) {
      return true;
    }
    AuditTrail.notDone();
    String path = request.getRequestURI().substring(request.getContextPath().length());
    if (path.startsWith("/api/")) {
      throw RefusedAccessException.withoutRecentProof();
    }
    String page = marked.page().isEmpty() ? parent(path) : marked.page();
    response.sendRedirect(
        request.getContextPath()
            + ConfirmationController.PATH
            + "?back="
            + URLEncoder.encode(page, StandardCharsets.UTF_8));
    return false;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(1, path.lastIndexOf('/')));
  }
}
