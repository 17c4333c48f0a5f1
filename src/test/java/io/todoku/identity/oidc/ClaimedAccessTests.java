package io.todoku.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.identity.ClientScope;
import io.todoku.identity.UserRole;
import io.todoku.identity.signin.SignInRefusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** From claims to role and clients, and what settings are refused at the start. */
class ClaimedAccessTests {

  private static OidcSettings settings(String... keysAndValues) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "todoku.oidc.issuer", "https://sso.example.com",
                "todoku.oidc.client-id", "todoku",
                "todoku.oidc.administrators", "admins",
                "todoku.oidc.operators", "operators,both",
                "todoku.oidc.viewers", "viewers,both"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      all.put("todoku.oidc." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return new Binder(new MapConfigurationPropertySource(all))
        .bind("todoku.oidc", Bindable.of(OidcSettings.class))
        .get();
  }

  private static Map<String, Object> groups(String... groups) {
    return Map.of("sub", "1", "groups", List.of(groups));
  }

  private static void assertRefused(
      Map<String, Object> claims, OidcSettings settings, SignInRefusal reason) {
    assertThatThrownBy(() -> ClaimedAccess.of(claims, settings))
        .isInstanceOfSatisfying(
            OidcRefusedException.class, refused -> assertThat(refused.refusal()).isEqualTo(reason));
  }

  @Test
  void theHighestRoleOfSeveralCounts() {
    assertThat(ClaimedAccess.of(groups("viewers", "todoku-client-A", "operators"), settings()))
        .isEqualTo(new ClaimedAccess(UserRole.OPERATOR, ClientScope.of(List.of("A"))));
    assertThat(ClaimedAccess.of(groups("both", "admins"), settings()).role())
        .isEqualTo(UserRole.ADMINISTRATOR);
    assertThat(ClaimedAccess.of(groups("both", "todoku-client-A"), settings()).role())
        .isEqualTo(UserRole.OPERATOR);
  }

  @Test
  void onlyAnAdministratorAndThoseOfTheSettingSeeEveryClient() {
    assertThat(ClaimedAccess.of(groups("admins", "todoku-client-A"), settings()).clients())
        .isEqualTo(ClientScope.EVERY_CLIENT);
    assertThat(
            ClaimedAccess.of(groups("operators", "all"), settings("every-client", "all")).clients())
        .isEqualTo(ClientScope.EVERY_CLIENT);
    assertRefused(groups("operators"), settings("every-client", "all"), SignInRefusal.NO_CLIENT);
  }

  @Test
  void aValueCountsAsAWholeAndInItsCase() {
    assertRefused(groups("Admins", "admins2", "my admins", ""), settings(), SignInRefusal.NO_ROLE);
    assertRefused(Map.of("sub", "1"), settings(), SignInRefusal.NO_ROLE);
    assertRefused(Map.of("groups", List.of(1, true)), settings(), SignInRefusal.NO_ROLE);
  }

  @Test
  void aClaimMayBeOneTextOrStandInAnObject() {
    assertThat(ClaimedAccess.of(Map.of("groups", "admins"), settings()).role())
        .isEqualTo(UserRole.ADMINISTRATOR);
    Map<String, Object> nested = Map.of("realm_access", Map.of("roles", List.of("admins")));
    assertThat(ClaimedAccess.of(nested, settings("roles-claim", "realm_access.roles")).role())
        .isEqualTo(UserRole.ADMINISTRATOR);
    Map<String, Object> dotted = Map.of("https://example.com/roles", List.of("admins"));
    assertThat(
            ClaimedAccess.of(dotted, settings("roles-claim", "https://example.com/roles")).role())
        .isEqualTo(UserRole.ADMINISTRATOR);
  }

  @Test
  void clientsCanComeFromAnotherClaimAndByValue() {
    OidcSettings settings =
        settings(
            "clients-claim", "teams",
            "client-prefix", "c:",
            "clients[0].value", "0760b6cf",
            "clients[0].client", "Example KK");
    Map<String, Object> claims =
        Map.of("groups", List.of("viewers", "c:Wrong"), "teams", List.of("0760b6cf", "c:Nagi"));

    assertThat(ClaimedAccess.of(claims, settings).clients())
        .isEqualTo(ClientScope.of(List.of("Example KK", "Nagi")));
  }

  @Test
  void anAddressCountsOnlyIfItIsVerified() {
    OidcSettings settings = settings("roles-claim", "email", "administrators", "a@example.com");
    Map<String, Object> verified = Map.of("email", "a@example.com", "email_verified", true);

    assertThat(ClaimedAccess.of(verified, settings).role()).isEqualTo(UserRole.ADMINISTRATOR);
    assertRefused(Map.of("email", "a@example.com"), settings, SignInRefusal.NO_ROLE);
    assertRefused(
        Map.of("email", "a@example.com", "email_verified", false), settings, SignInRefusal.NO_ROLE);
    assertRefused(
        Map.of("email", "a@example.com", "email_verified", "true"),
        settings,
        SignInRefusal.NO_ROLE);
  }

  @Test
  void theNameIsTheClaimOfTheSettingsOrTheFirstUsualOne() {
    Map<String, Object> all =
        Map.of("sub", "1", "email", "a@example.com", "preferred_username", "aoi", "nick", "A");
    assertThat(ClaimedAccess.name(all, settings())).isEqualTo("aoi");
    assertThat(ClaimedAccess.name(all, settings("name-claim", "nick"))).isEqualTo("A");
    assertThat(ClaimedAccess.name(Map.of("sub", "1", "email", "a@example.com"), settings()))
        .isEqualTo("a@example.com");
    assertThat(ClaimedAccess.name(Map.of("sub", "1", "email", " "), settings())).isEqualTo("1");
  }

  @Test
  void settingsThatLetNobodyInOrAreNotSafeStopTheStart() {
    assertStartFails("client-id is missing", "client-id", "");
    assertStartFails("issuer must begin with https://", "issuer", "http://sso.example.com");
    assertStartFails("scopes must contain openid", "scopes", "email");
    assertStartFails("each of clients needs a value", "clients[0].value", "team-7");
    assertStartFails("client-prefix is missing", "client-prefix", "");
    assertStartFails(
        "set administrators, operators or viewers",
        "administrators",
        "",
        "operators",
        "",
        "viewers",
        "");
    assertThat(settings("issuer", "http://127.0.0.1:9000").isConfigured()).isTrue();
  }

  private static void assertStartFails(String problem, String... keysAndValues) {
    assertThatThrownBy(() -> settings(keysAndValues))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("todoku.oidc: ")
        .hasMessageContaining(problem);
  }
}
