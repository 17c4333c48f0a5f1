package io.todoku.identity.signin;

import io.todoku.identity.TokenHash;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserAccessAuthentication;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates automation by {@code Authorization: Bearer} and the configured token. A request
 * with another token is refused, even if it has a session.
 */
class BearerTokenFilter extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";
  private static final int MIN_LENGTH = 12;

  private final String token;
  private final ApiSecurityErrorHandler errorHandler;

  /**
   * @param token empty: none is accepted
   * @throws IllegalArgumentException if it is so short, or of so few different characters, that it
   *     can be guessed
   */
  BearerTokenFilter(String token, ApiSecurityErrorHandler refusals) {
    if (!token.isEmpty() && (token.length() < MIN_LENGTH || token.chars().distinct().count() < 5)) {
      throw new IllegalArgumentException(
          "todoku.api-token can be guessed: make one of at least "
              + MIN_LENGTH
              + " random characters, as by openssl rand -base64 32");
    }
    this.token = token;
    this.errorHandler = refusals;
  }

  /** Whether a request carries a token, valid or not. Browsers never send one by themselves. */
  static boolean hasBearerToken(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !hasBearerToken(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String given = request.getHeader(HttpHeaders.AUTHORIZATION).substring(SCHEME.length()).strip();
    boolean same = MessageDigest.isEqual(TokenHash.sha256(token), TokenHash.sha256(given));
    if (token.isEmpty() || !same) {
      errorHandler.commence(request, response, new BadCredentialsException("not the API token"));
      return;
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new UserAccessAuthentication(UserAccess.unlimited("api-token")));
    SecurityContextHolder.setContext(context);
    chain.doFilter(request, response);
  }
}
