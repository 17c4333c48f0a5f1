package io.todoku.rule.server;

import static io.todoku.snapshot.SmtpDialogueBuilder.aServer;

import io.todoku.rule.Fingerprint.SmtpSoftware;
import io.todoku.snapshot.SmtpDialogueBuilder;

/** Dialogues with servers that run each software that rules tell apart. */
final class SoftwareDialogues {

  private SoftwareDialogues() {}

  /** A server whose software is recognised, by its greeting or HELP and by its refusal. */
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
      case INDIMAIL ->
          aServer()
              .greeting("indimail.org (NO UCE) ESMTP IndiMail 1.232 Sun, 6 Dec 2020 11:32:16 +0530")
              .withReply(
                  "HELP",
                  214,
                  "This is IndiMail SMTP Version 1.232\nThis server supports the following"
                      + " commands:\nHELO EHLO")
              .withReply(
                  "VRFY postmaster",
                  252,
                  "Cannot VRFY user, but will accept message and attempt delivery (#2.7.0)")
              .refusal(
                  "sorry, that domain isn't allowed to be relayed thru this MTA without"
                      + " authentication #5.7.1");
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
}
