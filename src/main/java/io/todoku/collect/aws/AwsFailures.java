package io.todoku.collect.aws;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What a failed call means, and what would mend it. */
final class AwsFailures {

  private static final Set<String> DENIED =
      Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized");
  private static final Set<String> BAD_CREDENTIALS =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "RequestExpired",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "AuthFailure",
          "SignatureDoesNotMatch",
          "InvalidAccessKeyId",
          "OptInRequired");

  /** What the SDK tells of its own objects. */
  private static final Pattern SDK_INTERNALS =
      Pattern.compile("(:| in the chain)? (AwsCredentialsProviderChain|ProfileFile)\\(.*");

  private AwsFailures() {}

  static Reason reason(ApiCall call, RuntimeException failure) {
    return switch (failure) {
      case AwsServiceException e -> serviceFailure(call, e);
      case ApiCallTimeoutException e -> Reason.of(Cause.TIMEOUT, call.action(), text(e));
      case ApiCallAttemptTimeoutException e -> Reason.of(Cause.TIMEOUT, call.action(), text(e));
      case SdkClientException e -> clientFailure(call, e);
      default -> Reason.of(Cause.MALFORMED, call.action(), String.valueOf(failure));
    };
  }

  private static Reason serviceFailure(ApiCall call, AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    String said =
        e.awsErrorDetails() == null ? text(e) : code + ": " + e.awsErrorDetails().errorMessage();
    if (code != null && BAD_CREDENTIALS.contains(code)) {
      return new Reason(Cause.NO_CREDENTIALS, call.action(), said, "credentials");
    }
    if (call == ApiCall.ASSUME_ROLE) {
      return new Reason(Cause.NO_ACCESS, call.action(), said, "trust-policy");
    }
    if ("SubscriptionRequiredException".equals(code)) {
      return Reason.of(Cause.NOT_SUBSCRIBED, call.action(), said);
    }
    if (code != null && DENIED.contains(code)) {
      return new Reason(Cause.DENIED, call.action(), said, call.action());
    }
    return e.isThrottlingException()
        ? Reason.of(Cause.THROTTLED, call.action(), said)
        : Reason.of(Cause.FAILED, call.action(), e.statusCode() + " " + said);
  }

  private static Reason clientFailure(ApiCall call, SdkClientException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return Reason.of(Cause.UNREACHABLE, call.action(), String.valueOf(cause));
      }
      if (cause instanceof java.io.InterruptedIOException) {
        return Reason.of(Cause.TIMEOUT, call.action(), String.valueOf(cause));
      }
    }
    String said = text(e);
    if (said.contains("credentials") || said.contains("rofile")) {
      return new Reason(
          Cause.NO_CREDENTIALS,
          call.action(),
          SDK_INTERNALS.matcher(said).replaceFirst(""),
          "credentials");
    }
    return said.contains("nmarshall") || said.contains("parse")
        ? Reason.of(Cause.MALFORMED, call.action(), said)
        : Reason.of(Cause.UNREACHABLE, call.action(), said);
  }

  private static String text(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
