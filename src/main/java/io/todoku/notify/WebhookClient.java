package io.todoku.notify;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.springframework.stereotype.Component;

/**
 * Posts JSON to a webhook: it follows no redirect, bounds the time, and judges by the status of the
 * response only. An administrator chose the receiver, so it may be in a private network, but never
 * at a link-local address, because clouds serve credentials there.
 */
@Component
class WebhookClient {

  /** Characters of the error text that are kept. */
  private static final int MAX_ERROR_LENGTH = 200;

  private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

  private final NotificationSettings settings;

  WebhookClient(NotificationSettings settings) {
    this.settings = settings;
  }

  void post(String target, String body, Map<String, String> headers)
      throws DeliveryFailedException {
    URI url = URI.create(target);
    checkAddress(url);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(settings.total())
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "Todoku")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connect())
            .build();
    try {
      checkStatus(
          client
              .sendAsync(request.build(), ErrorBodySubscriber::forResponse)
              .get(settings.total().toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw toDeliveryFailure(url, Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      throw timeoutFailure();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw timeoutFailure();
    } finally {
      client.shutdownNow();
    }
  }

  private static void checkAddress(URI url) throws DeliveryFailedException {
    try {
      boolean forbidden =
          Arrays.stream(InetAddress.getAllByName(url.getHost()))
              .anyMatch(
                  a -> a.isLinkLocalAddress() || a.isMulticastAddress() || isMetadataAddress(a));
      if (forbidden) {
        throw new DeliveryFailedException(NoticeLine.of("notify.failed.closed", url.getHost()));
      }
    } catch (UnknownHostException e) {
      throw new DeliveryFailedException(NoticeLine.of("notify.failed.name", url.getHost()));
    }
  }

  /** Where EC2 serves an instance's credentials over IPv6. */
  private static boolean isMetadataAddress(InetAddress address) {
    return address.getHostAddress().startsWith("fd00:ec2:");
  }

  private static void checkStatus(HttpResponse<String> response) throws DeliveryFailedException {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return;
    }
    if (status / 100 == 3) {
      throw new DeliveryFailedException(NoticeLine.of("notify.failed.redirect", status));
    }
    String text = NoticeLineRenderer.toSingleLine(response.body());
    String detail =
        text.length() > MAX_ERROR_LENGTH ? text.substring(0, MAX_ERROR_LENGTH) + "…" : text;
    NoticeLine reason =
        detail.isEmpty()
            ? NoticeLine.of("notify.failed.status", status)
            : NoticeLine.of("notify.failed.status.said", status, detail);
    throw new DeliveryFailedException(reason, retryAfter(response));
  }

  /** The seconds of Retry-After (RFC 9110 section 10.2.3); zero for its other form, a date. */
  private static Duration retryAfter(HttpResponse<String> response) {
    Optional<Duration> requested =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(value -> value.matches("\\d{1,9}"))
            .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    return requested
        .map(wait -> wait.compareTo(MAX_RETRY_AFTER) < 0 ? wait : MAX_RETRY_AFTER)
        .orElse(Duration.ZERO);
  }

  /** Never shows the message of an exception that could contain the URL, which is secret. */
  private DeliveryFailedException toDeliveryFailure(URI url, Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException _ ->
          new DeliveryFailedException(NoticeLine.of("notify.failed.connect", url.getHost()));
      case HttpTimeoutException _ -> timeoutFailure();
      case ConnectException _ ->
          new DeliveryFailedException(NoticeLine.of("notify.failed.connect", url.getHost()));
      case SSLException tls ->
          new DeliveryFailedException(NoticeLine.of("notify.failed.tls", tls.getMessage()));
      case IOException _ ->
          new DeliveryFailedException(NoticeLine.of("notify.failed.broken", url.getHost()));
      default -> throw new IllegalStateException(cause);
    };
  }

  private DeliveryFailedException timeoutFailure() {
    return new DeliveryFailedException(
        NoticeLine.of("notify.failed.timeout", settings.total().toSeconds()));
  }
}
