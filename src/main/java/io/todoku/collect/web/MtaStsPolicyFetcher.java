package io.todoku.collect.web;

import io.todoku.outbound.AddressLookup;
import io.todoku.outbound.CheckedHttpClient;
import io.todoku.outbound.HttpReply;
import io.todoku.outbound.RefusedAddressException;
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
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

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

  private final CheckedHttpClient client;
  private final Clock clock;
  private final Duration totalTimeout;

  /**
   * @param allowed whether this IP literal may be connected to
   */
  public MtaStsPolicyFetcher(Predicate<String> allowed, Clock clock) {
    this(
        InetAddress::getAllByName,
        allowed,
        clock,
        defaultTls(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10));
  }

  MtaStsPolicyFetcher(
      AddressLookup lookup,
      Predicate<String> allowed,
      Clock clock,
      SSLContext tls,
      Duration connect,
      Duration total) {
    this.client = new CheckedHttpClient(lookup, allowed, tls, connect, total);
    this.clock = clock;
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
    if (url.getHost() == null) { // a name with an underscore is not a host name of the web
      return unknown(ReasonKind.MALFORMED, url, "no host name");
    }
    try {
      return boundedAnswer(url, client.get(url, MAX_BODY));
    } catch (RefusedAddressException refused) {
      return Observed.unknown(
          Reason.of(ReasonKind.NOT_ALLOWED, url.getHost() + " " + refused.address(), ""));
    } catch (UnknownHostException e) {
      return unknown(ReasonKind.UNREACHABLE, url, "no address");
    } catch (IOException e) {
      return failureOf(url, e);
    } catch (TimeoutException e) {
      return unknown(ReasonKind.TIMEOUT, url, totalTimeout.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unknown(ReasonKind.FAILED, url, "interrupted");
    }
  }

  private static Observed<HttpAnswer> boundedAnswer(URI url, HttpReply response) {
    String type = response.contentType();
    String body =
        response.body().replaceAll("\\r\\n?", "\n").replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
    if (body.length() > MAX_TEXT) {
      return unknown(ReasonKind.MALFORMED, url, "more than " + MAX_TEXT + " characters");
    }
    return Observed.known(
        new HttpAnswer(
            response.status(),
            type.substring(0, Math.min(type.length(), MAX_TYPE)).replaceAll("\\p{Cntrl}", "?"),
            type.isEmpty() || type.startsWith("text/") ? body : "",
            null));
  }

  private static Observed<HttpAnswer> failureOf(URI url, IOException cause) {
    String message = FailureText.of(cause);
    return switch (cause) {
      case SSLException tls when isRefusal(tls) ->
          Observed.known(
              new HttpAnswer(0, "", "", Reason.of(ReasonKind.FAILED, "", message).detail()));
      case SocketTimeoutException _ -> unknown(ReasonKind.TIMEOUT, url, message);
      case ConnectException _ -> unknown(ReasonKind.UNREACHABLE, url, message);
      default -> unknown(ReasonKind.FAILED, url, message);
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
                || cause instanceof SSLPeerUnverifiedException
                || String.valueOf(cause.getMessage()).contains("fatal alert"));
  }
}
