package io.todoku.identity;

import io.todoku.identity.SignInAttempts.AttemptKey;
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

/** Redirects users who must wait to the sign-in page before their password is checked. */
class SignInThrottleFilter extends OncePerRequestFilter implements AuthenticationFailureHandler {

  private final SignInAttempts attempts;

  SignInThrottleFilter(SignInAttempts attempts) {
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
    Duration wait = attempts.remainingWait(attemptKey(request));
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
    attempts.recordFailure(attemptKey(request));
    response.sendRedirect(request.getContextPath() + "/sign-in?wrong");
  }

  void recordSuccess(HttpServletRequest request) {
    attempts.recordSuccess(attemptKey(request));
  }

  private static AttemptKey attemptKey(HttpServletRequest request) {
    String name = request.getParameter("name");
    String known =
        name == null ? "" : AppUserDetailsService.normalizeName(name).toLowerCase(Locale.ROOT);
    return new AttemptKey(
        known.substring(0, Math.min(known.length(), 64)), request.getRemoteAddr());
  }
}
