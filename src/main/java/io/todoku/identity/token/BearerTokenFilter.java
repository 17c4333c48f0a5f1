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
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates automation by {@code Authorization: Bearer} with the configured token, or one that
 * a user has made. A request with another token is refused, even if it has a session.
 */
public class BearerTokenFilter extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";

  /** Where the scrape token counts. */
  public static final String METRICS_PATH = "/actuator/prometheus";

  /** The authority of the scrape token. */
  public static final String MAY_SCRAPE = "SCRAPE_METRICS";

  private final String configured;
  private final String scrape;
  private final ApiTokens tokens;
  private final RefusedTokens refused;
  private final AuthenticationEntryPoint refusals;

  /**
   * @param configured the token of the configuration; empty: there is none
   * @param scrape the token that may read the metrics and nothing else; empty: there is none
   * @throws IllegalArgumentException if it can be guessed
   */
  public BearerTokenFilter(
      String configured,
      String scrape,
      ApiTokens tokens,
      RefusedTokens refused,
      AuthenticationEntryPoint refusals) {
    requireRandom("todoku.api-token", configured);
    requireRandom("todoku.scrape-token", scrape);
    this.scrape = scrape;
    this.configured = configured;
    this.tokens = tokens;
    this.refused = refused;
    this.refusals = refusals;
  }

  private static void requireRandom(String setting, String token) {
    if (!token.isEmpty() && !TokenStrength.isRandom(token)) {
      throw new IllegalArgumentException(
          setting
              + " can be guessed: make one of 128 random bits or more, as by openssl rand"
              + " -base64 32");
    }
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
      context.setAuthentication(
          mayScrape(given, request)
              ? new PreAuthenticatedAuthenticationToken(
                  UserNames.CONFIGURED_TOKEN, null, AuthorityUtils.createAuthorityList(MAY_SCRAPE))
              : authenticate(given, request.getRemoteAddr()));
    } catch (RefusedTokenException wrong) {
      refusals.commence(request, response, refused.record(wrong, request.getRemoteAddr()));
      return;
    }
    SecurityContextHolder.setContext(context);
    chain.doFilter(request, response);
  }

  private Authentication authenticate(String given, String address) {
    if (isSame(configured, given)) {
      return authentication(UserAccess.unlimited(UserNames.CONFIGURED_TOKEN), null);
    }
    TokenUse use = tokens.use(given, address);
    return authentication(use.access(), use.id());
  }

  /** At any other address the token is unknown. */
  private boolean mayScrape(String given, HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return path.equals(METRICS_PATH) && isSame(scrape, given);
  }

  private static boolean isSame(String token, String given) {
    return MessageDigest.isEqual(TokenHash.sha256(token), TokenHash.sha256(given))
        && !token.isEmpty();
  }

  private static Authentication authentication(UserAccess access, @Nullable UUID id) {
    UserAccessAuthentication token = new UserAccessAuthentication(access);
    token.setDetails(new TokenOfRequest(id));
    return token;
  }
}
