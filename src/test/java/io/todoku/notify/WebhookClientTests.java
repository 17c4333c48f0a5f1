package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faulty and hostile receivers of webhooks. */
class WebhookClientTests {

  private final WebhookReceiver receiver = new WebhookReceiver();
  private final CountDownLatch released = new CountDownLatch(1);
  private final WebhookClient client = new WebhookClient(NotificationSamples.settings());

  @AfterEach
  void close() {
    released.countDown();
    receiver.close();
  }

  private DeliveryFailedException failure(String url) {
    return catchThrowableOfType(
        DeliveryFailedException.class,
        () -> client.post(url, "{}", Map.of("Todoku-Delivery", "1")));
  }

  private static String text(DeliveryFailedException failure) {
    return NotificationSamples.texts().of(failure.reason(), Locale.ENGLISH);
  }

  @Test
  void anAcceptedMessageIsDelivered() throws Exception {
    client.post(receiver.url(), "{\"a\":1}", Map.of("Todoku-Delivery", "1"));

    assertThat(receiver.next())
        .isEqualTo(new WebhookReceiver.Received("/hook", "1", null, "{\"a\":1}"));
  }

  @Test
  void aRefusalIsReportedWithTheBeginningOfItsBody() {
    receiver.respondWith(500, "no\r\nservice " + "x".repeat(100_000));

    String reason = text(failure(receiver.url()));

    assertThat(reason).startsWith("The server answered 500: no service xxx").hasSizeLessThan(260);
  }

  @Test
  void retryAfterIsHonouredForAnHourAtMost() {
    receiver.respondWith(exchange -> {
      exchange.getResponseHeaders().set("Retry-After", "30");
      WebhookReceiver.respond(exchange, 429, "");
    });
    receiver.respondWith(exchange -> {
      exchange.getResponseHeaders().set("Retry-After", "999999999");
      WebhookReceiver.respond(exchange, 429, "");
    });

    assertThat(failure(receiver.url()).retryAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(failure(receiver.url()).retryAfter()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    receiver.respondWith(exchange -> {
      exchange.getResponseHeaders().set("Location", receiver.url() + "/elsewhere");
      WebhookReceiver.respond(exchange, 307, "");
    });

    assertThat(text(failure(receiver.url()))).contains("307, a redirect");
    assertThat(receiver.next().path()).isEqualTo("/hook");
    assertThat(receiver.unread()).isEmpty();
  }

  @Test
  void aServerThatNeverAnswersTimesOut() {
    receiver.respondWith(exchange -> await());

    assertThat(text(failure(receiver.url()))).isEqualTo("No answer within 1 seconds.");
  }

  @Test
  void anEndlessErrorBodyTimesOut() {
    receiver.respondWith(exchange -> {
      exchange.sendResponseHeaders(500, 0);
      exchange.getResponseBody().write('x');
      exchange.getResponseBody().flush();
      await();
    });

    assertThat(failure(receiver.url())).isNotNull();
  }

  /** The message was accepted: its endless body must not cause a retry. */
  @Test
  void anEndlessSuccessBodyIsASuccess() {
    receiver.respondWith(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write('x');
      exchange.getResponseBody().flush();
      await();
    });

    assertThatCode(() -> client.post(receiver.url(), "{}", Map.of())).doesNotThrowAnyException();
  }

  private void await() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aRefusedConnectionIsAFailedDelivery() {
    String url = receiver.url();
    receiver.close();

    assertThat(text(failure(url))).isEqualTo("Could not connect to 127.0.0.1.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://[::ffff:169.254.169.254]/",
        "http://224.0.0.1/"
      })
  void linkLocalAndMetadataAddressesAreRefused(String url) {
    assertThat(text(failure(url))).contains("Todoku does not send there");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com/",
        "https:///x",
        "//example.com",
        "https://a:b@example.com/",
        "x y",
        ""
      })
  void onlyHttpUrlsAreValidTargets(String target) {
    assertThat(WebhookUrl.error(target)).isEqualTo("notify.target.url");
    assertThat(WebhookUrl.error("https://hooks.example.com/services/T0/B0/secret")).isNull();
  }

  @Test
  void theSecretPartOfTheUrlIsMasked() {
    assertThat(WebhookUrl.masked("https://hooks.example.com:8443/services/secret?token=x"))
        .isEqualTo("https://hooks.example.com:8443/…");
  }
}
