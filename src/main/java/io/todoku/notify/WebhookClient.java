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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
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

  @Autowired
  WebhookClient(NotificationSettings settings) {
    this(settings, InetAddress::getAllByName);
  }

  WebhookClient(NotificationSettings settings, AddressLookup lookup) {
    this.settings = settings;
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
    try {
      checkStatus(client.post(url, body, headers));
    } catch (TimeoutException e) {
      throw timeoutFailure();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw timeoutFailure();
    } catch (IOException e) {
      throw toDeliveryFailure(url, e);
    }
  }

  private static SSLContext defaultTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The body of a refusal is not read: it may hold what only the receiver's network may see. */
  private static void checkStatus(HttpReply response) throws DeliveryFailedException {
    int status = response.status();
    if (status / 100 == 2) {
      return;
    }
    if (status / 100 == 3) {
      throw new DeliveryFailedException(NoticeLine.of("notify.failed.redirect", status));
    }
    throw new DeliveryFailedException(
        NoticeLine.of("notify.failed.status", status), retryAfter(response.retryAfter()));
  }

  /** The seconds of Retry-After (RFC 9110 section 10.2.3); zero for its other form, a date. */
  private static Duration retryAfter(String value) {
    if (!value.matches("\\d{1,9}")) {
      return Duration.ZERO;
    }
    Duration wait = Duration.ofSeconds(Long.parseLong(value));
    return wait.compareTo(MAX_RETRY_AFTER) < 0 ? wait : MAX_RETRY_AFTER;
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
