package io.todoku.identity.oidc;

import io.todoku.identity.signin.SignInRefusal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;

/**
 * The configured provider. Its endpoints are read from its discovery document when somebody first
 * signs in, so that Todoku starts without it; a failed attempt is repeated at the next sign-in. One
 * sign-in asks for it at a time, and those that wait share its failure.
 */
@Component
class OidcProvider implements ClientRegistrationRepository {

  static final String ID = "oidc";
  static final String BASE_PATH = "/sign-in/with";
  static final String START_PATH = BASE_PATH + "/" + ID;
  static final String CALLBACK_PATH = START_PATH + "/callback";
  static final String SIGNED_OUT_PATH = START_PATH + "/out";

  /** A little longer than one request may take. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(16);

  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final OidcSettings settings;
  private final OidcHttp http;
  private final String publicUrl;
  private final Duration maxWait;
  private final ReentrantLock discovering = new ReentrantLock();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile @Nullable ClientRegistration found;

  @Autowired
  OidcProvider(
      OidcSettings settings, OidcHttp http, @Value("${todoku.public-url:}") String publicUrl) {
    this(settings, http, publicUrl, MAX_WAIT);
  }

  OidcProvider(OidcSettings settings, OidcHttp http, String publicUrl, Duration maxWait) {
    this.settings = settings;
    this.http = http;
    this.maxWait = maxWait;
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
    if (known != null) {
      return known;
    }
    int earlier = failures.get();
    if (!beginDiscovery()) {
      throw unavailable("another sign-in has waited for the discovery document for too long", null);
    }
    try {
      known = found;
      if (known == null && failures.get() != earlier) {
        throw unavailable("another sign-in found no discovery document just now", null);
      }
      return known == null ? discover() : known;
    } finally {
      discovering.unlock();
    }
  }

  /** Whether nobody else asks the provider by now. */
  private boolean beginDiscovery() {
    try {
      return discovering.tryLock(maxWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ClientRegistration discover() {
    try {
      ClientRegistration registration = readDiscoveryDocument();
      found = registration;
      return registration;
    } catch (RuntimeException failure) {
      failures.incrementAndGet();
      throw unavailable("no discovery document", failure);
    }
  }

  private static OidcRefusedException unavailable(String detail, @Nullable Throwable cause) {
    return new OidcRefusedException(SignInRefusal.UNAVAILABLE, detail, cause);
  }

  private ClientRegistration readDiscoveryDocument() {
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
