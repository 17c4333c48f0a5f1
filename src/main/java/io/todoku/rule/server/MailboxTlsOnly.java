package io.todoku.rule.server;

import static io.todoku.rule.RemedyBlock.configuration;

import io.todoku.rule.Finding;
import io.todoku.rule.FindingBuilder;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** POP3 and IMAP ports that are open to the whole Internet accept logins only within TLS. */
@Component
class MailboxTlsOnly implements Rule {

  static final String ID = "mailbox-tls-only";

  /** The verdicts from the most severe; the most severe of its ports is that of an address. */
  private static final List<Verdict> BY_SEVERITY =
      List.of(Verdict.WARN, Verdict.UNKNOWN, Verdict.PASS, Verdict.NOT_APPLICABLE);

  private static final RemedyBySoftware<MailboxSoftware> TLS_ONLY =
      new RemedyBySoftware<>(
          ID + ".do.tls-only",
          Map.of(
              MailboxSoftware.DOVECOT,
              List.of(
                  configuration("# Dovecot 2.3\ndisable_plaintext_auth = yes\nssl = required"),
                  configuration("# Dovecot 2.4\nauth_allow_cleartext = no\nssl = required")),
              MailboxSoftware.COURIER,
              List.of(
                  configuration("# imapd-ssl\nIMAP_TLS_REQUIRED=1"),
                  configuration("# pop3d-ssl\nPOP3_TLS_REQUIRED=1")),
              MailboxSoftware.CYRUS,
              List.of(configuration("# imapd.conf\nallowplaintext: no")),
              MailboxSoftware.QMAIL,
              List.of(
                  configuration(
                      """
                      ; /etc/stunnel/pop3s.conf
                      [pop3s]
                      accept = 995
                      connect = 127.0.0.1:110
                      cert = PATH-TO-CHAIN.pem
                      key = PATH-TO-KEY.pem\
                      """))));

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.SERVERS)
        .revision(3)
        .rfc(8314);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Stream.concat(
            Sender.allIn(snapshot).stream().flatMap(address -> judge(snapshot, address)),
            ExposedPort.notListed(ID, snapshot))
        .toList();
  }

  private static Stream<Finding> judge(Snapshot snapshot, Sender address) {
    List<MailboxPortVerdict> ports =
        Arrays.stream(Protocol.values())
            .flatMap(p ->
                ExposedPort.of(snapshot, address, p.port()).stream()
                    .map(port -> MailboxPortVerdict.of(snapshot, port, p)))
            .toList();
    return BY_SEVERITY.stream()
        .filter(verdict -> ports.stream().anyMatch(port -> port.verdict() == verdict))
        .findFirst()
        .stream()
        .map(verdict -> finding(snapshot, address, verdict, ports));
  }

  private static Finding finding(
      Snapshot snapshot, Sender address, Verdict verdict, List<MailboxPortVerdict> ports) {
    List<MailboxPortVerdict> decisive =
        ports.stream().filter(port -> port.verdict() == verdict).toList();
    String numbers =
        decisive.stream()
            .map(port -> String.valueOf(port.exposedPort().port()))
            .collect(Collectors.joining(", "));
    FindingBuilder finding =
        Finding.of(ID, address.resource())
            .evidence(ports.stream().flatMap(port -> port.evidence(snapshot)).distinct().toList());
    return switch (verdict) {
      case WARN -> finding.warn("warn", offeredLogins(decisive)).withRemedy(remedy(decisive));
      case PASS -> finding.pass("pass", numbers);
      case NOT_APPLICABLE -> finding.notApplicable("nothing", numbers);
      case UNKNOWN, FAIL ->
          finding.unknown(
              Objects.requireNonNull(decisive.getFirst().unknownReason()), "unknown", numbers);
    };
  }

  private static String offeredLogins(List<MailboxPortVerdict> ports) {
    return ports.stream()
        .map(port -> port.exposedPort().port() + ": " + String.join(", ", port.offeredLogins()))
        .collect(Collectors.joining("; "));
  }

  /** What both ports need stands in the remedy once: one server may answer on both, or two. */
  private static Remedy remedy(List<MailboxPortVerdict> ports) {
    Remedy tlsOnly =
        ports.stream()
            .map(port -> TLS_ONLY.forSoftware(port.software()))
            .reduce(Remedy.NONE, Remedy::then);
    String groups =
        ports.stream()
            .flatMap(port -> port.exposedPort().openPermissions().keySet().stream())
            .distinct()
            .collect(Collectors.joining(", "));
    return tlsOnly.then(
        Remedy.of(
                List.of(Text.of(ID + ".do.close", groups)),
                ports.stream()
                    .flatMap(port -> port.exposedPort().closingBlocks().stream())
                    .distinct()
                    .toList())
            .cautioning(Text.of("security-group.whole-rule"))
            .linking(
                ports.stream()
                    .flatMap(port -> port.exposedPort().groupPages().stream())
                    .distinct()
                    .toList()));
  }
}
