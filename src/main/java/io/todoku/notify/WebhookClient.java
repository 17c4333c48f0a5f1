package io.todoku.notify;

import io.todoku.outbound.AddressLookup;
import io.todoku.outbound.CheckedHttpClient;
import io.todoku.outbound.HttpReply;
import io.todoku.outbound.ProbeGuard;
import io.todoku.outbound.RefusedAddressException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Posts JSON to a webhook: it follows no redirect, bounds the time, and judges by the status of the
 * response only. The receiver is at a public address, or in a network that the setting {@code
 * todoku.notifications.allowed-networks} names.
 */
@Component
class WebhookClient {

  private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

  private final NotificationSettings settings;
  private final CheckedHttpClient client;
  private final Clock clock;

  @Autowired
  WebhookClient(NotificationSettings settings, Clock clock) {
    this(settings, InetAddress::getAllByName, clock);
  }

  WebhookClient(NotificationSettings settings, AddressLookup lookup, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.client =
        new CheckedHttpClient(
            lookup,
            new ProbeGuard("todoku.notifications.allowed-networks", settings.allowedNetworks())
                ::allows,
            defaultTls(),
            settings.connect(),
            settings.total());
  }

  void post(String target, String body, Map<String, String> headers)
      throws DeliveryFailedException {
    URI url = URI.create(target);
    checkStatus(exchange(url, () -> client.post(url, body, headers)));
  }

  /**
   * Sends a request and returns its answer, whether it is a success or a refusal (4xx).
   *
   * @throws UnclearAnswerException where the server may have carried it out
   * @throws DeliveryFailedException for a redirect, and where the server asks to wait (429)
   */
  HttpReply call(
      String method, URI url, String body, String type, Map<String, String> headers, int maxBody)
      throws DeliveryFailedException {
    HttpReply reply = exchange(url, () -> client.send(method, url, body, type, headers, maxBody));
    int status = reply.status();
    if (status / 100 == 3 || status == 429 || status / 100 == 5) {
      try {
        checkStatus(reply);
      } catch (DeliveryFailedException failed) {
        throw status / 100 == 5 ? new UnclearAnswerException(failed) : failed;
      }
    }
    return reply;
  }

  @FunctionalInterface
  private interface HttpExchange {
    HttpReply run() throws IOException, TimeoutException, InterruptedException;
  }

  private HttpReply exchange(URI url, HttpExchange exchange) throws DeliveryFailedException {
    try {
      return exchange.run();
    } catch (TimeoutException e) {
      throw new UnclearAnswerException(timeoutFailure());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnclearAnswerException(timeoutFailure());
    } catch (IOException e) {
      DeliveryFailedException failure = toDeliveryFailure(url, e);
      throw isBeforeRequest(e) ? failure : new UnclearAnswerException(failure);
    }
  }

  /** Whether no connection was made, so that the server got no request. */
  private static boolean isBeforeRequest(IOException cause) {
    return cause instanceof UnknownHostException
        || cause instanceof ConnectException
        || cause instanceof SSLHandshakeException;
  }

  private static SSLContext defaultTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The body of a refusal is not read: it may hold what only the receiver's network may see. */
  private void checkStatus(HttpReply response) throws DeliveryFailedException {
    int status = response.status();
    if (status / 100 == 2) {
      return;
    }
    if (status / 100 == 3) {
      throw new DeliveryFailedException(NoticeLine.of("notify.failed.redirect", status));
    }
    throw new DeliveryFailedException(
        NoticeLine.of("notify.failed.status", status), retryAfter(response));
  }

  /**
   * The seconds of Retry-After (RFC 9110 section 10.2.3), zero for its other form, a date; else the
   * time of X-RateLimit-Reset in seconds since 1970, as Backlog tells it.
   */
  private Duration retryAfter(HttpReply response) {
    Duration wait = Duration.ZERO;
    if (response.retryAfter().matches("\\d{1,9}")) {
      wait = Duration.ofSeconds(Long.parseLong(response.retryAfter()));
    } else if (response.rateLimitReset().matches("\\d{1,11}")) {
      Instant reset = Instant.ofEpochSecond(Long.parseLong(response.rateLimitReset()));
      wait = Duration.between(clock.instant(), reset);
    }
    return wait.isNegative()
        ? Duration.ZERO
        : wait.compareTo(MAX_RETRY_AFTER) < 0 ? wait : MAX_RETRY_AFTER;
  }

  /** Never shows the message of an exception that could contain the URL, which is secret. */
  private DeliveryFailedException toDeliveryFailure(URI url, IOException cause) {
    return switch (cause) {
      case RefusedAddressException _ ->
          new DeliveryFailedException(NoticeLine.of("notify.failed.closed", url.getHost()));
      case UnknownHostException _ ->
          new DeliveryFailedException(NoticeLine.of("notify.failed.name", url.getHost()));
      case ConnectException _ ->
          new DeliveryFailedException(NoticeLine.of("notify.failed.connect", url.getHost()));
      case SSLException tls ->
          new DeliveryFailedException(NoticeLine.of("notify.failed.tls", tls.getMessage()));
      case SocketTimeoutException _ -> timeoutFailure();
      default -> new DeliveryFailedException(NoticeLine.of("notify.failed.broken", url.getHost()));
    };
  }

  private DeliveryFailedException timeoutFailure() {
    return new DeliveryFailedException(
        NoticeLine.of("notify.failed.timeout", settings.total().toSeconds()));
  }
}
