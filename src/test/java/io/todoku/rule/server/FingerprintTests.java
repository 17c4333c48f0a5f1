package io.todoku.rule.server;

import static io.todoku.rule.server.Dialogues.aServer;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.server.Fingerprint.Software;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FingerprintTests {

  @ParameterizedTest
  @EnumSource
  void twoSignsTell(Software software) {
    assertThat(Fingerprint.told(Dialogues.a(software).build())).isEqualTo(software);
  }

  @Test
  void oneSignIsAnybodysWords() {
    assertThat(Fingerprint.told(aServer().greeting("mail.example.com ESMTP Postfix").build()))
        .isNull();
    assertThat(Fingerprint.told(aServer().build())).isNull();
  }

  @Test
  void twoThatHaveAsMuchForThemTellNothing() {
    Dialogues both =
        Dialogues.a(Software.POSTFIX)
            .says("HELP", 214, "netqmail home page: http://qmail.org/netqmail")
            .says("VRFY postmaster", 252, "send some mail, i'll try my best");

    assertThat(Fingerprint.told(both.build())).isNull();
  }

  @Test
  void moreSignsOutweighFewer() {
    Dialogues qmail =
        Dialogues.a(Software.QMAIL)
            .greeting("mail.example.com ESMTP Postfix")
            .says("VRFY postmaster", 252, "send some mail, i'll try my best")
            .says("EXPN postmaster", 502, "5.5.2 Error: command not recognized");

    assertThat(Fingerprint.told(qmail.build())).isEqualTo(Software.QMAIL);
  }
}
