package io.todoku.collect.aws;

import io.todoku.snapshot.FailureText;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.services.signin.model.AccessDeniedException;
import software.amazon.awssdk.services.signin.model.OAuth2ErrorCode;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Converts a failure to resolve the credentials of a profile to a reason. The kind follows from the
 * settings of the profile, the type of the exception and the HTTP status, never from words.
 */
final class CredentialFailures {

  private static final String PORTAL = "sso:GetRoleCredentials";
  private static final String SIGN_IN = "signin:CreateOAuth2Token";

  private CredentialFailures() {}

  static Reason noSuchProfile(String name) {
    return new Reason(
        ReasonKind.NO_SUCH_PROFILE, ConfiguredProfiles.location(), name, "aws-profile");
  }

  /** The profile is there, but its settings give no credentials. */
  static Reason incompleteProfile(String name, String missing) {
    return new Reason(
        ReasonKind.NO_CREDENTIALS,
        ConfiguredProfiles.location(),
        missing.isEmpty() ? name : name + ": " + missing,
        "profile-settings");
  }

  static Reason noCredentials() {
    return new Reason(
        ReasonKind.NO_CREDENTIALS, "AWS default credentials chain", "", "credentials");
  }

  /** Why the SDK found no credentials for the profile. */
  static Reason reason(Profile profile, Exception failure) {
    String name = profile.name();
    return switch (CredentialOrigin.of(profile)) {
      case SSO -> signIn(name, failure, PORTAL, ReasonKind.SSO_SIGN_IN_NEEDED, "sso-login");
      case LOGIN -> signIn(name, failure, SIGN_IN, ReasonKind.LOGIN_NEEDED, "aws-login");
      case WEB_IDENTITY, ROLE_OF_CREDENTIAL_SOURCE, ROLE_OF_SOURCE_PROFILE ->
          cause(failure, StsException.class)
              .map(AssumeRoleErrors::reason)
              .or(() -> connection(failure, ApiCall.ASSUME_ROLE.action(), name))
              .orElseGet(() -> incompleteProfile(name, FailureText.of(failure)));
      case STATIC_KEYS, PROCESS -> incompleteProfile(name, FailureText.of(failure));
      case NONE -> incompleteProfile(name, "");
    };
  }

  /**
   * A session that somebody has to renew by signing in, unless the service failed or refused for
   * another reason than the session.
   */
  private static Reason signIn(
      String name, Exception failure, String source, ReasonKind needed, String fix) {
    if (isSettingsError(failure)) {
      return incompleteProfile(name, FailureText.of(failure));
    }
    return cause(failure, AwsServiceException.class)
        .flatMap(answer -> refused(name, answer, source))
        .or(() -> connection(failure, source, name))
        .orElseGet(() -> new Reason(needed, source, name, fix));
  }

  /** Empty where the answer means that the session is not valid any more. */
  private static Optional<Reason> refused(String name, AwsServiceException answer, String source) {
    String detail = name + ": " + CredentialErrors.detail(answer);
    if (answer.isThrottlingException() || answer.statusCode() == 429) {
      return Optional.of(Reason.of(ReasonKind.THROTTLED, source, detail));
    }
    if (answer.statusCode() >= 500) {
      return Optional.of(Reason.of(ReasonKind.UNAVAILABLE, source, detail));
    }
    if (answer instanceof AccessDeniedException denied) {
      return denied.error() == OAuth2ErrorCode.INSUFFICIENT_PERMISSIONS
          ? Optional.of(new Reason(ReasonKind.DENIED, source, detail, SIGN_IN))
          : Optional.empty();
    }
    // the portal knows the session, but not the account or the role in it
    return answer.statusCode() == 403 || answer.statusCode() == 404
        ? Optional.of(new Reason(ReasonKind.NO_ACCESS, source, detail, "account-access"))
        : Optional.empty();
  }

  private static Optional<Reason> connection(Exception failure, String source, String name) {
    return causes(failure)
        .flatMap(cause ->
            switch (cause) {
              case InterruptedIOException e -> Stream.of(ReasonKind.TIMEOUT);
              case TimeoutException e -> Stream.of(ReasonKind.TIMEOUT);
              case SocketException e -> Stream.of(ReasonKind.UNREACHABLE);
              case UnknownHostException e -> Stream.of(ReasonKind.UNREACHABLE);
              case SSLException e -> Stream.of(ReasonKind.UNREACHABLE);
              default -> Stream.<ReasonKind>empty();
            })
        .findFirst()
        .map(kind -> Reason.of(kind, source, name));
  }

  /** The SDK checks settings by arguments: a session section or a role name that is missing. */
  private static boolean isSettingsError(Exception failure) {
    return failure instanceof IllegalArgumentException;
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    return causes(failure).filter(type::isInstance).map(type::cast).findFirst();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.<Throwable>iterate(failure, e -> e != null, Throwable::getCause);
  }
}
