package io.todoku.identity.oidc;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Begins a sign-in by a form of the sign-in page only, which a CSRF token protects: a link on
 * another site would sign in whoever has a session at the provider. Leads on to the provider by a
 * page and not by a redirect, because the content security policy keeps forms, and what they are
 * redirected to, on this site.
 */
final class SignInRequests implements OAuth2AuthorizationRequestResolver, RedirectStrategy {

  /** Attribute of the request: where the page of {@link OidcStartController} leads. */
  static final String PROVIDER_ADDRESS = "io.todoku.identity.oidc.start-address";

  private static final RequestMatcher FORM =
      PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, OidcProvider.START_PATH);

  private final OAuth2AuthorizationRequestResolver requests;

  SignInRequests(OidcProvider provider) {
    requests = new DefaultOAuth2AuthorizationRequestResolver(provider, OidcProvider.BASE_PATH);
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
    return FORM.matches(request) ? requests.resolve(request) : null;
  }

  /** Never asked for: nothing here calls the provider for a user. */
  @Override
  public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String id) {
    return null;
  }

  @Override
  public void sendRedirect(HttpServletRequest request, HttpServletResponse response, String address)
      throws IOException {
    request.setAttribute(PROVIDER_ADDRESS, address);
    try {
      request.getRequestDispatcher(OidcProvider.START_PATH).forward(request, response);
    } catch (ServletException failure) {
      throw new IOException("the page that leads to the provider", failure);
    }
  }
}
