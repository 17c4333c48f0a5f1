package io.todoku.identity.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.request.async.WebAsyncManagerIntegrationFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Spring Authorization Server on a free loopback port, with users whose claims a test sets. All
 * have the same password.
 */
final class TestOidcProvider implements AutoCloseable {

  static final String CLIENT_ID = "todoku";
  static final String CLIENT_SECRET = "a secret of the client";
  static final String PASSWORD = "words for the provider";

  private final AnnotationConfigServletWebServerApplicationContext context;
  private final Beans beans;

  private TestOidcProvider(AnnotationConfigServletWebServerApplicationContext context) {
    this.context = context;
    this.beans = context.getBean(Beans.class);
  }

  static TestOidcProvider start() {
    var context = new AnnotationConfigServletWebServerApplicationContext();
    context.register(Beans.class);
    context.refresh();
    return new TestOidcProvider(context);
  }

  String issuer() {
    return "http://127.0.0.1:" + context.getWebServer().getPort();
  }

  /** The only address that the provider leads back to. */
  void acceptRedirectTo(String application) {
    beans.application = application;
  }

  /** Forgets what a test has set. */
  void reset() {
    beans.claims.clear();
    beans.tamper = _ -> {};
    beans.answer = address -> address;
    beans.authorizationRequest = Map.of();
    beans.tokenRequest = Map.of();
  }

  /** Sets the claims of a user, whose subject stays the same; a new one is created. */
  void setUser(String login, String subject, Map<String, Object> claims) {
    Map<String, Object> all = new HashMap<>(claims);
    all.put("sub", subject);
    beans.claims.put(login, all);
  }

  /** Changes every ID token before it is signed. */
  void tamper(Consumer<JwtClaimsSet.Builder> change) {
    beans.tamper = change;
  }

  /** Changes the address that leads the browser back with a code. */
  void changeAnswer(UnaryOperator<String> change) {
    beans.answer = change;
  }

  /** What the browser asked for last. */
  Map<String, String> authorizationRequest() {
    return beans.authorizationRequest;
  }

  /** What the application asked for last. */
  Map<String, String> tokenRequest() {
    return beans.tokenRequest;
  }

  @Override
  public void close() {
    context.close();
  }

  /** Not annotated as a configuration, so that no scan of a test finds it. */
  @EnableWebSecurity
  static class Beans {

    private final Map<String, Map<String, Object>> claims = new ConcurrentHashMap<>();
    private volatile Consumer<JwtClaimsSet.Builder> tamper = _ -> {};
    private volatile UnaryOperator<String> answer = address -> address;
    private volatile String application = "http://127.0.0.1:1";
    private volatile Map<String, String> authorizationRequest = Map.of();
    private volatile Map<String, String> tokenRequest = Map.of();

    @Bean
    TomcatServletWebServerFactory webServer() {
      var server = new TomcatServletWebServerFactory(0);
      server.setRegisterDefaultServlet(true); // without any servlet no filter is asked
      return server;
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http) {
      return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .addFilterBefore(new Recorder(), WebAsyncManagerIntegrationFilter.class)
          .build();
    }

    @Bean
    UserDetailsService users() {
      return name -> {
        if (!claims.containsKey(name)) {
          throw new UsernameNotFoundException(name);
        }
        return User.withUsername(name).password("{noop}" + PASSWORD).authorities("user").build();
      };
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> tokens() {
      return token -> {
        if (token.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
          token.getClaims().claims(all -> all.putAll(claims.get(token.getPrincipal().getName())));
          tamper.accept(token.getClaims());
        }
      };
    }

    @Bean
    RegisteredClientRepository clients() {
      return new RegisteredClientRepository() {
        @Override
        public void save(RegisteredClient client) {
          // only to store the secret in a newer hash
        }

        @Override
        public @Nullable RegisteredClient findById(String id) {
          return findByClientId(id);
        }

        @Override
        public @Nullable RegisteredClient findByClientId(String id) {
          return id.equals(CLIENT_ID) ? client() : null;
        }
      };
    }

    private RegisteredClient client() {
      return RegisteredClient.withId(CLIENT_ID)
          .clientId(CLIENT_ID)
          .clientSecret("{noop}" + CLIENT_SECRET)
          .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
          .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
          .redirectUri(application + "/sign-in/with/oidc/callback")
          .postLogoutRedirectUri(application + "/sign-in/with/oidc/out")
          .scopes(scopes -> scopes.addAll(List.of("openid", "profile", "email")))
          .clientSettings(
              ClientSettings.builder()
                  .requireProofKey(true)
                  .requireAuthorizationConsent(false)
                  .build())
          .build();
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().build();
    }

    @Bean
    JWKSource<SecurityContext> keys() throws Exception {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var pair = generator.generateKeyPair();
      RSAKey key =
          new RSAKey.Builder((RSAPublicKey) pair.getPublic())
              .privateKey((RSAPrivateKey) pair.getPrivate())
              .keyID("test")
              .build();
      return new ImmutableJWKSet<>(new JWKSet(key));
    }

    @Bean
    JwtDecoder accessTokens(JWKSource<SecurityContext> keys) {
      return NimbusJwtDecoder.withJwkSource(keys).build();
    }

    /** Notes what is asked at the two endpoints of the flow. */
    private class Recorder extends OncePerRequestFilter {

      @Override
      protected void doFilterInternal(
          HttpServletRequest request, HttpServletResponse response, FilterChain chain)
          throws ServletException, IOException {
        Map<String, String> sent = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> sent.put(name, values[0]));
        if (request.getRequestURI().equals("/oauth2/authorize")) {
          authorizationRequest = Map.copyOf(sent);
        } else if (request.getRequestURI().equals("/oauth2/token")) {
          tokenRequest = Map.copyOf(sent);
        }
        chain.doFilter(
            request,
            new HttpServletResponseWrapper(response) {
              @Override
              public void sendRedirect(String address) throws IOException {
                super.sendRedirect(address.contains("code=") ? answer.apply(address) : address);
              }
            });
      }
    }
  }
}
