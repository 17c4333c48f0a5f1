package io.todoku.collect.web;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.FailureText;
import io.todoku.snapshot.MailDnsNames;
import io.todoku.snapshot.MtaStsPolicyLookup;
import io.todoku.snapshot.MtaStsPolicyLookup.HttpAnswer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Fetches a domain's MTA-STS policy as a sender does: over validated TLS, without following
 * redirects (RFC 8461 section 3.3), and within bounds.
 */
public final class MtaStsPolicyFetcher {

  /** The longest body in octets, as the RFC advises. */
  private static final int MAX_BODY = 64 * 1024;

  /** The longest policy in characters; a longer text is not a policy. */
  private static final int MAX_TEXT = 4096;

  private static final int MAX_TYPE = 200;

  private final Predicate<String> allowed;
  private final Clock clock;
  private final SSLContext tls;
  private final Duration connectTimeout;
  private final Duration totalTimeout;

  /**
   * @param allowed whether this IP literal may be connected to
   */
  public MtaStsPolicyFetcher(Predicate<String> allowed, Clock clock) {
    this(allowed, clock, defaultTls(), Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  MtaStsPolicyFetcher(
      Predicate<String> allowed, Clock clock, SSLContext tls, Duration connect, Duration total) {
    this.allowed = allowed;
    this.clock = clock;
    this.tls = tls;
    this.connectTimeout = connect;
    this.totalTimeout = total;
  }

  private static SSLContext defaultTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fetches the policy. Failures of the server are part of the result and are never thrown. */
  public MtaStsPolicyLookup fetch(String domain) {
    String url = MailDnsNames.mtaStsPolicyUrl(domain);
    return new MtaStsPolicyLookup(
        DnsLookup.canonical(domain), url, clock.instant(), fetch(URI.create(url)));
  }

  Observed<HttpAnswer> fetch(URI url) {
    Optional<Reason> closed = refusalReason(url);
    if (closed.isPresent()) {
      return Observed.unknown(closed.get());
    }
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(connectTimeout)
            .sslContext(tls)
            .build();
    HttpRequest request = HttpRequest.newBuilder(url).timeout(totalTimeout).GET().build();
    try {
      return boundedAnswer(
          url,
          client
              .sendAsync(
                  request,
                  BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_BODY))
              .get(totalTimeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      return failureOf(url, Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      return unknown(ReasonKind.TIMEOUT, url, totalTimeout.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unknown(ReasonKind.FAILED, url, "interrupted");
    } finally {
      client.shutdownNow();
    }
  }

  /**
   * Returns why the host may not be asked. Every address of it must be allowed, because the client
   * connects to any one of them. The JDK caches them for longer than it takes to connect, so they
   * cannot change in between.
   */
  private Optional<Reason> refusalReason(URI url) {
    if (url.getHost() == null) { // a name with an underscore is not a host name of the web
      return Optional.of(Reason.of(ReasonKind.MALFORMED, url.toString(), "no host name"));
    }
    try {
      return Arrays.stream(InetAddress.getAllByName(url.getHost()))
          .map(InetAddress::getHostAddress)
          .filter(allowed.negate())
          .findFirst()
          .map(address -> Reason.of(ReasonKind.NOT_ALLOWED, url.getHost() + " " + address, ""));
    } catch (UnknownHostException e) {
      return Optional.of(Reason.of(ReasonKind.UNREACHABLE, url.toString(), "no address"));
    }
  }

  private static Observed<HttpAnswer> boundedAnswer(URI url, HttpResponse<String> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    String body =
        response.body().replaceAll("\\r\\n?", "\n").replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
    if (body.length() > MAX_TEXT) {
      return unknown(ReasonKind.MALFORMED, url, "more than " + MAX_TEXT + " characters");
    }
    return Observed.known(
        new HttpAnswer(
            response.statusCode(),
            type.substring(0, Math.min(type.length(), MAX_TYPE)).replaceAll("\\p{Cntrl}", "?"),
            type.isEmpty() || type.startsWith("text/") ? body : "",
            null));
  }

  private static Observed<HttpAnswer> failureOf(URI url, Throwable cause) {
    String message = FailureText.of(cause);
    return switch (cause) {
      case SSLException tls when isRefusal(tls) ->
          Observed.known(
              new HttpAnswer(0, "", "", Reason.of(ReasonKind.FAILED, "", message).detail()));
      case HttpTimeoutException _ -> unknown(ReasonKind.TIMEOUT, url, message);
      case ConnectException _ -> unknown(ReasonKind.UNREACHABLE, url, message);
      case IOException _ -> unknown(ReasonKind.FAILED, url, message);
      default -> throw new IllegalStateException("the HTTP client failed", cause);
    };
  }

  private static Observed<HttpAnswer> unknown(ReasonKind cause, URI url, String detail) {
    return Observed.unknown(Reason.of(cause, url.toString(), detail));
  }

  /**
   * Whether a certificate is refused or the server sends an alert, which every sender would see. A
   * handshake that just breaks off may have been cut by our own network.
   */
  private static boolean isRefusal(SSLException failure) {
    return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause ->
            cause instanceof GeneralSecurityException
                || String.valueOf(cause.getMessage()).contains("fatal alert"));
  }
}
