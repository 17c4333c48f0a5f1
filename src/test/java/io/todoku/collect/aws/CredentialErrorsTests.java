package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.todoku.snapshot.ReasonKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** Each error by which AWS refuses credentials has its kind; the time in the answer counts. */
class CredentialErrorsTests {

  /** A server that gives every request the same answer, with a Date header of the test's choice. */
  private record FixedAnswer(ServerSocket socket) implements AutoCloseable {

    static FixedAnswer start(String code, Duration ahead) throws IOException {
      var server = new FixedAnswer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      String body =
          "<ErrorResponse><Error><Code>%s</Code><Message>no</Message></Error></ErrorResponse>"
              .formatted(code);
      String answer =
          "HTTP/1.1 403 Forbidden\r\nDate: %s\r\nContent-Type: text/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
              .formatted(
                  DateTimeFormatter.RFC_1123_DATE_TIME.format(
                      ZonedDateTime.now(ZoneOffset.UTC).plus(ahead)),
                  body.length(),
                  body);
      Thread.startVirtualThread(() -> server.answerAll(answer));
      return server;
    }

    private void answerAll(String answer) {
      while (!socket.isClosed()) {
        try (Socket client = socket.accept()) {
          readRequest(client);
          client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
          return;
        }
      }
    }

    private static void readRequest(Socket client) throws IOException {
      var reader =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      int length = 0;
      for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
        if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(15).strip());
        }
      }
      reader.skip(length);
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ExpiredToken,                    0, CREDENTIALS_EXPIRED",
    "ExpiredTokenException,           0, CREDENTIALS_EXPIRED",
    "RequestExpired,                  0, CREDENTIALS_EXPIRED",
    "RequestExpired,                  3, CREDENTIALS_EXPIRED",
    "RequestExpired,                 10, CLOCK_SKEW",
    "RequestExpired,                -10, CLOCK_SKEW",
    "RequestTimeTooSkewed,            0, CLOCK_SKEW",
    "RequestInTheFuture,              0, CLOCK_SKEW",
    "SignatureDoesNotMatch,           0, CREDENTIALS_INVALID",
    "SignatureDoesNotMatch,         180, CLOCK_SKEW",
    "InvalidSignatureException,    -180, CLOCK_SKEW",
    "InvalidSignatureException,       0, CREDENTIALS_INVALID",
    "InvalidClientTokenId,          180, CREDENTIALS_INVALID",
    "UnrecognizedClientException,     0, CREDENTIALS_INVALID",
    "InvalidAccessKeyId,              0, CREDENTIALS_INVALID",
    "MissingAuthenticationToken,      0, CREDENTIALS_INVALID",
    "IncompleteSignature,             0, CREDENTIALS_INVALID",
    "AccessDenied,                    0, ",
    "OptInRequired,                 180, "
  })
  void everyErrorHasItsKind(String code, int minutesAhead, @Nullable ReasonKind kind)
      throws IOException {
    try (FixedAnswer aws = FixedAnswer.start(code, Duration.ofMinutes(minutesAhead));
        StsClient sts =
            StsClient.builder()
                .endpointOverride(aws.uri())
                .region(Region.AP_NORTHEAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
                .build()) {
      AwsServiceException refused =
          catchThrowableOfType(AwsServiceException.class, sts::getCallerIdentity);

      assertThat(CredentialErrors.kind(refused)).isEqualTo(Optional.ofNullable(kind));
      assertThat(CredentialErrors.detail(refused)).isEqualTo(code + ": no");
    }
  }
}
