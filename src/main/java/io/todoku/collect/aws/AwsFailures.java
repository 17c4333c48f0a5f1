package io.todoku.collect.aws;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Converts the failure of an API call to a reason that says what would help. */
final class AwsFailures {

  private static final Logger log = LoggerFactory.getLogger(AwsFailures.class);

  private static final Set<String> DENIED =
      Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized");
  private static final Set<String> BAD_CREDENTIALS = Set.of("AuthFailure", "OptInRequired");

  /** Descriptions of the SDK's own objects, which it puts into messages. */
  private static final Pattern SDK_INTERNALS =
      Pattern.compile("(:| in the chain)? (AwsCredentialsProviderChain|ProfileFile)\\(.*");

  private AwsFailures() {}

  static Reason reason(ApiCall call, RuntimeException failure) {
    return switch (failure) {
      case AwsServiceException e -> serviceFailure(call, e);
      case ApiCallTimeoutException e -> Reason.of(ReasonKind.TIMEOUT, call.action(), text(e));
      case ApiCallAttemptTimeoutException e ->
          Reason.of(ReasonKind.TIMEOUT, call.action(), text(e));
      case SdkClientException e -> clientFailure(call, e);
      case MalformedAnswerException e -> Reason.of(ReasonKind.MALFORMED, call.action(), text(e));
      // the SDK's clients are closed: this node stops
      case RejectedExecutionException e -> Reason.of(ReasonKind.CUT_OFF, call.action(), text(e));
      case UncheckedIOException e -> Reason.of(ReasonKind.CUT_OFF, call.action(), text(e));
      default -> internalError(call, failure);
    };
  }

  private static Reason internalError(ApiCall call, RuntimeException bug) {
    log.error("A bug in Todoku: the answer of {} was not processed", call.action(), bug);
    return Reason.of(ReasonKind.INTERNAL_ERROR, call.action(), bug.toString());
  }

  private static Reason serviceFailure(ApiCall call, AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    String detail =
        e.awsErrorDetails() == null ? text(e) : code + ": " + e.awsErrorDetails().errorMessage();
    Optional<ReasonKind> credentials = CredentialErrors.kind(e);
    if (call == ApiCall.ASSUME_ROLE) {
      return AssumeRoleErrors.reason(e);
    }
    if (credentials.isPresent()) {
      return new Reason(
          credentials.get(), call.action(), detail, CredentialErrors.fix(credentials.get()));
    }
    if (code != null && BAD_CREDENTIALS.contains(code)) {
      return new Reason(ReasonKind.NO_CREDENTIALS, call.action(), detail, "credentials");
    }
    if ("SubscriptionRequiredException".equals(code)) {
      return Reason.of(ReasonKind.NOT_SUBSCRIBED, call.action(), detail);
    }
    if (code != null && DENIED.contains(code)) {
      return new Reason(ReasonKind.DENIED, call.action(), detail, call.action());
    }
    return e.isThrottlingException()
        ? Reason.of(ReasonKind.THROTTLED, call.action(), detail)
        : Reason.of(ReasonKind.FAILED, call.action(), e.statusCode() + " " + detail);
  }

  private static Reason clientFailure(ApiCall call, SdkClientException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return Reason.of(ReasonKind.UNREACHABLE, call.action(), String.valueOf(cause));
      }
      if (cause instanceof java.io.InterruptedIOException) {
        return Reason.of(ReasonKind.TIMEOUT, call.action(), String.valueOf(cause));
      }
    }
    String detail = text(e);
    if (detail.contains("credentials") || detail.contains("rofile")) {
      return new Reason(
          ReasonKind.NO_CREDENTIALS,
          call.action(),
          SDK_INTERNALS.matcher(detail).replaceFirst(""),
          "credentials");
    }
    return detail.contains("nmarshall") || detail.contains("parse")
        ? Reason.of(ReasonKind.MALFORMED, call.action(), detail)
        : Reason.of(ReasonKind.UNREACHABLE, call.action(), detail);
  }

  private static String text(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
