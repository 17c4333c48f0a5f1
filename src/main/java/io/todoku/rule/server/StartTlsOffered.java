package io.todoku.rule.server;

import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Text;
import io.todoku.snapshot.MailServer.Certificate;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A mail server offers STARTTLS with a certificate that is in date and for its name. */
@Component
class StartTlsOffered implements Rule {

  static final String ID = "starttls-offered";

  private static final Set<String> SECURE_PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

  @Override
  public RuleInfo info() {
    return new RuleInfo(ID, RuleInfo.Level.REQUIRED, RuleInfo.Area.SERVERS).revision(2).rfc(3207);
  }

  @Override
  public List<Finding> judge(Snapshot snapshot) {
    return SmtpServers.judge(ID, snapshot, StartTlsOffered::judge);
  }

  private static Finding judge(MailServerContext mail) {
    if (!mail.dialogue().extensions().contains("STARTTLS")) {
      Reason extensionsUnknown = mail.extensionsUnknownReason();
      return extensionsUnknown == null
          ? warn(mail, "warn.absent")
          : unknown(mail, extensionsUnknown, "unknown");
    }
    return switch (mail.dialogue().tls()) {
      case Unknown<Tls>(Reason reason) -> unknown(mail, reason, "unknown");
      case Known<Tls>(Tls tls) -> judge(mail, tls);
    };
  }

  private static Finding judge(MailServerContext mail, Tls tls) {
    if (tls.failure() != null) {
      return warn(mail, "warn.handshake", tls.failure());
    }
    if (!SECURE_PROTOCOLS.contains(tls.protocol())) {
      return warn(mail, "warn.protocol", tls.protocol());
    }
    if (tls.chain().isEmpty()) {
      return warn(mail, "warn.bare");
    }
    Certificate own = tls.chain().getFirst();
    if (own.notAfter().isBefore(mail.snapshot().judgedAt())) {
      return warn(mail, "warn.expired", day(own.notAfter()));
    }
    if (own.notBefore().isAfter(mail.snapshot().judgedAt())) {
      return warn(mail, "warn.early", day(own.notBefore()));
    }
    MailServerNames names =
        MailServerNames.of(mail.snapshot(), mail.sender().address(), mail.dialogue());
    boolean takesMail = !names.mxHosts().isEmpty();
    List<String> missing = names.missingIn(own);
    String certified = String.join(", ", own.names());
    if (takesMail && !missing.isEmpty()) {
      return warn(mail, "warn.name", certified, String.join(", ", missing));
    }
    boolean covered = missing.isEmpty() && !names.all().isEmpty();
    Reason failedLookup = covered ? names.failedMxLookup() : names.failedLookup();
    if (failedLookup != null) { // an MX host that is not known may not be on the certificate
      return unknown(mail, failedLookup, "unknown.name", certified);
    }
    if (!covered) {
      return warn(mail, "warn.name", certified, String.join(", ", missing));
    }
    return mail.finding(evidenceLines(mail.dialogue()))
        .pass(tls.distrust() == null ? "pass" : "pass.untrusted", tls.protocol());
  }

  private static String day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
  }

  private static Finding unknown(
      MailServerContext mail, Reason reason, String key, Object... arguments) {
    return mail.finding(evidenceLines(mail.dialogue())).unknown(reason, key, arguments);
  }

  private static Finding warn(MailServerContext mail, String key, Object... arguments) {
    return mail.finding(evidenceLines(mail.dialogue()))
        .warn(key, arguments)
        .withRemedy(remedy(mail, key));
  }

  private static List<String> evidenceLines(SmtpDialogue dialogue) {
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

  private static Remedy remedy(MailServerContext mail, String key) {
    return switch (key) {
      case "warn.absent", "warn.bare" -> StartTlsRemedies.OFFER.forSoftware(mail.software());
      case "warn.handshake", "warn.protocol" ->
          StartTlsRemedies.PROTOCOLS.forSoftware(mail.software());
      default -> Remedy.of(Text.of(ID + ".do.certificate"));
    };
  }
}
