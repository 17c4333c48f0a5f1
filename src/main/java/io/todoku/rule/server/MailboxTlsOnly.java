package io.todoku.rule.server;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** POP3 and IMAP that the whole world may reach take logins within TLS only. */
@Component
class MailboxTlsOnly implements Rule {

  static final String ID = "mailbox-tls-only";

  /** Of several ports, the one that weighs most tells of the address. */
  private static final List<Verdict> BY_SEVERITY =
      List.of(Verdict.WARN, Verdict.UNKNOWN, Verdict.PASS, Verdict.NOT_APPLICABLE);

  private static final RemedyBySoftware<MailboxSoftware> TLS_ONLY =
      new RemedyBySoftware<>(
          ID + ".do.tls-only",
          Map.of(
              MailboxSoftware.DOVECOT,
              List.of(
                  "# Dovecot 2.3\ndisable_plaintext_auth = yes\nssl = required",
                  "# Dovecot 2.4\nauth_allow_cleartext = no\nssl = required"),
              MailboxSoftware.COURIER,
              List.of("# imapd-ssl\nIMAP_TLS_REQUIRED=1", "# pop3d-ssl\nPOP3_TLS_REQUIRED=1"),
              MailboxSoftware.CYRUS,
              List.of("# imapd.conf\nallowplaintext: no"),
              MailboxSoftware.QMAIL,
              List.of(
                  """
                  ; /etc/stunnel/pop3s.conf
                  [pop3s]
                  accept = 995
                  connect = 127.0.0.1:110
                  cert = PATH-TO-CHAIN.pem
                  key = PATH-TO-KEY.pem\
                  """)),
          MailboxSoftware.DOVECOT);

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.RECOMMENDED, RuleInfo.Area.SERVERS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Stream.concat(
            Sender.allIn(snapshot).stream().flatMap(address -> judge(snapshot, address)),
            ExposedPort.notListed(ID, snapshot))
        .toList();
  }

  private static Stream<Finding> judge(Snapshot snapshot, Sender address) {
    List<MailboxPortVerdict> doors =
        Arrays.stream(Protocol.values())
            .flatMap(p ->
                ExposedPort.of(snapshot, address, p.port()).stream()
                    .map(door -> MailboxPortVerdict.of(snapshot, door, p)))
            .toList();
    return BY_SEVERITY.stream()
        .filter(verdict -> doors.stream().anyMatch(door -> door.verdict() == verdict))
        .findFirst()
        .stream()
        .map(verdict -> finding(snapshot, address, verdict, doors));
  }

  private static Finding finding(
      Snapshot snapshot, Sender address, Verdict verdict, List<MailboxPortVerdict> doors) {
    List<MailboxPortVerdict> telling =
        doors.stream().filter(door -> door.verdict() == verdict).toList();
    Reason reason =
        telling.stream()
            .map(MailboxPortVerdict::unknown)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return new Finding(
        ID,
        address.resource(),
        verdict,
        summary(address, verdict, telling),
        reason,
        doors.stream().flatMap(door -> door.evidence(snapshot)).distinct().toList(),
        verdict == Verdict.WARN ? remedy(telling) : Remedy.NONE);
  }

  private static Text summary(Sender address, Verdict verdict, List<MailboxPortVerdict> telling) {
    String ports =
        telling.stream()
            .map(door -> String.valueOf(door.exposedPort().port()))
            .collect(Collectors.joining(", "));
    return switch (verdict) {
      case WARN ->
          Text.of(
              ID + ".warn",
              address.address(),
              telling.stream()
                  .map(door ->
                      door.exposedPort().port() + ": " + String.join(", ", door.offeredLogins()))
                  .collect(Collectors.joining("; ")));
      case PASS -> Text.of(ID + ".pass", address.address(), ports);
      case NOT_APPLICABLE -> Text.of(ID + ".nothing", address.address(), ports);
      case UNKNOWN, FAIL -> Text.of(ID + ".unknown", address.address(), ports);
    };
  }

  /** Two ports may be two servers, and one server two ports. */
  private static Remedy remedy(List<MailboxPortVerdict> telling) {
    Remedy tlsOnly =
        telling.stream()
            .map(door -> TLS_ONLY.forSoftware(door.software()))
            .reduce(Remedy.NONE, Remedy::then);
    String groups =
        telling.stream()
            .flatMap(door -> door.exposedPort().openPermissions().keySet().stream())
            .distinct()
            .collect(Collectors.joining(", "));
    return tlsOnly.then(
        new Remedy(
            List.of(Text.of(ID + ".do.close", groups)),
            telling.stream()
                .flatMap(door -> door.exposedPort().closingCommands().stream())
                .distinct()
                .toList()));
  }
}
