package io.todoku.identity.oidc;

import io.todoku.identity.signin.ProviderSignIn;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** Sign-in by OpenID Connect: the authorization code flow with PKCE (S256), state and nonce. */
@Component
class OidcSignIn implements ProviderSignIn {

  /** Spring Security finds it by its type; it keeps the keys of the provider. */
  @Configuration(proxyBeanMethods = false)
  static class IdTokenConfiguration {

    @Bean
    JwtDecoderFactory<ClientRegistration> idTokenDecoders(OidcHttp http) {
      return new CachedIdTokenDecoders(http);
    }
  }

  private final OidcSettings settings;
  private final OidcProvider provider;
  private final OidcHttp http;
  private final OidcUserLoader users;
  private final SignInStateCookie states;
  private final OidcFailureHandler failures;
  private final OidcSignOut signOut;

  OidcSignIn(
      OidcSettings settings,
      OidcProvider provider,
      OidcHttp http,
      OidcUserLoader users,
      SignInStateCookie states,
      OidcFailureHandler failures,
      OidcSignOut signOut) {
    this.settings = settings;
    this.provider = provider;
    this.http = http;
    this.users = users;
    this.states = states;
    this.failures = failures;
    this.signOut = signOut;
  }

  @Override
  public boolean isConfigured() {
    return settings.isConfigured();
  }

  @Override
  public String issuer() {
    return settings.issuer();
  }

  @Override
  public String displayName() {
    return settings.nameOfProvider();
  }

  @Override
  public String startPath() {
    return OidcProvider.START_PATH;
  }

  @Override
  public void configure(HttpSecurity security, AuthenticationSuccessHandler success) {
    SignInRequests requests = new SignInRequests(provider);
    security.oauth2Login(login ->
        login
            .loginPage("/sign-in")
            .clientRegistrationRepository(provider)
            .authorizedClientRepository(new NoStoredTokens())
            .authorizationEndpoint(endpoint ->
                endpoint
                    .authorizationRequestResolver(requests)
                    .authorizationRedirectStrategy(requests)
                    .authorizationRequestRepository(states))
            .redirectionEndpoint(endpoint -> endpoint.baseUri(OidcProvider.CALLBACK_PATH))
            .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(http.tokenClient()))
            .userInfoEndpoint(endpoint -> endpoint.oidcUserService(users))
            .successHandler(success)
            .failureHandler(failures)
            .withObjectPostProcessor(
                new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                  @Override
                  public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(
                      F filter) {
                    filter.setAuthenticationFailureHandler(failures);
                    return filter;
                  }
                })
            .withObjectPostProcessor(
                new ObjectPostProcessor<OAuth2LoginAuthenticationFilter>() {
                  @Override
                  public <F extends OAuth2LoginAuthenticationFilter> F postProcess(F filter) {
                    filter.setAuthenticationResultConverter(OidcSignIn.this::keepName);
                    return filter;
                  }
                }));
    security.logout(out -> out.logoutSuccessHandler(signOut));
  }

  /** What the session keeps: the name, and the ID token only if signing out sends it along. */
  private OAuth2AuthenticationToken keepName(OAuth2LoginAuthenticationToken signedIn) {
    OidcUser user = (OidcUser) Objects.requireNonNull(signedIn.getPrincipal());
    String idToken =
        settings.idTokenHint() && provider.endSessionEndpoint().isPresent()
            ? user.getIdToken().getTokenValue()
            : null;
    return new OAuth2AuthenticationToken(
        new OidcUserPrincipal(user.getName(), idToken), List.of(), OidcProvider.ID);
  }
}
