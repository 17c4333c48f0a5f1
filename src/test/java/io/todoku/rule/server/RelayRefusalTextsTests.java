package io.todoku.rule.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.MailServer.RecipientForm;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpReply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The words with which mail servers refuse, by the software whose source or manual has them, or as
 * published lists of bounces have them.
 */
class RelayRefusalTextsTests {

  private static RelayAttempt plain(int code, String text) {
    return new RelayAttempt(
        RecipientForm.PLAIN,
        "todoku-probe@stranger.example",
        "relay-test@probe.example",
        new SmtpReply(250, "ok"),
        new SmtpReply(code, text.replace("\\n", "\n")));
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          Postfix          | 554 | 5.7.1 <relay-test@probe.example>: Relay access denied
          Postfix          | 554 | 5.7.1 <relay-test@probe.example>: Recipient address rejected: Relay access denied
          Zimbra           | 554 | 5.7.1 <relay-test@probe.example>: Relay access denied
          Gandi            | 554 | 5.7.1 <relay-test@probe.example>: Relay access denied
          Exim             | 550 | relay not permitted
          Exim             | 550 | relay not permitted, authentication required
          Exim             | 550 | relaying to <relay-test@probe.example> prohibited by administrator
          cPanel           | 550 | Please turn on SMTP Authentication in your mail client.\\nprobe.example [192.0.2.1]:4711 is not permitted to relay through this server without authentication.
          DirectAdmin      | 550 | authentication required
          Exchange         | 550 | 5.7.1 Unable to relay
          Exchange         | 550 | 5.7.1 Unable to relay for relay-test@probe.example
          Exchange         | 550 | 5.7.54 SMTP; Unable to relay recipient in non-accepted domain
          Exchange Online  | 550 | 5.7.64 TenantAttribution; Relay Access Denied [AB1.eop-apc01.prod.protection.outlook.com]
          Sendmail         | 550 | 5.7.1 <relay-test@probe.example>... Relaying denied
          Sendmail         | 550 | 5.7.1 <relay-test@probe.example>... Relaying denied. Proper authentication required.
          Sendmail         | 550 | 5.7.1 <relay-test@probe.example>... Relaying denied. IP name lookup failed [192.0.2.1]
          Sendmail         | 550 | 5.7.1 <relay-test@probe.example>... Relaying denied. IP name possibly forged [192.0.2.1]
          qmail            | 553 | sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)
          qmail chkuser    | 553 | sorry, that domain isn't in my list of allowed rcpthosts (#5.5.3 - chkuser)
          spamdyke         | 553 | sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)
          mailfront        | 553 | 5.1.1 Sorry, that domain isn't in my list of allowed rcpthosts.
          indimail         | 553 | sorry, that domain isn't allowed to be relayed thru this MTA without authentication #5.7.1
          indimail         | 550 | we don't relay (#5.7.1)
          indimail         | 530 | authentication required (#5.7.1)
          in bounces       | 553 | sorry, relay of mail is not allowed
          OVH (qmail)      | 553 | sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)
          MailEnable       | 503 | This mail server requires authentication when attempting to send to a non-local e-mail address. Please check your mail client settings or contact your administrator to verify that the domain or address is defined for this server.
          MailEnable       | 503 | This mail server requires authentication before sending mail from a locally hosted domain. Please reconfigure your mail client to authenticate before sending mail.
          hMailServer      | 530 | SMTP authentication is required.
          hMailServer      | 550 | Delivery is not allowed to this address.
          Courier          | 513 | Relaying denied.
          Citadel          | 551 | Relaying denied <relay-test@probe.example>
          Qpsmtpd          | 550 | relaying denied
          Haraka           | 550 | I cannot deliver mail for <relay-test@probe.example>
          Stalwart         | 550 | 5.1.2 Relay not allowed.
          LumiSoft         | 550 | <relay-test@probe.example> Relay not allowed
          Apache James     | 530 | 5.7.1 Authentication Required
          Apache James     | 550 | 5.7.1 Requested action not taken: relaying denied
          Kerio Connect    | 550 | 5.7.1 Relaying to <relay-test@probe.example> denied (authentication required)
          Domino           | 554 | Relay rejected for policy reasons.
          in bounces       | 550 | Relaying denied: relay-test@probe.example
          IMail            | 550 | not local host probe.example, not a gateway
          Mercury          | 553 | We do not relay non-local mail, sorry.
          CommuniGate Pro  | 571 | relay-test@probe.example prohibited. We do not relay
          in bounces       | 550 | 5.7.1 <relay-test@probe.example>... we do not relay
          in bounces       | 550 | Sorry, relaying not allowed
          SmarterMail      | 503 | Authentication is required for relay
          in bounces       | 554 | Refused. Sending to remote addresses (relaying) is not allowed
          in bounces       | 550 | Relay denied
          in bounces       | 550 | 5.7.1 relaying not allowed: relay-test@probe.example
          in bounces       | 501 | This system is not configured to relay mail to relay-test@probe.example
          in bounces       | 530 | Relaying not allowed
          in bounces       | 558 | Relaying denied: domain not valid
          in bounces       | 550 | RCPT TO:<relay-test@probe.example> Relaying not allowed - please use SMTP AUTH
          in bounces       | 550 | relay-test@probe.example: Relaying disallowed
          in bounces       | 550 | Relaying is prohibited
          in bounces       | 550 | We don't handle mail for probe.example
          in bounces       | 551 | User not local; please try <relay-test@probe.example>
          """)
  void refusesToRelay(String software, int code, String words) {
    assertThat(RelayRefusal.refusesRelaying(plain(code, words))).as(software).isTrue();
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          Postfix          | 450 | 4.2.0 <relay-test@probe.example>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/target.html
          Postfix          | 450 | 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]
          Postfix          | 554 | 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org
          Postfix          | 504 | 5.5.2 <probe>: Helo command rejected: need fully-qualified hostname
          Postfix          | 550 | 5.1.8 <todoku-probe@stranger.example>: Sender address rejected: Domain not found
          Postfix          | 550 | 5.1.1 <relay-test@probe.example>: Recipient address rejected: User unknown in relay recipient table
          Postfix          | 550 | 5.7.23 <relay-test@probe.example>: Recipient address rejected: Message rejected due to: SPF fail - not authorized
          Postfix          | 530 | 5.7.0 Must issue a STARTTLS command first
          Exim             | 550 | Sender verify failed
          Exim             | 550 | Administrative prohibition
          Exim             | 550 | Unrouteable address
          Exim             | 451 | Temporary local problem - please try later
          Exchange         | 530 | 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM
          Exchange         | 550 | 5.7.1 Client does not have permissions to send as this sender
          Exchange         | 550 | 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
          Exchange Online  | 550 | 5.4.1 Recipient address rejected: Access denied. AS(201806281)
          Sendmail         | 553 | 5.1.8 <todoku-probe@stranger.example>... Domain of sender address todoku-probe@stranger.example does not exist
          Sendmail         | 550 | 5.7.1 <todoku-probe@stranger.example>... Access denied
          qmail            | 553 | sorry, your envelope sender is in my badmailfrom list (#5.7.1)
          qmail            | 553 | sorry, that address is in my badrcptto list (#5.7.1)
          qmail            | 553 | No mail accepted from an open relay (192.0.2.1); check your server configs (#5.7.1)
          indimail         | 553 | sorry, this MTA does not accept masquerading/forging #5.7.1
          indimail         | 553 | sorry, sites access list denies transaction (#5.7.1)
          OpenSMTPD        | 550 | Invalid recipient: <relay-test@probe.example>
          hMailServer      | 550 | Blocked by SPF (todoku-probe@stranger.example)
          in bounces       | 550 | 5.1.1 Recipient unknown <relay-test@probe.example>
          Cisco            | 550 | #5.1.0 Address rejected.
          in bounces       | 550 | 5.7.1 <relay-test@probe.example> Access to <relay-test@probe.example> not allowed
          """)
  void refusesForAnotherCause(String software, int code, String words) {
    assertThat(RelayRefusal.refusesRelaying(plain(code, words))).as(software).isFalse();
  }
}
