package io.todoku.collect.aws;

import io.todoku.snapshot.FailureText;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.thirdparty.jackson.core.JsonProcessingException;

/**
 * Converts the failure of an API call to a reason that says what would help. The kind follows from
 * the call, the type of the exception, the error code and the HTTP status; from words of a message
 * only where AWS tells a thing by nothing else ({@link PolicyDenial}).
 */
final class AwsFailures {

  private static final Logger log = LoggerFactory.getLogger(AwsFailures.class);

  private AwsFailures() {}

  /**
   * @param region null where the call concerns the whole account
   */
  static Reason reason(@Nullable String region, ApiCall call, RuntimeException failure) {
    return failure instanceof AwsServiceException answer
        ? answered(region, call, answer)
        : notAnswered(call, failure);
  }

  private static Reason answered(
      @Nullable String region, ApiCall call, AwsServiceException failure) {
    if (call == ApiCall.ASSUME_ROLE) {
      return AssumeRoleErrors.reason(failure);
    }
    String action = call.action();
    String detail = CredentialErrors.detail(failure);
    if (ServiceErrors.isThrottled(failure)) {
      return Reason.of(ReasonKind.THROTTLED, action, detail);
    }
    if (ServiceErrors.isDenied(failure)) {
      AwsErrorDetails error = failure.awsErrorDetails();
      PolicyDenial denial = PolicyDenial.of(error.errorMessage(), action);
      return new Reason(denial.kind(), action, detail, denial.fix());
    }
    return ServiceErrors.meaning(region, call, failure)
        .map(meaning -> new Reason(meaning.kind(), action, detail, meaning.fix()))
        .or(() ->
            CredentialErrors.kind(failure)
                .map(kind -> new Reason(kind, action, detail, CredentialErrors.fix(kind))))
        .map(reason -> logged(reason, failure))
        .orElseGet(() -> Reason.of(ReasonKind.FAILED, action, withStatus(failure, detail)));
  }

  private static String withStatus(AwsServiceException failure, String detail) {
    String status = failure.statusCode() + " ";
    return detail.startsWith(status) ? detail : status + detail;
  }

  private static Reason notAnswered(ApiCall call, RuntimeException failure) {
    ReasonKind kind =
        causes(failure)
            .flatMap(cause -> kind(cause).stream())
            .findFirst()
            .orElseGet(
                () -> isUnparsable(failure) ? ReasonKind.MALFORMED : ReasonKind.INTERNAL_ERROR);
    return logged(Reason.of(kind, call.action(), detail(kind, failure)), failure);
  }

  private static Optional<ReasonKind> kind(Throwable cause) {
    return Optional.ofNullable(
        switch (cause) {
          case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ -> ReasonKind.TIMEOUT;
          case MalformedAnswerException _, XMLStreamException _, JsonProcessingException _ ->
              ReasonKind.MALFORMED;
          // the SDK's clients are closed or the thread is interrupted, because this node stops
          case RejectedExecutionException _, AbortedException _ -> ReasonKind.CUT_OFF;
          case InterruptedIOException _ -> ReasonKind.TIMEOUT;
          case ConnectException _, NoRouteToHostException _ -> ReasonKind.UNREACHABLE;
          case SocketException _, EOFException _ -> ReasonKind.CUT_OFF;
          // the body of an answer that had begun, unless its own cause tells more
          case UncheckedIOException e ->
              e.getCause() instanceof InterruptedIOException
                      || e.getCause() instanceof JsonProcessingException
                  ? null
                  : ReasonKind.CUT_OFF;
          // an unknown host, a failed handshake of TLS, a connection closed before an answer
          case IOException _ -> ReasonKind.UNREACHABLE;
          default -> null;
        });
  }

  /** The SDK wraps what goes wrong while it reads an answer; its own refusals have no cause. */
  private static boolean isUnparsable(RuntimeException failure) {
    return failure instanceof SdkClientException && failure.getCause() instanceof RuntimeException;
  }

  private static String detail(ReasonKind kind, RuntimeException failure) {
    return switch (kind) {
      case INTERNAL_ERROR -> failure.toString();
      // the innermost exception names the host and what was wrong with it
      case UNREACHABLE, CUT_OFF, TIMEOUT ->
          causes(failure)
              .filter(cause -> cause instanceof IOException)
              .reduce((outer, inner) -> inner)
              .map(Throwable::toString)
              .orElseGet(() -> FailureText.of(failure));
      default -> FailureText.of(failure);
    };
  }

  /** A bug of ours is logged, because no account and no setting can mend it. */
  private static Reason logged(Reason reason, RuntimeException failure) {
    if (reason.kind() == ReasonKind.INTERNAL_ERROR) {
      log.error("A bug in Todoku: the answer of {} was not processed", reason.source(), failure);
    }
    return reason;
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(20);
  }
}
