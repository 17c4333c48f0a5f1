package io.todoku.rule.server;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.Certificate;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A mail server takes mail encrypted, with a certificate in date and for its name. */
@Component
class StartTlsOffered implements Rule {

  static final String ID = "starttls-offered";

  private static final Set<String> GOOD = Set.of("TLSv1.2", "TLSv1.3");

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.SERVERS);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return Answering.judge(
        ID, snapshot, (sender, server, dialogue) -> judge(snapshot, sender, server, dialogue));
  }

  private static Finding judge(
      Snapshot snapshot, Sender sender, MailServer server, Dialogue dialogue) {
    if (!dialogue.extensions().contains("STARTTLS")) {
      return finding(sender, server, dialogue, Verdict.WARN, "warn.absent", null);
    }
    return switch (dialogue.tls()) {
      case Unknown<Tls>(Reason reason) ->
          finding(sender, server, dialogue, Verdict.UNKNOWN, "unknown", reason);
      case Known<Tls>(Tls tls) -> judge(snapshot, sender, server, dialogue, tls);
    };
  }

  private static Finding judge(
      Snapshot snapshot, Sender sender, MailServer server, Dialogue dialogue, Tls tls) {
    if (tls.failure() != null) {
      return finding(sender, server, dialogue, Verdict.WARN, "warn.handshake", null, tls.failure());
    }
    if (!GOOD.contains(tls.protocol())) {
      return finding(sender, server, dialogue, Verdict.WARN, "warn.protocol", null, tls.protocol());
    }
    if (tls.chain().isEmpty()) {
      return finding(sender, server, dialogue, Verdict.WARN, "warn.bare", null);
    }
    Certificate own = tls.chain().getFirst();
    if (own.notAfter().isBefore(snapshot.judgedAt())) {
      return finding(
          sender, server, dialogue, Verdict.WARN, "warn.expired", null, day(own.notAfter()));
    }
    if (own.notBefore().isAfter(snapshot.judgedAt())) {
      return finding(
          sender, server, dialogue, Verdict.WARN, "warn.early", null, day(own.notBefore()));
    }
    HostNames names = HostNames.of(snapshot, sender.address(), dialogue);
    if (names.all().stream().noneMatch(name -> HostNames.covers(own.names(), name))) {
      String certified = String.join(", ", own.names());
      Reason unseen = names.unseen();
      return unseen == null
          ? finding(
              sender,
              server,
              dialogue,
              Verdict.WARN,
              "warn.name",
              null,
              certified,
              String.join(", ", names.all()))
          : finding(sender, server, dialogue, Verdict.UNKNOWN, "unknown.name", unseen, certified);
    }
    return tls.distrust() == null
        ? finding(sender, server, dialogue, Verdict.PASS, "pass", null, tls.protocol())
        : finding(sender, server, dialogue, Verdict.PASS, "pass.untrusted", null, tls.protocol());
  }

  private static String day(java.time.Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
  }

  private static Finding finding(
      Sender sender,
      MailServer server,
      Dialogue dialogue,
      Verdict verdict,
      String key,
      @Nullable Reason reason,
      Object... more) {
    List<Object> arguments = new ArrayList<>(List.of(sender.address()));
    arguments.addAll(List.of(more));
    return new Finding(
        ID,
        sender.resource(),
        verdict,
        Text.of(ID + "." + key, arguments.toArray()),
        reason,
        List.of(Answering.said(server, seen(dialogue))),
        remedy(verdict, key));
  }

  private static List<String> seen(Dialogue dialogue) {
    List<String> lines = new ArrayList<>();
    lines.add("EHLO: " + String.join(", ", dialogue.extensions()));
    if (dialogue.tls() instanceof Known<Tls>(Tls tls)) {
      lines.add(tls.failure() == null ? tls.protocol() + " " + tls.cipher() : tls.failure());
      tls.chain().stream()
          .limit(1)
          .forEach(c -> {
            lines.add("subject: " + c.subject());
            lines.add("issuer: " + c.issuer());
            lines.add("names: " + String.join(", ", c.names()));
            lines.add("valid: " + c.notBefore() + " – " + c.notAfter());
          });
      if (tls.distrust() != null) {
        lines.add("not trusted: " + tls.distrust());
      }
    }
    return lines;
  }

  private static Remedy remedy(Verdict verdict, String key) {
    if (verdict != Verdict.WARN) {
      return Remedy.NONE;
    }
    return key.equals("warn.absent") || key.equals("warn.handshake") || key.equals("warn.protocol")
        ? new Remedy(
            List.of(Text.of(ID + ".do.offer")),
            List.of(
                "postconf -e 'smtpd_tls_security_level = may'"
                    + " 'smtpd_tls_protocols = >=TLSv1.2'\n"
                    + "postconf -e 'smtpd_tls_chain_files = /etc/ssl/private/mail.pem'\n"
                    + "postfix reload"))
        : new Remedy(List.of(Text.of(ID + ".do.certificate")), List.of());
  }
}
