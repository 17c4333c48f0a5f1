package io.todoku.rule.domain;

import io.todoku.snapshot.MailServer.Certificate;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Duration;
import java.util.List;

/** Dialogues with MX servers that differ in their TLS. */
final class MxServers {

  private MxServers() {}

  static SmtpDialogue withCertificate(String name) {
    return withTls(new Tls(null, "TLSv1.3", "x", List.of(certificate(name, 30)), null, List.of()));
  }

  static SmtpDialogue withTls(Tls tls) {
    return dialogue(List.of("STARTTLS"), Observed.known(tls));
  }

  static Certificate certificate(String name, int days) {
    return new Certificate(
        "CN=x",
        "CN=y",
        List.of(name),
        SnapshotBuilder.NOW.minus(Duration.ofDays(30)),
        SnapshotBuilder.NOW.plus(Duration.ofDays(days)));
  }

  static SmtpDialogue dialogue(List<String> extensions, Observed<Tls> tls) {
    return new SmtpDialogue(
        true,
        "mail.example.com ESMTP",
        "mail.example.com",
        extensions,
        List.of(),
        List.of(),
        tls,
        null,
        false,
        SmtpEnding.COMPLETE,
        List.of());
  }
}
