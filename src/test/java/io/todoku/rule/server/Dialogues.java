package io.todoku.rule.server;

import io.todoku.rule.server.Fingerprint.Software;
import io.todoku.snapshot.MailServer.Asked;
import io.todoku.snapshot.MailServer.Certificate;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Ending;
import io.todoku.snapshot.MailServer.Form;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.Reply;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dialogues with a mail server that differ in what a test is about. */
final class Dialogues {

  private String greeting = "mail.example.com ESMTP";
  private @Nullable String ehlo = "mail.example.com";
  private String refusal = "5.7.1 Relay access refused";
  private List<String> extensions = List.of("SIZE 100");
  private final List<Asked> commands = new ArrayList<>();
  private Observed<Tls> tls = Observed.unknown(Reason.of(Cause.NOT_ASKED, "STARTTLS", ""));

  static Dialogues aServer() {
    return new Dialogues();
  }

  /** One that says by two signs what it is. */
  static Dialogues a(Software software) {
    return switch (software) {
      case POSTFIX ->
          aServer().greeting("mail.example.com ESMTP Postfix").refusal("Relay access denied");
      case EXIM ->
          aServer().greeting("mail.example.com ESMTP Exim 4.98").refusal("relay not permitted");
      case SENDMAIL ->
          aServer()
              .greeting("mail.example.com ESMTP Sendmail 8.18.1/8.18.1; Wed")
              .refusal("5.7.1 <b@probe.example>... Relaying denied");
      case QMAIL ->
          aServer()
              .says("HELP", 214, "netqmail home page: http://qmail.org/netqmail")
              .refusal("sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)");
      case OPENSMTPD ->
          aServer()
              .greeting("mail.example.com ESMTP OpenSMTPD")
              .says("HELP", 214, "2.0.0 This is OpenSMTPD");
      case EXCHANGE ->
          aServer()
              .greeting("mail.example.com Microsoft ESMTP MAIL Service ready")
              .refusal("5.7.1 Unable to relay");
    };
  }

  Dialogues greeting(String text) {
    greeting = text;
    return this;
  }

  Dialogues refusal(String text) {
    refusal = text;
    return this;
  }

  /** EHLO is refused; HELO is taken. */
  Dialogues heloOnly() {
    ehlo = null;
    extensions = List.of();
    return this;
  }

  Dialogues extensions(String... offered) {
    extensions = List.of(offered);
    return this;
  }

  Dialogues says(String command, int code, String text) {
    commands.add(new Asked(command, new Reply(code, text)));
    return this;
  }

  Dialogues silentAt(String command) {
    commands.add(new Asked(command, null));
    return this;
  }

  Dialogues tls(Observed<Tls> seen) {
    tls = seen;
    return this;
  }

  Dialogue build() {
    return new Dialogue(
        true,
        greeting,
        ehlo,
        extensions,
        List.of(
            new RelayAttempt(
                Form.PLAIN,
                "a@probe.example",
                "b@probe.example",
                new Reply(250, "ok"),
                new Reply(554, refusal))),
        commands,
        tls,
        "probe.example",
        true,
        Ending.COMPLETE,
        List.of());
  }

  /** One that turned strangers away by its greeting. */
  static Dialogue turnedAway() {
    return new Dialogue(
        true,
        "go away",
        null,
        List.of(),
        List.of(),
        List.of(),
        Observed.unknown(Reason.of(Cause.NOT_ASKED, "STARTTLS", "")),
        "probe.example",
        true,
        Ending.TURNED_AWAY,
        List.of());
  }

  static Tls tls(String protocol, String name, Instant from, Instant until, String distrust) {
    return new Tls(
        null,
        protocol,
        "TLS_AES_256_GCM_SHA384",
        List.of(new Certificate("CN=" + name, "CN=ca", List.of(name), from, until)),
        distrust,
        List.of());
  }
}
