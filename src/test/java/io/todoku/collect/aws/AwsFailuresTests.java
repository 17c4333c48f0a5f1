package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A bug of ours is logged and told as ours; what AWS answered wrongly is told as AWS's. */
class AwsFailuresTests {

  private final Logger logger = (Logger) LoggerFactory.getLogger(AwsFailures.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(logged);
  }

  @Test
  void aBugOfOursIsAnInternalErrorAndIsLoggedWithItsStack() {
    RuntimeException bug = new NullPointerException("zone");

    Reason reason = AwsFailures.reason(null, ApiCall.DESCRIBE_ADDRESSES, bug);

    assertThat(reason.kind()).isEqualTo(ReasonKind.INTERNAL_ERROR);
    assertThat(reason.detail()).isEqualTo("java.lang.NullPointerException: zone");
    assertThat(logged.list).hasSize(1);
    assertThat(logged.list.getFirst().getLevel()).isEqualTo(Level.ERROR);
    assertThat(logged.list.getFirst().getThrowableProxy().getMessage()).isEqualTo("zone");
    assertThat(logged.list.getFirst().getFormattedMessage())
        .isEqualTo("A bug in Todoku: the answer of ec2:DescribeAddresses was not processed");
  }

  @Test
  void anIllegalArgumentOfOursIsNotAMalformedAnswer() {
    Reason reason =
        AwsFailures.reason(null, ApiCall.DESCRIBE_ADDRESSES, new IllegalArgumentException("-1"));

    assertThat(reason.kind()).isEqualTo(ReasonKind.INTERNAL_ERROR);
  }

  @Test
  void aMalformedAnswerIsReportedAsSuchAndIsNotLogged() {
    Reason reason =
        AwsFailures.reason(
            null,
            ApiCall.DESCRIBE_ADDRESSES,
            new MalformedAnswerException("\"x\" is not an IP address"));

    assertThat(reason.kind()).isEqualTo(ReasonKind.MALFORMED);
    assertThat(reason.detail()).isEqualTo("\"x\" is not an IP address");
    assertThat(logged.list).isEmpty();
  }

  @Test
  void anIncompleteAnswerIsReportedAsCutOff() {
    Reason reason =
        AwsFailures.reason(
            null, ApiCall.DESCRIBE_ADDRESSES, new UncheckedIOException(new IOException("closed")));

    assertThat(reason.kind()).isEqualTo(ReasonKind.CUT_OFF);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-            | -        | 409 without code or message",
        "''           | ' '      | 409 without code or message",
        "-            | went off | 409 went off",
        "InternalFail | -        | 409 InternalFail",
        "InternalFail | went off | 409 InternalFail: went off"
      })
  void anErrorWithoutCodeOrMessageHasAText(
      @Nullable String code, @Nullable String message, String detail) {
    AwsServiceException failure =
        AwsServiceException.builder()
            .statusCode(409)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build();

    Reason reason = AwsFailures.reason(null, ApiCall.DESCRIBE_ADDRESSES, failure);

    assertThat(reason.detail()).isEqualTo(detail);
  }

  @Test
  void anErrorWithoutDetailsHasATextToo() {
    AwsServiceException failure = AwsServiceException.builder().statusCode(502).build();

    assertThat(AwsFailures.reason(null, ApiCall.DESCRIBE_ADDRESSES, failure).detail())
        .isEqualTo("502 without code or message");
  }
}
