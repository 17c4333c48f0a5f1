package io.todoku.collect.aws;

import io.todoku.snapshot.FailureText;
import io.todoku.snapshot.ReasonKind;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Recognises the errors by which AWS refuses the credentials of a request, by error code. Some
 * codes also mean that the clock is wrong, which the time in the answer decides.
 */
final class CredentialErrors {

  private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException");

  private static final Set<String> WRONG_TIME =
      Set.of("RequestTimeTooSkewed", "RequestInTheFuture", "RequestNotValidYet");

  /** EC2 answers this to an old request as well as to expired session credentials. */
  private static final String REQUEST_EXPIRED = "RequestExpired";

  private static final Set<String> INVALID =
      Set.of(
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "InvalidToken",
          "IncompleteSignature",
          "IncompleteSignatureException",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException");

  /** A signature does not match where the secret key is wrong, or where its date is. */
  private static final Set<String> WRONG_SIGNATURE =
      Set.of("SignatureDoesNotMatch", "InvalidSignatureException");

  /** AWS accepts five minutes; the clock is to blame from just below that. */
  private static final Duration TOLERATED_SKEW = Duration.ofMinutes(4);

  private CredentialErrors() {}

  /** Returns the kind of an error that concerns the credentials; empty for all other errors. */
  static Optional<ReasonKind> kind(AwsServiceException failure) {
    String code = code(failure);
    if (EXPIRED.contains(code)) {
      return Optional.of(ReasonKind.CREDENTIALS_EXPIRED);
    }
    if (WRONG_TIME.contains(code)) {
      return Optional.of(ReasonKind.CLOCK_SKEW);
    }
    if (code.equals(REQUEST_EXPIRED)) {
      return Optional.of(
          isSkewed(failure) ? ReasonKind.CLOCK_SKEW : ReasonKind.CREDENTIALS_EXPIRED);
    }
    if (WRONG_SIGNATURE.contains(code)) {
      return Optional.of(
          isSkewed(failure) ? ReasonKind.CLOCK_SKEW : ReasonKind.CREDENTIALS_INVALID);
    }
    return INVALID.contains(code) ? Optional.of(ReasonKind.CREDENTIALS_INVALID) : Optional.empty();
  }

  /** The key of the text that says what helps against a kind that {@link #kind} returns. */
  static String fix(ReasonKind kind) {
    return switch (kind) {
      case CREDENTIALS_EXPIRED -> "renew-credentials";
      case CLOCK_SKEW -> "clock";
      default -> "credentials";
    };
  }

  /** The error code; empty where the answer has none. */
  static String code(AwsServiceException failure) {
    AwsErrorDetails details = failure.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  /** The error code and the message of the service; the HTTP status where it sent neither. */
  static String detail(AwsServiceException failure) {
    String code = code(failure);
    if (!code.isEmpty()) {
      return FailureText.of(code, failure.awsErrorDetails().errorMessage());
    }
    AwsErrorDetails error = failure.awsErrorDetails();
    String message = error == null ? null : error.errorMessage();
    return message == null || message.isBlank()
        ? failure.statusCode() + " without code or message"
        : failure.statusCode() + " " + message.strip();
  }

  /** Whether the clock of AWS, as the Date header of the answer tells it, differs from ours. */
  private static boolean isSkewed(AwsServiceException failure) {
    AwsErrorDetails details = failure.awsErrorDetails();
    if (details == null || details.sdkHttpResponse() == null) {
      return false;
    }
    return details
        .sdkHttpResponse()
        .firstMatchingHeader("Date")
        .flatMap(CredentialErrors::instant)
        .map(theirs -> Duration.between(theirs, Instant.now()).abs())
        .filter(skew -> skew.compareTo(TOLERATED_SKEW) > 0)
        .isPresent();
  }

  private static Optional<Instant> instant(String httpDate) {
    try {
      return Optional.of(
          Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(httpDate.strip())));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
