package io.todoku.identity.signin;

import io.todoku.identity.signin.SignInAttempts.AttemptKey;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts attempts to sign in before the password is looked at, redirects users who must wait to the
 * sign-in page, and lets only a few passwords be hashed at a time, because that is slow on purpose.
 */
class SignInThrottleFilter extends OncePerRequestFilter implements AuthenticationFailureHandler {

  private static final Duration MAX_WAIT_FOR_HASHING = Duration.ofSeconds(10);

  private final SignInAttempts attempts;
  private final KnownBrowsers browsers;
  private final HashingSlots slots;

  SignInThrottleFilter(SignInAttempts attempts, KnownBrowsers browsers) {
    this(
        attempts,
        browsers,
        new HashingSlots(fairSemaphore(), fairSemaphore(), MAX_WAIT_FOR_HASHING));
  }

  SignInThrottleFilter(SignInAttempts attempts, KnownBrowsers browsers, HashingSlots slots) {
    this.attempts = attempts;
    this.browsers = browsers;
    this.slots = slots;
  }

  /**
   * How many passwords are hashed at a time.
   *
   * @param knownBrowsers apart from the others, so that strangers do not keep them waiting
   */
  record HashingSlots(Semaphore knownBrowsers, Semaphore others, Duration maxWait) {

    Semaphore of(AttemptKey who) {
      return who.knownBrowser() == null ? others : knownBrowsers;
    }
  }

  private static Semaphore fairSemaphore() {
    return new Semaphore(Runtime.getRuntime().availableProcessors(), true);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !(request.getMethod().equals("POST") && request.getServletPath().equals("/sign-in"));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    AttemptKey who = attemptKey(request);
    Duration wait = attempts.begin(who);
    Semaphore hashing = slots.of(who);
    if (!wait.isZero()) {
      refuse(request, response, wait);
    } else if (mayHash(hashing)) {
      try {
        chain.doFilter(request, response);
      } finally {
        hashing.release();
      }
    } else {
      attempts.takeBack(who);
      refuse(request, response, MAX_WAIT_FOR_HASHING);
    }
  }

  private boolean mayHash(Semaphore hashing) {
    try {
      return hashing.tryAcquire(slots.maxWait().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, Duration wait) throws IOException {
    long seconds = wait.plusMillis(999).toSeconds();
    response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    response.sendRedirect(request.getContextPath() + "/sign-in?wait=" + seconds);
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
      throws IOException {
    response.sendRedirect(request.getContextPath() + "/sign-in?wrong");
  }

  void recordSuccess(HttpServletRequest request) {
    attempts.recordSuccess(attemptKey(request));
  }

  private AttemptKey attemptKey(HttpServletRequest request) {
    String typed = request.getParameter("name");
    String name =
        typed == null ? "" : AppUserDetailsService.normalizeName(typed).toLowerCase(Locale.ROOT);
    name = name.substring(0, Math.min(name.length(), 64));
    return AttemptKey.of(name, request.getRemoteAddr(), browsers.find(request, name));
  }
}
