package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs in with each kind of profile that people have, signed in, expired and missing. */
class ProfileLoginIntegrationTests extends ProfileLoginFixture {

  static Stream<LoginCase> profiles() {
    String config = home.resolve(".aws/config").toString();
    String portal = "sso:GetRoleCredentials";
    return Stream.of(
        profile("access keys", "keys", "111111111111"),
        profile(
            "no such profile", "nobody", "NO_SUCH_PROFILE | " + config + " | nobody | aws-profile"),
        profile(
            "a profile without credentials",
            "empty",
            "NO_CREDENTIALS | " + config + " | empty | profile-settings"),
        profile(
            "an access key without its secret",
            "half-keys",
            "NO_CREDENTIALS | "
                + config
                + " | half-keys: Profile property 'aws_secret_access_key' was not configured for"
                + " 'half-keys'. | profile-settings"),
        profile(
            "an expired session token",
            "expired-keys",
            "CREDENTIALS_EXPIRED | sts:GetCallerIdentity | expired-keys: ExpiredToken: The security"
                + " token included in the request is expired | renew-credentials"),
        profile(
            "deleted access keys",
            "unknown-keys",
            "CREDENTIALS_INVALID | sts:GetCallerIdentity | unknown-keys: InvalidClientTokenId: The"
                + " security token included in the request is invalid. | credentials"),
        profile(
            "a wrong secret key",
            "wrong-secret",
            "CREDENTIALS_INVALID | sts:GetCallerIdentity | wrong-secret: SignatureDoesNotMatch: The"
                + " request signature we calculated does not match | credentials"),
        profile("a program that prints credentials", "process", "111111111111"),
        profile(
            "a program that fails",
            "failing-process",
            "CREDENTIAL_PROCESS_FAILED | credential_process | failing-process: exit code 3: the"
                + " vault is sealed | credential-process"),
        profile(
            "a program that prints something else",
            "talking-process",
            "CREDENTIAL_PROCESS_FAILED | credential_process | talking-process: its output is not"
                + " the JSON of credentials | credential-process"),
        profile(
            "a program that is not there",
            "missing-process",
            "CREDENTIAL_PROCESS_FAILED | credential_process | missing-process: exit code 127: sh:"
                + " 1: /no/such/program: not found | credential-process"),
        profile("SSO, signed in", "sso", "222222222222"),
        profile(
            "SSO, never signed in",
            "sso-never",
            "SSO_SIGN_IN_NEEDED | " + portal + " | sso-never | sso-login"),
        profile(
            "SSO, session expired",
            "sso-old",
            "SSO_SIGN_IN_NEEDED | " + portal + " | sso-old | sso-login"),
        profile("SSO, token renewed by its refresh token", "sso-refreshable", "999999999999"),
        profile(
            "SSO, session ended by the portal",
            "sso-revoked",
            "SSO_SIGN_IN_NEEDED | " + portal + " | sso-revoked | sso-login"),
        profile(
            "SSO, role not assigned",
            "sso-forbidden",
            "NO_ACCESS | "
                + portal
                + " | sso-forbidden: ForbiddenException: No access | account-access"),
        profile(
            "SSO, throttled",
            "sso-busy",
            "THROTTLED | "
                + portal
                + " | sso-busy: TooManyRequestsException: HTTP 429 Unknown Code | null"),
        profile(
            "SSO, portal down",
            "sso-down",
            "UNAVAILABLE | " + portal + " | sso-down: InternalServerException: try later | null"),
        profile(
            "SSO, section of the session missing",
            "sso-lost",
            "NO_CREDENTIALS | "
                + config
                + " | sso-lost: Sso-session section not found with sso-session title lost. |"
                + " profile-settings"),
        profile(
            "SSO, name of the role missing",
            "sso-without-role",
            "NO_CREDENTIALS | "
                + config
                + " | sso-without-role: Profile property 'sso_role_name' was not configured for"
                + " 'sso-without-role'. | profile-settings"),
        profile("SSO without a session section, signed in", "legacy", "333333333333"),
        profile(
            "SSO without a session section, expired",
            "legacy-old",
            "SSO_SIGN_IN_NEEDED | " + portal + " | legacy-old | sso-login"),
        profile(
            "SSO without a session section, never signed in",
            "legacy-never",
            "SSO_SIGN_IN_NEEDED | " + portal + " | legacy-never | sso-login"),
        profile("aws login, signed in", "login", "111111111111"),
        profile(
            "aws login, expired",
            "login-old",
            "LOGIN_NEEDED | signin:CreateOAuth2Token | login-old | aws-login"),
        profile(
            "aws login, never signed in",
            "login-never",
            "LOGIN_NEEDED | signin:CreateOAuth2Token | login-never | aws-login"),
        profile("a role of a source profile", "role", "444444444444"),
        profile("a role of a role", "role-of-role", "555555555555"),
        profile(
            "a role that does not trust the source profile",
            "role-untrusting",
            "NO_ACCESS | sts:AssumeRole | "
                + denied("Untrusting").replace("222222222222", "444444444444")
                + " | trust-policy"),
        profile(
            "a role of an SSO profile that nobody signed in to",
            "role-of-sso-never",
            "SSO_SIGN_IN_NEEDED | " + portal + " | sso-never | sso-login"),
        profile(
            "a role of an expired session",
            "role-of-expired",
            "CREDENTIALS_EXPIRED | sts:AssumeRole | role-of-expired: ExpiredToken: The security"
                + " token included in the request is expired | renew-credentials"),
        profile(
            "a role of a profile that is not there",
            "role-of-nobody",
            "NO_SUCH_PROFILE | " + config + " | nobody | aws-profile"),
        profile(
            "profiles that are each other's source",
            "circle",
            "NO_CREDENTIALS | "
                + config
                + " | circle: source_profile circle -> circle-2 -> circle | profile-settings"),
        profile(
            "a device that nobody can be asked for",
            "device",
            "MFA_CODE_NEEDED | mfa_serial " + DEVICE + " | device | mfa-code"));
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void eachLoginEndsWithItsCauseAndWhatHelps(LoginCase login) {
    assertThat(process.logIn(login.profile(), login.role())).isEqualTo(login.expected());
  }

  @Test
  void aSignInIsSeenWithoutARestart() throws Exception {
    String profile =
        """

        [sso-session late]
        sso_region = ap-northeast-1
        sso_start_url = https://late.example/start
        [profile late]
        sso_session = late
        sso_account_id = 888888888888
        sso_role_name = Reader
        """;
    assertThat(process.logIn("late", "")).startsWith("NO_SUCH_PROFILE");

    folder.writeConfig(PROFILES.replace("HOME", home.toString()) + profile);
    assertThat(process.logIn("late", "")).startsWith("SSO_SIGN_IN_NEEDED");

    folder.signInToSso("late", "late-token", FUTURE);
    aws.acceptToken("late-token");
    assertThat(process.logIn("late", "")).isEqualTo("888888888888");
  }

  @Test
  void theDefaultChainTellsWhatItLacks() throws IOException {
    try (LoginProcess nothing = start(Map.of());
        LoginProcess lost = start(Map.of("AWS_PROFILE", "nobody"));
        LoginProcess sso = start(Map.of("AWS_PROFILE", "sso-never"))) {
      assertThat(nothing.logIn("", ""))
          .isEqualTo("NO_CREDENTIALS | AWS default credentials chain |  | credentials");
      assertThat(lost.logIn("", ""))
          .isEqualTo("NO_SUCH_PROFILE | " + folder.config() + " | nobody | aws-profile");
      assertThat(sso.logIn("", ""))
          .isEqualTo("SSO_SIGN_IN_NEEDED | sso:GetRoleCredentials | sso-never | sso-login");
    }
  }

  @Test
  void keysInTheEnvironmentComeBeforeProfiles() throws IOException {
    try (LoginProcess environment =
        start(
            Map.of(
                "AWS_PROFILE", "sso-never",
                "AWS_ACCESS_KEY_ID", "GOOD",
                "AWS_SECRET_ACCESS_KEY", "s"))) {
      assertThat(environment.logIn("", "")).isEqualTo("111111111111");
    }
  }
}
