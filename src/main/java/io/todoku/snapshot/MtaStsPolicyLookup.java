package io.todoku.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The MTA-STS policy of a mail domain as its web server gives it (RFC 8461 section 3.3).
 *
 * @param domain canonical
 * @param url that was asked
 */
public record MtaStsPolicyLookup(
    String domain, String url, Instant at, Observed<HttpAnswer> answer) {

  /**
   * What came back.
   *
   * @param status of HTTP; 0 where TLS failed
   * @param contentType as sent, empty where there is none
   * @param body lines end in line feed; empty where it is no text
   * @param tlsError why the server's certificate or handshake is refused; null where TLS works
   */
  public record HttpAnswer(
      int status, String contentType, String body, @Nullable String tlsError) {}

  static MtaStsPolicyLookup notAsked(String domain, Instant at) {
    String url = MailDnsNames.mtaStsPolicyUrl(domain);
    return new MtaStsPolicyLookup(
        domain, url, at, Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, url, "")));
  }
}
