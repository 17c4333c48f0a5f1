package io.todoku.identity.oidc;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The OpenID Connect provider that people sign in with, under {@code todoku.oidc}.
 *
 * @param issuer the provider's identifier, below which its discovery document stands; blank: off
 * @param clientSecret blank where the provider knows Todoku as a public client
 * @param displayName what people call the provider; blank: its host name
 * @param nameClaim what to call a user; blank: the first of {@code preferred_username}, {@code
 *     email} and {@code sub} that is there
 * @param rolesClaim holds the values that give a role; a path with dots leads into objects
 * @param administrators values that make an administrator
 * @param operators values that make an operator
 * @param viewers values that make a viewer
 * @param everyClient values that let an operator or viewer see every client
 * @param clientsClaim holds the values that name clients; blank: {@code rolesClaim}
 * @param clientPrefix what stands before the name of a client in a value
 * @param clients values that stand for a client without having its name
 * @param signOutAtProvider whether signing out ends the provider's session too, where it offers
 *     that
 * @param idTokenHint whether to send the ID token along then, in the address, as some providers
 *     demand it
 */
@ConfigurationProperties("todoku.oidc")
record OidcSettings(
    @DefaultValue("") String issuer,
    @DefaultValue("") String clientId,
    @DefaultValue("") String clientSecret,
    @DefaultValue("") String displayName,
    @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
    @DefaultValue("") String nameClaim,
    @DefaultValue("groups") String rolesClaim,
    @DefaultValue({}) List<String> administrators,
    @DefaultValue({}) List<String> operators,
    @DefaultValue({}) List<String> viewers,
    @DefaultValue({}) List<String> everyClient,
    @DefaultValue("") String clientsClaim,
    @DefaultValue("todoku-client-") String clientPrefix,
    @DefaultValue({}) List<ClientValue> clients,
    @DefaultValue("true") boolean signOutAtProvider,
    @DefaultValue("false") boolean idTokenHint) {

  private static final int MAX_ISSUER = 500;

  /**
   * @param value of the claim
   * @param client its name at the accounts
   */
  record ClientValue(@Nullable String value, @Nullable String client) {}

  /**
   * @throws IllegalArgumentException naming the setting that is missing or wrong
   */
  OidcSettings {
    if (!issuer.isBlank()) {
      require(isSecure(issuer), "issuer must begin with https:// (http:// only on this machine)");
      require(issuer.length() <= MAX_ISSUER, "issuer is longer than 500 characters");
      require(!clientId.isBlank(), "client-id is missing");
      require(scopes.contains("openid"), "scopes must contain openid");
      require(!rolesClaim.isBlank(), "roles-claim is missing");
      require(!clientPrefix.isBlank(), "client-prefix is missing");
      require(
          Stream.of(administrators, operators, viewers).anyMatch(values -> !values.isEmpty()),
          "set administrators, operators or viewers, or nobody can sign in");
      require(
          clients.stream().allMatch(entry -> isText(entry.value()) && isText(entry.client())),
          "each of clients needs a value and a client");
    }
  }

  private static void require(boolean met, String problem) {
    if (!met) {
      throw new IllegalArgumentException("todoku.oidc: " + problem);
    }
  }

  private static boolean isText(@Nullable String text) {
    return text != null && !text.isBlank();
  }

  private static boolean isSecure(String address) {
    URI uri = URI.create(address);
    return uri.getHost() != null
        && ("https".equals(uri.getScheme())
            || ("http".equals(uri.getScheme()) && isLoopback(uri.getHost())));
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException name) {
      return host.equals("localhost");
    }
  }

  boolean isConfigured() {
    return !issuer.isBlank();
  }

  String nameOfProvider() {
    return displayName.isBlank()
        ? Objects.requireNonNullElse(URI.create(issuer).getHost(), issuer)
        : displayName;
  }

  String clientsClaimOrRoles() {
    return clientsClaim.isBlank() ? rolesClaim : clientsClaim;
  }
}
