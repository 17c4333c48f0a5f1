package io.todoku.identity.oidc;

import io.todoku.identity.BrowserCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.web.util.UrlUtils;
import org.springframework.stereotype.Component;

/**
 * Keeps state, nonce and code verifier of a sign-in in a cookie of the browser that began it, until
 * the provider leads back, so that strangers create no sessions. Each sign-in uses it up.
 */
@Component
class SignInStateCookie implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

  static final String NAME = "todoku-oidc";
  private static final BrowserCookie COOKIE = new BrowserCookie(NAME, OidcProvider.BASE_PATH);
  private static final Duration VALIDITY = Duration.ofMinutes(10);
  private static final String SEPARATOR = " ";
  private static final String REMOVED = SignInStateCookie.class.getName() + ".removed";

  private final OidcProvider provider;

  SignInStateCookie(OidcProvider provider) {
    this.provider = provider;
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
    Optional<String> cookie = COOKIE.find(request);
    if (cookie.isEmpty() || request.getAttribute(REMOVED) != null) {
      return null;
    }
    List<String> parts = parts(cookie.get());
    if (parts.size() != 3 || !parts.get(0).equals(request.getParameter("state"))) {
      return null;
    }
    ClientRegistration registration = provider.get();
    return OAuth2AuthorizationRequest.authorizationCode()
        .clientId(registration.getClientId())
        .authorizationUri(
            Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
        .redirectUri(redirectUri(request))
        .scopes(registration.getScopes())
        .state(parts.get(0))
        .attributes(
            Map.of(
                OAuth2ParameterNames.REGISTRATION_ID,
                OidcProvider.ID,
                OidcParameterNames.NONCE,
                parts.get(1),
                PkceParameterNames.CODE_VERIFIER,
                parts.get(2)))
        .build();
  }

  /** The address that the provider was told to lead back to; it is compared there. */
  private String redirectUri(HttpServletRequest request) {
    return provider
        .publicUrl()
        .map(url -> url + OidcProvider.CALLBACK_PATH)
        .orElseGet(() ->
            UrlUtils.buildFullRequestUrl(
                request.getScheme(),
                request.getServerName(),
                request.getServerPort(),
                request.getRequestURI(),
                null));
  }

  private static List<String> parts(String value) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(value);
      return List.of(new String(bytes, StandardCharsets.US_ASCII).split(SEPARATOR));
    } catch (IllegalArgumentException planted) {
      return List.of();
    }
  }

  @Override
  public void saveAuthorizationRequest(
      @Nullable OAuth2AuthorizationRequest begun,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (begun != null) {
      String value =
          String.join(
              SEPARATOR,
              begun.getState(),
              begun.getAttribute(OidcParameterNames.NONCE),
              begun.getAttribute(PkceParameterNames.CODE_VERIFIER));
      byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
      setCookie(
          request,
          response,
          Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
          VALIDITY);
    }
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    OAuth2AuthorizationRequest begun = loadAuthorizationRequest(request);
    if (begun != null) {
      request.setAttribute(REMOVED, true);
      setCookie(request, response, "", Duration.ZERO);
    }
    return begun;
  }

  private static void setCookie(
      HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
    response.addHeader(HttpHeaders.SET_COOKIE, COOKIE.toHeader(request, value, age));
  }
}
