package io.todoku.identity.oidc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;

/** The decoder of the provider's ID tokens, which keeps its keys between two sign-ins. */
final class CachedIdTokenDecoders implements JwtDecoderFactory<ClientRegistration> {

  private final OidcHttp http;
  private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();

  CachedIdTokenDecoders(OidcHttp http) {
    this.http = http;
  }

  @Override
  public JwtDecoder createDecoder(ClientRegistration provider) {
    return decoders.computeIfAbsent(
        provider.getRegistrationId(), _ -> http.idTokenDecoder(provider));
  }
}
