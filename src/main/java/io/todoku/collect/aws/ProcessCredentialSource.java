package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.utils.DateUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the credentials of a profile from the program in its {@code credential_process} setting.
 * The SDK can do so too, but leaves a program running that waits for something for ever.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html">
 *     Process credential provider</a>
 */
final class ProcessCredentialSource implements CredentialSource {

  static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Renewed just before they end, because programs may keep theirs until then, as AWS's do. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private static final JsonMapper JSON = new JsonMapper();

  private final Profile profile;
  private final Duration timeout;
  private final ExpiringCredentials credentials = new ExpiringCredentials(MARGIN, true);

  ProcessCredentialSource(Profile profile, Duration timeout) {
    this.profile = profile;
    this.timeout = timeout;
  }

  @Override
  public Observed<AwsCredentials> resolve(ApiCaller caller) {
    return credentials.get(this::run);
  }

  private Observed<AwsCredentials> run() {
    String setting = profile.property(ProfileProperty.CREDENTIAL_PROCESS).orElseThrow();
    return switch (CredentialProcess.run(inShell(setting), timeout)) {
      case CredentialProcess.Ended(int code, String output, String errors) when code == 0 ->
          parse(output);
      case CredentialProcess.Ended(int code, String output, String errors) ->
          failed(withErrors("exit code " + code, ": ", errors));
      case CredentialProcess.NotStarted(String problem) -> failed(problem);
      case CredentialProcess.Stopped(String errors) ->
          unknown(
              withErrors(
                  "not finished after " + timeout.toSeconds() + " s, stopped",
                  "; it wrote: ",
                  errors),
              "credential-process-timeout");
      case CredentialProcess.Interrupted() ->
          Observed.unknown(
              Reason.of(ReasonKind.CUT_OFF, "credential_process", "the scan was stopped"));
    };
  }

  /** The problem in our words, and then in those of the program where it has any. */
  private static String withErrors(String problem, String separator, String errors) {
    return errors.isBlank() ? problem : problem + separator + errors.strip();
  }

  private static List<String> inShell(String command) {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")
        ? List.of("cmd.exe", "/C", command)
        : List.of("sh", "-c", command);
  }

  /** What the program printed is never told, because it may hold secrets. */
  private Observed<AwsCredentials> parse(String output) {
    JsonNode json;
    try {
      json = JSON.readTree(output);
    } catch (JacksonException notJson) {
      return failed("its output is not the JSON of credentials");
    }
    if (!json.isObject()) {
      return failed("its output is not the JSON of credentials");
    }
    if (!text(json, "Version").equals("1")) {
      return failed("its output has no \"Version\" of 1");
    }
    for (String required : List.of("AccessKeyId", "SecretAccessKey")) {
      if (text(json, required).isEmpty()) {
        return failed("its output has no \"" + required + "\"");
      }
    }
    return text(json, "SessionToken").isEmpty()
        ? Observed.known(
            AwsBasicCredentials.create(text(json, "AccessKeyId"), text(json, "SecretAccessKey")))
        : session(json);
  }

  private Observed<AwsCredentials> session(JsonNode json) {
    var session =
        AwsSessionCredentials.builder()
            .accessKeyId(text(json, "AccessKeyId"))
            .secretAccessKey(text(json, "SecretAccessKey"))
            .sessionToken(text(json, "SessionToken"));
    String expiration = text(json, "Expiration");
    if (!expiration.isEmpty()) {
      try {
        session.expirationTime(DateUtils.parseIso8601Date(expiration));
      } catch (DateTimeException notATime) {
        return failed("its output has an \"Expiration\" that is not an ISO 8601 time");
      }
    }
    return Observed.known(session.build());
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isValueNode() && !value.isNull() ? value.asString() : "";
  }

  private Observed<AwsCredentials> failed(String problem) {
    return unknown(problem, "credential-process");
  }

  private Observed<AwsCredentials> unknown(String problem, String fix) {
    return Observed.unknown(
        new Reason(
            ReasonKind.CREDENTIAL_PROCESS_FAILED,
            "credential_process",
            profile.name() + ": " + problem,
            fix));
  }
}
