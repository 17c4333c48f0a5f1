package io.todoku.rule.server;

import static io.todoku.snapshot.SmtpDialogueBuilder.aServer;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Fingerprint;
import io.todoku.rule.Fingerprint.SmtpSoftware;
import io.todoku.snapshot.SmtpDialogueBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FingerprintTests {

  @ParameterizedTest
  @EnumSource
  void twoSignsTell(SmtpSoftware software) {
    assertThat(Fingerprint.identify(SoftwareDialogues.aServerRunning(software).build()))
        .isEqualTo(software);
  }

  @Test
  void oneSignIsAnybodysWords() {
    assertThat(Fingerprint.identify(aServer().greeting("mail.example.com ESMTP Postfix").build()))
        .isNull();
    assertThat(Fingerprint.identify(aServer().build())).isNull();
  }

  @Test
  void twoThatHaveAsMuchForThemTellNothing() {
    SmtpDialogueBuilder both =
        SoftwareDialogues.aServerRunning(SmtpSoftware.POSTFIX)
            .withReply("HELP", 214, "netqmail home page: http://qmail.org/netqmail")
            .withReply("VRFY postmaster", 252, "send some mail, i'll try my best");

    assertThat(Fingerprint.identify(both.build())).isNull();
  }

  @Test
  void moreSignsOutweighFewer() {
    SmtpDialogueBuilder qmail =
        SoftwareDialogues.aServerRunning(SmtpSoftware.QMAIL)
            .greeting("mail.example.com ESMTP Postfix")
            .withReply("VRFY postmaster", 252, "send some mail, i'll try my best")
            .withReply("EXPN postmaster", 502, "5.5.2 Error: command not recognized");

    assertThat(Fingerprint.identify(qmail.build())).isEqualTo(SmtpSoftware.QMAIL);
  }

  @Test
  void indiMailIsNotTakenForExchangeThoughItUsesTheSameTexts() {
    SmtpDialogueBuilder server =
        SoftwareDialogues.aServerRunning(SmtpSoftware.INDIMAIL).greeting("mail.example.com ESMTP");

    assertThat(Fingerprint.identify(server.build())).isEqualTo(SmtpSoftware.INDIMAIL);
  }
}
