package io.todoku.rule.server;

import io.todoku.rule.server.Fingerprint.SmtpSoftware;
import io.todoku.snapshot.MailServer.Certificate;
import io.todoku.snapshot.MailServer.CommandReply;
import io.todoku.snapshot.MailServer.RecipientForm;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dialogues with a mail server that differ in what a test is about. */
final class SmtpDialogueBuilder {

  private String greeting = "mail.example.com ESMTP";
  private @Nullable String ehlo = "mail.example.com";
  private String refusal = "5.7.1 Relay access refused";
  private List<String> extensions = List.of("SIZE 100");
  private final List<CommandReply> commands = new ArrayList<>();
  private Observed<Tls> tls = Observed.unknown(Reason.of(Cause.NOT_ASKED, "STARTTLS", ""));

  static SmtpDialogueBuilder aServer() {
    return new SmtpDialogueBuilder();
  }

  /** One that says by two signs what it is. */
  static SmtpDialogueBuilder aServerRunning(SmtpSoftware software) {
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
              .withReply("HELP", 214, "netqmail home page: http://qmail.org/netqmail")
              .refusal("sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)");
      case OPENSMTPD ->
          aServer()
              .greeting("mail.example.com ESMTP OpenSMTPD")
              .withReply("HELP", 214, "2.0.0 This is OpenSMTPD");
      case EXCHANGE ->
          aServer()
              .greeting("mail.example.com Microsoft ESMTP MAIL Service ready")
              .refusal("5.7.1 Unable to relay");
    };
  }

  SmtpDialogueBuilder greeting(String text) {
    greeting = text;
    return this;
  }

  SmtpDialogueBuilder refusal(String text) {
    refusal = text;
    return this;
  }

  /** EHLO is refused; HELO is taken. */
  SmtpDialogueBuilder heloOnly() {
    ehlo = null;
    extensions = List.of();
    return this;
  }

  SmtpDialogueBuilder extensions(String... offered) {
    extensions = List.of(offered);
    return this;
  }

  SmtpDialogueBuilder withReply(String command, int code, String text) {
    commands.add(new CommandReply(command, new SmtpReply(code, text)));
    return this;
  }

  SmtpDialogueBuilder withoutReply(String command) {
    commands.add(new CommandReply(command, null));
    return this;
  }

  SmtpDialogueBuilder tls(Observed<Tls> seen) {
    tls = seen;
    return this;
  }

  SmtpDialogue build() {
    return new SmtpDialogue(
        true,
        greeting,
        ehlo,
        extensions,
        List.of(
            new RelayAttempt(
                RecipientForm.PLAIN,
                "a@probe.example",
                "b@probe.example",
                new SmtpReply(250, "ok"),
                new SmtpReply(554, refusal))),
        commands,
        tls,
        "probe.example",
        true,
        SmtpEnding.COMPLETE,
        List.of());
  }

  /** One that turned strangers away by its greeting. */
  static SmtpDialogue turnedAway() {
    return new SmtpDialogue(
        true,
        "go away",
        null,
        List.of(),
        List.of(),
        List.of(),
        Observed.unknown(Reason.of(Cause.NOT_ASKED, "STARTTLS", "")),
        "probe.example",
        true,
        SmtpEnding.TURNED_AWAY,
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
