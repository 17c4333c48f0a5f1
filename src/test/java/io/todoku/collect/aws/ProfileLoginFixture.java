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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real SDK in a process of its own, with profiles of each kind, against servers that take the
 * place of AWS.
 */
abstract class ProfileLoginFixture {

  static final String CONSOLE_USER = "arn:aws:iam::111111111111:user/";
  static final String DEVICE = "arn:aws:iam::111111111111:mfa/todoku";
  static final Instant PAST = Instant.now().minus(Duration.ofDays(1));
  static final Instant FUTURE = Instant.now().plus(Duration.ofHours(8));

  static final String PROFILES =
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

  static AwsLoginServers aws;
  static AwsConfigurationFolder folder;
  static LoginProcess process;

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

  static LoginProcess start(Map<String, String> more) throws IOException {
    Map<String, String> environment = new HashMap<>(folder.environment());
    environment.putAll(aws.environment());
    environment.putAll(more);
    return LoginProcess.start(home, environment);
  }

  static void writeProgram(String name, String script) throws IOException {
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

  static LoginCase profile(String situation, String profile, String expected) {
    return new LoginCase(situation, profile, "", expected);
  }

  static LoginCase role(String situation, String role, String expected) {
    return new LoginCase(situation, "", "arn:aws:iam::222222222222:role/" + role, expected);
  }

  static String denied(String role) {
    return "AccessDenied: User: arn:aws:iam::111111111111:user/todoku is not authorized to perform:"
        + " sts:AssumeRole on resource: arn:aws:iam::222222222222:role/"
        + role;
  }
}
