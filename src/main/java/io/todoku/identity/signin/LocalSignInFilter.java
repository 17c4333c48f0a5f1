package io.todoku.identity.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 404 to everything that sets or takes a password while {@code todoku.local-sign-in} is
 * off.
 */
class LocalSignInFilter extends OncePerRequestFilter {

  private static final RequestMatcher PASSWORDS =
      new OrRequestMatcher(
          Stream.concat(
                  Stream.of("/sign-in/first", "/sign-in/link", "/sign-in/passkey/**")
                      .map(PathPatternRequestMatcher.withDefaults()::matcher),
                  Stream.of(
                          "/sign-in",
                          ProfileController.PATH + "/password",
                          UserController.PATH,
                          UserController.PATH + "/*/link")
                      .map(path ->
                          PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, path)))
              .map(RequestMatcher.class::cast)
              .toList());

  private final boolean local;

  LocalSignInFilter(boolean local) {
    this.local = local;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return local || !PASSWORDS.matches(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.sendError(HttpServletResponse.SC_NOT_FOUND);
  }
}
