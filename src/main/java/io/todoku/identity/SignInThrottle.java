package io.todoku.identity;

import io.todoku.identity.SignInAttempts.Who;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sends those who must wait back to the sign-in page before their password is looked at. */
class SignInThrottle extends OncePerRequestFilter implements AuthenticationFailureHandler {

  private final SignInAttempts attempts;

  SignInThrottle(SignInAttempts attempts) {
    this.attempts = attempts;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !(request.getMethod().equals("POST") && request.getServletPath().equals("/sign-in"));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Duration wait = attempts.wait(who(request));
    if (wait.isZero()) {
      chain.doFilter(request, response);
    } else {
      long seconds = wait.plusMillis(999).toSeconds();
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
      response.sendRedirect(request.getContextPath() + "/sign-in?wait=" + seconds);
    }
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
      throws IOException {
    attempts.failed(who(request));
    response.sendRedirect(request.getContextPath() + "/sign-in?wrong");
  }

  void succeeded(HttpServletRequest request) {
    attempts.succeeded(who(request));
  }

  private static Who who(HttpServletRequest request) {
    String name = request.getParameter("name");
    String known = name == null ? "" : StoredUsers.known(name).toLowerCase(Locale.ROOT);
    return new Who(known.substring(0, Math.min(known.length(), 64)), request.getRemoteAddr());
  }
}
