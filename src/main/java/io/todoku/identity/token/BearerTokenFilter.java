package io.todoku.identity.token;

import io.todoku.identity.TokenHash;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserAccessAuthentication;
import io.todoku.identity.UserNames;
import io.todoku.identity.token.ApiTokens.TokenUse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates automation by {@code Authorization: Bearer} with the configured token, or one that
 * a user has made. A request with another token is refused, even if it has a session.
 */
public class BearerTokenFilter extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";

  private final String configured;
  private final ApiTokens tokens;
  private final RefusedTokens refused;
  private final AuthenticationEntryPoint refusals;

  /**
   * @param configured the token of the configuration; empty: there is none
   * @throws IllegalArgumentException if it can be guessed
   */
  public BearerTokenFilter(
      String configured,
      ApiTokens tokens,
      RefusedTokens refused,
      AuthenticationEntryPoint refusals) {
    if (!configured.isEmpty() && !TokenStrength.isRandom(configured)) {
      throw new IllegalArgumentException(
          "todoku.api-token can be guessed: make one of 128 random bits or more, as by openssl rand"
              + " -base64 32");
    }
    this.configured = configured;
    this.tokens = tokens;
    this.refused = refused;
    this.refusals = refusals;
  }

  /** Whether a request carries a token, valid or not. Browsers never send one by themselves. */
  public static boolean hasBearerToken(HttpServletRequest request) {
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
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    try {
      context.setAuthentication(authenticate(given, request.getRemoteAddr()));
    } catch (RefusedTokenException wrong) {
      refusals.commence(request, response, refused.record(wrong, request.getRemoteAddr()));
      return;
    }
    SecurityContextHolder.setContext(context);
    chain.doFilter(request, response);
  }

  private Authentication authenticate(String given, String address) {
    boolean same = MessageDigest.isEqual(TokenHash.sha256(configured), TokenHash.sha256(given));
    if (same && !configured.isEmpty()) {
      return authentication(UserAccess.unlimited(UserNames.CONFIGURED_TOKEN), null);
    }
    TokenUse use = tokens.use(given, address);
    return authentication(use.access(), use.id());
  }

  private static Authentication authentication(UserAccess access, @Nullable UUID id) {
    UserAccessAuthentication token = new UserAccessAuthentication(access);
    token.setDetails(new TokenOfRequest(id));
    return token;
  }
}
