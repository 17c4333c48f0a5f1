package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsLoginServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logs in with each kind of profile that people have, signed in, expired and missing, through the
 * real SDK in a process of its own against servers that take the place of AWS.
 */
class ProfileLoginIntegrationTests {

  private static final String CONSOLE_USER = "arn:aws:iam::111111111111:user/";
  private static final String DEVICE = "arn:aws:iam::111111111111:mfa/todoku";
  private static final Instant PAST = Instant.now().minus(Duration.ofDays(1));
  private static final Instant FUTURE = Instant.now().plus(Duration.ofHours(8));

  private static final String PROFILES =
      """
      [profile keys]
      region = ap-northeast-1
      aws_access_key_id = GOOD
      aws_secret_access_key = s
      [profile half-keys]
      aws_access_key_id = GOOD
      [profile expired-keys]
      aws_access_key_id = EXPIRED
      aws_secret_access_key = s
      aws_session_token = t
      [profile unknown-keys]
      aws_access_key_id = UNKNOWN
      aws_secret_access_key = s
      [profile wrong-secret]
      aws_access_key_id = WRONGSECRET
      aws_secret_access_key = s
      [profile empty]
      region = ap-northeast-1

      [profile china]
      region = cn-north-1
      aws_access_key_id = CHINA
      aws_secret_access_key = s
      [profile china-abroad]
      region = eu-west-1
      aws_access_key_id = CHINA
      aws_secret_access_key = s
      [profile keys-without-region]
      aws_access_key_id = GOOD
      aws_secret_access_key = s

      [profile process]
      credential_process = HOME/credentials.sh
      [profile failing-process]
      credential_process = HOME/failing.sh
      [profile short-process]
      credential_process = HOME/short.sh
      [profile talking-process]
      credential_process = echo SECRET is not JSON
      [profile missing-process]
      credential_process = /no/such/program

      [sso-session corp]
      sso_region = ap-northeast-1
      sso_start_url = https://corp.example/start
      [sso-session never]
      sso_region = ap-northeast-1
      sso_start_url = https://never.example/start
      [sso-session old]
      sso_region = ap-northeast-1
      sso_start_url = https://old.example/start
      [sso-session revoked]
      sso_region = ap-northeast-1
      sso_start_url = https://revoked.example/start
      [profile sso]
      sso_session = corp
      sso_account_id = 222222222222
      sso_role_name = Reader
      [profile sso-never]
      sso_session = never
      sso_account_id = 222222222222
      sso_role_name = Reader
      [profile sso-old]
      sso_session = old
      sso_account_id = 222222222222
      sso_role_name = Reader
      [profile sso-revoked]
      sso_session = revoked
      sso_account_id = 222222222222
      sso_role_name = Reader
      [sso-session refreshable]
      sso_region = ap-northeast-1
      sso_start_url = https://refreshable.example/start
      [profile sso-refreshable]
      sso_session = refreshable
      sso_account_id = 999999999999
      sso_role_name = Reader
      [profile sso-forbidden]
      sso_session = corp
      sso_account_id = 222222222222
      sso_role_name = Forbidden
      [profile sso-busy]
      sso_session = corp
      sso_account_id = 222222222222
      sso_role_name = Busy
      [profile sso-down]
      sso_session = corp
      sso_account_id = 222222222222
      sso_role_name = Down
      [profile sso-lost]
      sso_session = lost
      sso_account_id = 222222222222
      sso_role_name = Reader
      [profile sso-without-role]
      sso_session = corp
      sso_account_id = 222222222222
      [profile legacy]
      sso_start_url = https://legacy.example/start
      sso_region = ap-northeast-1
      sso_account_id = 333333333333
      sso_role_name = Reader
      [profile legacy-old]
      sso_start_url = https://legacy-old.example/start
      sso_region = ap-northeast-1
      sso_account_id = 333333333333
      sso_role_name = Reader
      [profile legacy-never]
      sso_start_url = https://legacy-never.example/start
      sso_region = ap-northeast-1
      sso_account_id = 333333333333
      sso_role_name = Reader

      [profile login]
      login_session = arn:aws:iam::111111111111:user/now
      region = ap-northeast-1
      [profile login-old]
      login_session = arn:aws:iam::111111111111:user/old
      region = ap-northeast-1
      [profile login-never]
      login_session = arn:aws:iam::111111111111:user/never
      region = ap-northeast-1

      [profile role]
      role_arn = arn:aws:iam::444444444444:role/Reader
      source_profile = keys
      [profile role-of-role]
      role_arn = arn:aws:iam::555555555555:role/Reader
      source_profile = role
      [profile role-untrusting]
      role_arn = arn:aws:iam::444444444444:role/Untrusting
      source_profile = keys
      [profile role-of-sso-never]
      role_arn = arn:aws:iam::444444444444:role/Reader
      source_profile = sso-never
      [profile role-of-expired]
      role_arn = arn:aws:iam::444444444444:role/Reader
      source_profile = expired-keys
      [profile role-of-nobody]
      role_arn = arn:aws:iam::444444444444:role/Reader
      source_profile = nobody
      [profile circle]
      role_arn = arn:aws:iam::444444444444:role/Reader
      source_profile = circle-2
      [profile circle-2]
      role_arn = arn:aws:iam::444444444444:role/Reader
      source_profile = circle
      [profile device]
      role_arn = arn:aws:iam::666666666666:role/WithDevice
      source_profile = keys
      mfa_serial = arn:aws:iam::111111111111:mfa/todoku
      [profile device-2]
      role_arn = arn:aws:iam::777777777777:role/WithDevice
      source_profile = keys
      mfa_serial = arn:aws:iam::111111111111:mfa/todoku
      """;

  @TempDir static Path home;

  private static AwsLoginServers aws;
  private static AwsConfigurationFolder folder;
  private static LoginProcess process;

  @BeforeAll
  static void start() throws Exception {
    aws = AwsLoginServers.start();
    folder = new AwsConfigurationFolder(home);
    folder.writeConfig(PROFILES.replace("HOME", home.toString()));
    writeProgram(
        "credentials.sh",
        """
        echo started >> %s
        echo '{"Version":1,"AccessKeyId":"GOOD","SecretAccessKey":"s"}'
        """
            .formatted(home.resolve("starts")));
    writeProgram(
        "failing.sh",
        """
        echo started >> %s
        echo SECRET on standard output
        echo the vault is sealed >&2
        exit 3
        """
            .formatted(home.resolve("failing-starts")));
    writeProgram(
        "short.sh",
        """
        echo started >> %s
        echo '{"Version":1,"AccessKeyId":"GOOD","SecretAccessKey":"s","SessionToken":"t",
               "Expiration":"2026-01-01T00:00:00Z"}'
        """
            .formatted(home.resolve("short-starts")));
    for (String token : new String[] {"corp-token", "legacy-token"}) {
      aws.acceptToken(token);
    }
    folder.signInToSso("corp", "corp-token", FUTURE);
    folder.signInToSso("old", "old-token", PAST);
    folder.signInToSso("refreshable", "past-token", PAST, AwsLoginServers.REFRESH_TOKEN);
    folder.signInToSso("revoked", "revoked-token", FUTURE);
    folder.signInToSso("https://legacy.example/start", "legacy-token", FUTURE);
    folder.signInToSso("https://legacy-old.example/start", "legacy-token", PAST);
    folder.signInToConsole(CONSOLE_USER + "now", FUTURE);
    folder.signInToConsole(CONSOLE_USER + "old", PAST);
    process = start(Map.of("AWS_PROFILE", "keys"));
  }

  private static LoginProcess start(Map<String, String> more) throws IOException {
    Map<String, String> environment = new HashMap<>(folder.environment());
    environment.putAll(aws.environment());
    environment.putAll(more);
    return LoginProcess.start(home, environment);
  }

  private static void writeProgram(String name, String script) throws IOException {
    Path program = home.resolve(name);
    Files.writeString(program, "#!/bin/sh\n" + script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  @AfterAll
  static void stop() {
    if (process != null) {
      process.close();
    }
    if (aws != null) {
      aws.close();
    }
  }

  record LoginCase(String situation, String profile, String role, String expected) {
    @Override
    public String toString() {
      return situation;
    }
  }

  private static LoginCase profile(String situation, String profile, String expected) {
    return new LoginCase(situation, profile, "", expected);
  }

  private static LoginCase role(String situation, String role, String expected) {
    return new LoginCase(situation, "", "arn:aws:iam::222222222222:role/" + role, expected);
  }

  private static String denied(String role) {
    return "AccessDenied: User: arn:aws:iam::111111111111:user/todoku is not authorized to perform:"
        + " sts:AssumeRole on resource: arn:aws:iam::222222222222:role/"
        + role;
  }

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

  static Stream<LoginCase> roles() {
    return Stream.of(
        role("a role that trusts Todoku", "Reader", "222222222222"),
        role(
            "a role that does not trust Todoku, or wants another external id",
            "Untrusting",
            "NO_ACCESS | sts:AssumeRole | " + denied("Untrusting") + " | trust-policy"),
        role(
            "a trust policy that has no statement for Todoku",
            "NoTrustStatement",
            "NO_ACCESS | sts:AssumeRole | "
                + denied("NoTrustStatement")
                + " because no resource-based policy allows the sts:AssumeRole action |"
                + " trust-policy"),
        role(
            "a policy of Todoku's own that is missing",
            "NotPermitted",
            "MAY_NOT_ASSUME_ROLE | sts:AssumeRole | "
                + denied("NotPermitted")
                + " because no identity-based policy allows the sts:AssumeRole action |"
                + " sts:AssumeRole"),
        role(
            "a policy of Todoku's own that denies it",
            "DeniedByOwnPolicy",
            "DENIED_EXPLICITLY | sts:AssumeRole | "
                + denied("DeniedByOwnPolicy")
                + " with an explicit deny in an identity-based policy | explicit-deny"),
        role(
            "a service control policy",
            "DeniedByScp",
            "DENIED_BY_SERVICE_CONTROL_POLICY | sts:AssumeRole | "
                + denied("DeniedByScp")
                + " with an explicit deny in a service control policy:"
                + " arn:aws:organizations::1:policy/p | service-control-policy"),
        role(
            "a permissions boundary",
            "OutsideBoundary",
            "DENIED_BY_PERMISSIONS_BOUNDARY | sts:AssumeRole | "
                + denied("OutsideBoundary")
                + " because no permissions boundary allows the sts:AssumeRole action |"
                + " permissions-boundary"),
        role(
            "a session policy",
            "OutsideSession",
            "DENIED_BY_SESSION_POLICY | sts:AssumeRole | "
                + denied("OutsideSession")
                + " because no session policy allows the sts:AssumeRole action | session-policy"),
        role("throttled", "Busy", "THROTTLED | sts:AssumeRole | Throttling: Rate exceeded | null"),
        role(
            "STS down",
            "Down",
            "UNAVAILABLE | sts:AssumeRole | 503 ServiceUnavailable: try later | null"));
  }

  @ParameterizedTest
  @MethodSource({"profiles", "roles"})
  void eachLoginEndsWithItsCauseAndWhatHelps(LoginCase login) {
    assertThat(process.logIn(login.profile(), login.role())).isEqualTo(login.expected());
  }

  @Test
  void aThrottledRoleAndOneThatFailsAreAskedForSeveralTimes() {
    aws.forgetCalls();
    process.logIn("", "arn:aws:iam::222222222222:role/Busy");
    process.logIn("", "arn:aws:iam::222222222222:role/Down");

    assertThat(aws.calls()).hasSizeGreaterThan(4).containsOnly("AssumeRole");
  }

  @Test
  void aRoleInAnotherPartitionIsRefusedBeforeAnyCall() {
    aws.forgetCalls();
    String china = "arn:aws-cn:iam::222222222222:role/Reader";

    assertThat(process.logIn("", china))
        .isEqualTo("WRONG_PARTITION | sts:AssumeRole | " + china + " / aws | partition");
    assertThat(aws.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          a profile of China                                  | china               | -          | 333333333333 | 1
          its Region and that of the account                  | china               | cn-north-1 | 333333333333 | 1
          a profile whose Region is wrong, the account's not  | china-abroad        | cn-north-1 | 333333333333 | 2
          a profile whose Region is wrong                     | china-abroad        | -          | CREDENTIALS_INVALID / sts:GetCallerIdentity / china-abroad: InvalidClientTokenId: The security token included in the request is invalid. / credentials | 1
          a Region of the account in another partition        | china               | eu-west-1  | WRONG_PARTITION / sts:GetCallerIdentity / arn:aws-cn:iam::333333333333:user/todoku / eu-west-1 / partition-of-regions | 1
          the same, and the profile names no Region           | keys-without-region | cn-north-1 | WRONG_PARTITION / sts:GetCallerIdentity / arn:aws:iam::111111111111:user/todoku / cn-north-1 / partition-of-regions | 2
          """)
  void thePartitionIsThatOfTheCallerAndWhatContradictsItIsNamed(
      String situation, String profile, @Nullable String region, String expected, int calls) {
    aws.forgetCalls();

    assertThat(process.logInFor(region == null ? "" : region, profile).replace(" | ", " / "))
        .as(situation)
        .isEqualTo(expected);
    assertThat(aws.calls()).hasSize(calls).containsOnly("GetCallerIdentity");
  }

  @Test
  void sixtyAccountsStartTheProgramOnce() throws IOException {
    Path starts = home.resolve("starts");
    Files.deleteIfExists(starts);
    try (LoginProcess other = start(Map.of("AWS_PROFILE", "process"))) {
      assertThat(other.logIn(60, "", "arn:aws:iam::222222222222:role/Reader").result())
          .isEqualTo("222222222222");
      assertThat(other.logIn("process", "")).isEqualTo("111111111111");
    }

    assertThat(starts).content().isEqualTo("started\n");
  }

  @Test
  void expiredCredentialsOfAProgramAreAskedForAgain() throws IOException {
    assertThat(process.logIn("short-process", "")).isEqualTo("111111111111");
    assertThat(process.logIn("short-process", "")).isEqualTo("111111111111");

    assertThat(home.resolve("short-starts")).content().isEqualTo("started\nstarted\n");
  }

  @Test
  void sixtyAccountsStartAFailingProgramOnce() throws IOException {
    Path starts = home.resolve("failing-starts");
    Files.deleteIfExists(starts);

    assertThat(process.logIn(60, "failing-process", "").result())
        .startsWith("CREDENTIAL_PROCESS_FAILED");

    assertThat(starts).content().isEqualTo("started\n");
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
  void oneCodeServesForAllProfilesOfADevice() throws IOException {
    try (LoginProcess terminal = start(Map.of())) {
      var first = terminal.logIn(3, "device", "", "000000", AwsLoginServers.MFA_CODE);
      var second = terminal.logIn(1, "device-2", "");

      assertThat(first).isEqualTo(new LoginProcess.LoginResult("666666666666", 2));
      assertThat(second).isEqualTo(new LoginProcess.LoginResult("777777777777", 0));
    }
  }

  @Test
  void afterThreeWrongCodesTheCauseTellsWhatStsAnswered() throws IOException {
    try (LoginProcess terminal = start(Map.of())) {
      assertThat(terminal.logIn(1, "device", "", "1", "2", "3", AwsLoginServers.MFA_CODE))
          .isEqualTo(
              new LoginProcess.LoginResult(
                  "MFA_CODE_NEEDED | mfa_serial "
                      + DEVICE
                      + " | device: AccessDenied: MultiFactorAuthentication failed with invalid MFA"
                      + " one time pass code. | mfa-code",
                  3));
    }
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
