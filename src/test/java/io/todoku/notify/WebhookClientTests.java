package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faulty and hostile receivers of webhooks. */
class WebhookClientTests {

  private final WebhookReceiver receiver = new WebhookReceiver();
  private final CountDownLatch released = new CountDownLatch(1);
  private final WebhookClient client =
      new WebhookClient(NotificationSamples.settings(), Clock.systemUTC());

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
  void aRefusalIsReportedWithoutItsBody() {
    receiver.respondWith(500, "a secret of the inner network");

    DeliveryFailedException failure = failure(receiver.url());

    assertThat(text(failure)).isEqualTo("The server answered 500.");
    assertThat(failure.reason().arguments()).as("what is stored").containsExactly(500);
    assertThat(
            NotificationSamples.texts()
                .of(NoticeLine.of("notify.failed.status.said", 500, "secret"), Locale.ENGLISH))
        .as("what an earlier release stored")
        .isEqualTo("The server answered 500.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "10.0.0.1", "192.168.1.1", "[::1]", "[fd00::1]", "100.64.0.1"})
  void privateAddressesAreRefusedUnlessASettingAllowsThem(String host) {
    NotificationSettings usual = NotificationSamples.settings();
    WebhookClient byDefault =
        new WebhookClient(
            new NotificationSettings(
                usual.from(),
                usual.firstRetry(),
                usual.longestRetry(),
                usual.giveUp(),
                usual.connect(),
                usual.total(),
                usual.atOnce(),
                usual.keep(),
                List.of()),
            Clock.systemUTC());

    DeliveryFailedException failure =
        catchThrowableOfType(
            DeliveryFailedException.class,
            () -> byDefault.post("http://" + host + ":" + receiver.port() + "/", "{}", Map.of()));

    assertThat(text(failure)).contains("todoku.notifications.allowed-networks");
    assertThat(receiver.unread()).isEmpty();
  }

  /** A name server that gives a public address first and the loopback one to the next question. */
  @Test
  void whereTheAddressChangesBetweenTwoQuestionsTheCheckedOneIsConnectedTo() {
    AtomicInteger questions = new AtomicInteger();
    WebhookClient rebound =
        new WebhookClient(
            new NotificationSettings(
                "",
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMillis(300),
                Duration.ofMillis(600),
                1,
                Duration.ofDays(1),
                List.of("203.0.113.0/24")),
            _ ->
                new InetAddress[] {
                  InetAddress.ofLiteral(
                      questions.getAndIncrement() % 2 == 0 ? "203.0.113.9" : "127.0.0.1")
                },
            Clock.systemUTC());
    String url = "http://hooks.example.com:" + receiver.port() + "/hook";

    for (int round = 0; round < 2; round++) {
      DeliveryFailedException first =
          catchThrowableOfType(
              DeliveryFailedException.class, () -> rebound.post(url, "{}", Map.of()));
      assertThat(first.reason().key()).isNotEqualTo("notify.failed.closed");
      assertThat(questions).hasValue(2 * round + 1);
      DeliveryFailedException second =
          catchThrowableOfType(
              DeliveryFailedException.class, () -> rebound.post(url, "{}", Map.of()));
      assertThat(second.reason().key()).isEqualTo("notify.failed.closed");
    }
    assertThat(receiver.unread()).isEmpty();
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
    assertThat(text(failure(url))).contains("Todoku does not send there", "never does");
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
