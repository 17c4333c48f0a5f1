package io.todoku.rule.server;

import static io.todoku.rule.RemedyBlock.configuration;
import static io.todoku.rule.RemedyBlock.shell;

import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Fingerprint.SmtpSoftware;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A mail server lets nobody send a password that can be read on the way. */
@Component
class AuthOnlyOverTls implements Rule {

  static final String ID = "auth-only-over-tls";

  private static final RemedyBySoftware<SmtpSoftware> TLS_ONLY =
      new RemedyBySoftware<>(
          ID + ".do.tls-only",
          Map.of(
              SmtpSoftware.POSTFIX,
              List.of(shell("postconf -e 'smtpd_tls_auth_only = yes'\npostfix reload")),
              SmtpSoftware.QMAIL,
              List.of(),
              SmtpSoftware.EXIM,
              List.of(configuration("auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}")),
              SmtpSoftware.SENDMAIL,
              List.of(
                  configuration(
                      """
                      define(`confAUTH_OPTIONS', `A p y')dnl
                      define(`confAUTH_MECHANISMS', `PLAIN LOGIN')dnl\
                      """))));

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.SERVERS).revision(2).rfc(4954);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return SmtpServers.judge(ID, snapshot, AuthOnlyOverTls::judge);
  }

  private static Finding judge(MailServerContext mail) {
    List<String> offers = offeredAuth(mail.dialogue());
    Reason extensionsUnknown = mail.extensionsUnknownReason();
    if (offers.isEmpty() && extensionsUnknown != null) {
      return mail.finding(SmtpServers.transcriptLines(mail.server()))
          .unknown(extensionsUnknown, "unknown");
    }
    FindingBuilder finding =
        mail.finding(List.of("EHLO: " + String.join(", ", mail.dialogue().extensions())));
    if (offers.isEmpty()) {
      return finding.pass("pass");
    }
    if (mechanisms(offers).isEmpty()) {
      return finding.unknown(
          Reason.of(
              ReasonKind.INCONCLUSIVE, mail.hostAndPort() + " EHLO", String.join(", ", offers)),
          "unknown");
    }
    List<String> readable = matching(offers, SaslMechanisms::sendsSecret);
    if (!readable.isEmpty()) {
      return finding
          .fail("fail", String.join(", ", readable))
          .withRemedy(TLS_ONLY.forSoftware(mail.software()));
    }
    List<String> weak = matching(offers, mechanism -> !SaslMechanisms.isStrong(mechanism));
    return weak.isEmpty()
        ? finding.pass("pass.strong", String.join(", ", mechanisms(offers)))
        : finding
            .warn("warn", String.join(", ", weak))
            .withRemedy(TLS_ONLY.forSoftware(mail.software()));
  }

  private static List<String> matching(List<String> offers, Predicate<String> filter) {
    return mechanisms(offers).stream().filter(filter).toList();
  }

  /** The mechanisms that the offers name, in upper case, each once. */
  private static List<String> mechanisms(List<String> offers) {
    return offers.stream()
        .flatMap(offer -> Stream.of(offer.substring("AUTH".length()).split("[ =]+")))
        .filter(mechanism -> !mechanism.isBlank())
        .map(mechanism -> mechanism.toUpperCase(Locale.ROOT))
        .distinct()
        .toList();
  }

  /** The offers in the form of RFC 4954, or in the form for old clients: {@code AUTH=LOGIN}. */
  private static List<String> offeredAuth(SmtpDialogue dialogue) {
    return dialogue.extensions().stream().filter(e -> e.matches("(?i)AUTH([ =].*)?")).toList();
  }
}
