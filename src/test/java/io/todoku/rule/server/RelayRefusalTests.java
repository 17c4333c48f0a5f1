package io.todoku.rule.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.todoku.snapshot.MailServer.RecipientForm;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies as mail servers of the field give them. */
class RelayRefusalTests {

  private static RelayAttempt plain(int code, String text) {
    return attempt(RecipientForm.PLAIN, code, text);
  }

  private static RelayAttempt attempt(RecipientForm form, int code, String text) {
    return new RelayAttempt(
        form,
        "todoku-probe@probe.example",
        "relay-test@probe.example",
        new SmtpReply(250, "ok"),
        new SmtpReply(code, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Postfix
        "5.7.1 <relay-test@probe.example>: Relay access denied",
        "5.7.1 <relay-test@probe.example>: Recipient address rejected: Relay access denied",
        // Exim, plain and as control panels configure it
        "relay not permitted",
        "Please turn on SMTP Authentication in your mail client.\n"
            + "mx.example.com is not permitted to relay through this server without"
            + " authentication.",
        // Exchange and Exchange Online
        "5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
        "5.7.64 TenantAttribution; Relay Access Denied",
        "5.7.1 Unable to relay for relay-test@probe.example",
        // Sendmail
        "5.7.1 <relay-test@probe.example>... Relaying denied",
        "5.7.1 <relay-test@probe.example>... Relaying denied. Proper authentication required.",
        "5.7.1 <relay-test@probe.example>... Relaying denied. IP name lookup failed [192.0.2.1]",
        // qmail
        "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
        // others
        "SMTP authentication is required.",
        "5.7.0 Must authenticate first",
        "We do not relay",
        "This mail server requires authentication when attempting to send to a non-local e-mail"
            + " address.",
        "not local host probe.example, not a gateway",
        "Relay rejected for policy reasons.",
        "we do not accept mail for relay-test@probe.example",
        "We do not accept mail for this domain",
        "I cannot deliver mail for <relay-test@probe.example>",
        "Delivery is not allowed to this address.",
        "relaying through this server is not permitted"
      })
  void refusalsToRelay(String text) {
    assertThat(RelayRefusal.refusesRelaying(plain(550, text))).isTrue();
    assertThat(RelayRefusal.refusesRelaying(plain(450, text))).as("not for good").isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
        "5.7.1 <unknown[192.0.2.1]>: Client host rejected: cannot find your reverse hostname",
        "5.7.1 <probe.example>: Helo command rejected: Host not found",
        "5.7.25 The IP address sending this message does not have a PTR record",
        "5.1.8 <todoku-probe@probe.example>: Sender address rejected: Domain not found",
        "5.1.2 <relay-test@probe.example>: Recipient address rejected: Domain not found",
        "5.7.1 Too many connections, relay later",
        "5.7.26 Unauthenticated email from probe.example is not accepted due to DMARC policy",
        "5.7.23 SPF validation failed; see about relaying",
        "5.7.1 Message rejected as spam by our relay",
        "5.1.1 <relay-test@probe.example>: mailbox unavailable",
        "5.1.1 relay-test@probe.example: mailbox unavailable",
        "5.1.1 \"relay-test@probe.example\" is not known here",
        "5.1.1 <relay-test@probe.example>: Recipient address rejected: User unknown in relay"
            + " recipient table",
        "Message refused by smtp-relay.example.com local policy",
        "mailbox not local or unknown",
        "5.7.26 Unauthenticated email is not accepted; message must be authenticated",
        "554 You are listed as an open relay; no relaying host accepted",
        "sending relay not authorized to use sender domain",
        "see https://relay.example.com/denied",
        "we do not accept mail for now from you",
        "this relay is disabled",
        "Your relay is not authorized",
        "Your relay not authorized",
        "your domain is not accepted here",
        "relaying not allowed from your country",
        "No relaying for dynamic IP addresses",
        "Relaying denied, your IP is in Barracuda RBL",
        "Relaying denied due to poor score of 192.0.2.1",
        "relay denied: blacklist",
        "cannot relay at this time",
        "Relaying denied without TLS",
        "Relay access denied for invalid EHLO name",
        "need fully-qualified hostname, relaying denied",
        "relaying denied: connections from proxies not permitted",
        "Relay denied, exceeded hourly limit",
        "relay not permitted: Unverified host",
        "This account is suspended, relaying disabled",
        "5.7.23 relay access denied",
        "IP name lookup failed; relaying denied",
        "Unrouteable address",
        "Invalid recipient",
        "5.7.1 Access denied",
        "5.7.1 You are not permitted to send from this domain",
        "rate limit exceeded at this relay",
        ""
      })
  void refusalsForAnotherCauseProveNothing(String text) {
    assertThat(RelayRefusal.refusesRelaying(plain(550, text))).isFalse();
    assertThat(RelayRefusal.refusesRelaying(attempt(RecipientForm.ROUTED, 550, text))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "<", "a.", "x@", "relay "})
  void anEndlessReplyIsReadInNoTime(String piece) {
    String endless = "relay denied " + piece.repeat(500_000);

    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> RelayRefusal.refusesRelaying(plain(550, endless)));
  }

  @Test
  void aUserWhoIsNotLocalIsNotForwardedFor() {
    assertThat(
            RelayRefusal.refusesRelaying(
                plain(551, "User not local; please try <somewhere@else.example>")))
        .isTrue();
    assertThat(RelayRefusal.refusesRelaying(plain(550, "User not local"))).isFalse();
    assertThat(RelayRefusal.refusesRelaying(plain(551, "You are not welcome here"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"domain literals not allowed", "5.1.3 Invalid address", "malformed"})
  void aRouteMayBeRefusedForItsForm(String text) {
    assertThat(RelayRefusal.refusesRelaying(attempt(RecipientForm.ROUTED, 501, text))).isTrue();
    assertThat(RelayRefusal.refusesRelaying(plain(501, text))).isFalse();
  }

  @Test
  void anUnknownMailboxOfItsOwnIsNoMatterForOddLocalParts() {
    assertThat(
            RelayRefusal.refusesRelaying(
                attempt(RecipientForm.ODD_LOCAL_PART, 550, "User unknown")))
        .isTrue();
  }

  @Test
  void tellsARefusalForNowFromGreylisting() {
    assertThat(RelayRefusal.isTemporary(plain(454, "4.7.1 Relay access denied"))).isTrue();
    assertThat(RelayRefusal.isTemporary(plain(450, "4.2.0 greylisted, try again"))).isFalse();
    assertThat(RelayRefusal.isTemporary(plain(554, "5.7.1 Relay access denied"))).isFalse();
  }

  @Test
  void aSourceRouteMayBeRefusedForBeingOne() {
    assertThat(
            RelayRefusal.refusesRelaying(
                attempt(RecipientForm.ROUTED, 501, "5.1.3 source routes not supported")))
        .isTrue();
    assertThat(
            RelayRefusal.refusesRelaying(
                attempt(RecipientForm.ROUTED, 501, "5.1.3 Bad recipient address syntax")))
        .isTrue();
    assertThat(RelayRefusal.refusesRelaying(plain(501, "5.1.3 Bad recipient address syntax")))
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource(RecipientForm.class)
  void noReplyIsNoRefusal(RecipientForm form) {
    assertThat(
            RelayRefusal.refusesRelaying(
                new RelayAttempt(form, "a@b.example", "c@d.example", null, null)))
        .isFalse();
    assertThat(
            RelayRefusal.refusesRelaying(
                new RelayAttempt(
                    form, "a@b.example", "c@d.example", new SmtpReply(550, "Relay denied"), null)))
        .as("refused at MAIL: the recipient was never judged")
        .isFalse();
  }
}
