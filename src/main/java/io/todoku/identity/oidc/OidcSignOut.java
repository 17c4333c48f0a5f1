package io.todoku.identity.oidc;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Ends the provider's session too, where it offers that (RP-initiated logout); otherwise one click
 * on a shared computer would sign the next person in as the last one. The ID token names the user
 * and would stand in an address, which proxies log, so it is sent along only if the settings say
 * so.
 */
@Component
class OidcSignOut implements LogoutSuccessHandler {

  /** Attribute of the request: where the page {@link OidcSignedOutController} leads. */
  static final String PROVIDER_ADDRESS = "io.todoku.identity.oidc.address";

  private static final int MAX_TOKEN = 6000;

  private static final Logger log = LoggerFactory.getLogger(OidcSignOut.class);

  private final OidcProvider provider;

  OidcSignOut(OidcProvider provider) {
    this.provider = provider;
  }

  @Override
  public void onLogoutSuccess(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Authentication authentication)
      throws IOException, ServletException {
    Optional<String> address =
        authentication != null && authentication.getPrincipal() instanceof OidcUserPrincipal user
            ? endSessionAddress(user)
            : Optional.empty();
    if (address.isPresent()) {
      request.setAttribute(PROVIDER_ADDRESS, address.get());
      request.getRequestDispatcher(OidcProvider.SIGNED_OUT_PATH).forward(request, response);
    } else {
      response.sendRedirect(request.getContextPath() + "/sign-in?out");
    }
  }

  private Optional<String> endSessionAddress(OidcUserPrincipal user) {
    try {
      return provider
          .endSessionEndpoint()
          .map(endpoint ->
              UriComponentsBuilder.fromUriString(endpoint)
                  .queryParam("client_id", "{client}")
                  .queryParam("post_logout_redirect_uri", "{back}")
                  .queryParamIfPresent("id_token_hint", user.idToken().filter(OidcSignOut::isShort))
                  .encode()
                  .buildAndExpand(provider.get().getClientId(), signedOutAddress())
                  .toUriString());
    } catch (OidcRefusedException unreachable) {
      log.warn("The session at the provider goes on: {}", unreachable.getMessage());
      return Optional.empty();
    }
  }

  /** Servers refuse long addresses and headers; without the token the provider may ask. */
  private static boolean isShort(String idToken) {
    return idToken.length() <= MAX_TOKEN;
  }

  private String signedOutAddress() {
    return provider
            .publicUrl()
            .orElseGet(() -> ServletUriComponentsBuilder.fromCurrentContextPath().toUriString())
        + OidcProvider.SIGNED_OUT_PATH;
  }
}
