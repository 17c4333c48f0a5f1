package io.todoku.identity.oidc;

import io.todoku.identity.signin.SignInRefusal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;

/**
 * The configured provider. Its endpoints are read from its discovery document when somebody first
 * signs in, so that Todoku starts without it; a failed attempt is repeated at the next sign-in.
 */
@Component
class OidcProvider implements ClientRegistrationRepository {

  static final String ID = "oidc";
  static final String BASE_PATH = "/sign-in/with";
  static final String START_PATH = BASE_PATH + "/" + ID;
  static final String CALLBACK_PATH = START_PATH + "/callback";
  static final String SIGNED_OUT_PATH = START_PATH + "/out";

  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final OidcSettings settings;
  private final OidcHttp http;
  private final String publicUrl;
  private volatile @Nullable ClientRegistration found;

  OidcProvider(
      OidcSettings settings, OidcHttp http, @Value("${todoku.public-url:}") String publicUrl) {
    this.settings = settings;
    this.http = http;
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    return id.equals(ID) ? get() : null;
  }

  /**
   * @throws OidcRefusedException if the provider cannot be reached, or is another one than the
   *     settings name
   */
  ClientRegistration get() {
    ClientRegistration known = found;
    if (known == null) {
      try {
        known = discover();
      } catch (OidcRefusedException refused) {
        throw refused;
      } catch (RuntimeException failure) {
        throw new OidcRefusedException(SignInRefusal.UNAVAILABLE, "no discovery document", failure);
      }
      found = known;
    }
    return known;
  }

  private ClientRegistration discover() {
    Map<String, Object> document =
        http.fetchObject(settings.issuer().replaceAll("/+$", "") + DISCOVERY);
    if (!settings.issuer().equals(document.get("issuer"))) {
      throw new IllegalArgumentException(
          "todoku.oidc.issuer is "
              + settings.issuer()
              + ", the document is of "
              + document.get("issuer"));
    }
    if (!(document.get("jwks_uri") instanceof String)) {
      throw new IllegalArgumentException("the discovery document names no jwks_uri");
    }
    ClientRegistration.Builder builder =
        ClientRegistrations.fromOidcConfiguration(document)
            .registrationId(ID)
            .clientId(settings.clientId())
            .clientName(settings.nameOfProvider())
            .scope(settings.scopes())
            .redirectUri((publicUrl.isEmpty() ? "{baseUrl}" : publicUrl) + CALLBACK_PATH)
            .clientSettings(ClientSettings.builder().requireProofKey(true).build());
    if (settings.clientSecret().isBlank()) {
      builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
    } else {
      builder.clientSecret(settings.clientSecret());
    }
    return builder.build();
  }

  /** The address of this application that people use; empty where each request tells it. */
  Optional<String> publicUrl() {
    return Optional.of(publicUrl).filter(url -> !url.isEmpty());
  }

  /**
   * Where the provider ends its own session; empty where it offers that not, or the settings turn
   * it off.
   *
   * @throws OidcRefusedException as {@link #get()}
   */
  Optional<String> endSessionEndpoint() {
    return settings.signOutAtProvider()
            && get().getProviderDetails().getConfigurationMetadata().get("end_session_endpoint")
                instanceof String address
        ? Optional.of(address)
        : Optional.empty();
  }
}
