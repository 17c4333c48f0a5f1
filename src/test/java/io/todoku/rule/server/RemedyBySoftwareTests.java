package io.todoku.rule.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Text;
import io.todoku.rule.server.Fingerprint.SmtpSoftware;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemedyBySoftwareTests {

  private static final RemedyBySoftware<SmtpSoftware> REMEDY =
      new RemedyBySoftware<>(
          "a.do",
          Map.of(SmtpSoftware.POSTFIX, List.of("postconf"), SmtpSoftware.QMAIL, List.of()),
          SmtpSoftware.POSTFIX);

  @Test
  void speaksOfTheSoftwareThatWasSeen() {
    assertThat(REMEDY.forSoftware(SmtpSoftware.POSTFIX, "x").steps())
        .containsExactly(Text.of("a.do.postfix", "x"));
    assertThat(REMEDY.forSoftware(SmtpSoftware.POSTFIX).commands()).containsExactly("postconf");
    assertThat(REMEDY.forSoftware(SmtpSoftware.QMAIL).steps())
        .containsExactly(Text.of("a.do.qmail"));
    assertThat(REMEDY.forSoftware(SmtpSoftware.QMAIL).commands()).isEmpty();
  }

  @Test
  void givesNoCommandOfAnother() {
    assertThat(REMEDY.forSoftware(SmtpSoftware.EXCHANGE).steps())
        .containsExactly(Text.of("a.do.other"));
    assertThat(REMEDY.forSoftware(SmtpSoftware.EXCHANGE).commands()).isEmpty();
  }

  @Test
  void saysWhatItIsForWhereTheSoftwareIsNotKnown() {
    assertThat(REMEDY.forSoftware(null).steps())
        .containsExactly(Text.of("server.do.not-told", "Postfix"), Text.of("a.do.postfix"));
    assertThat(REMEDY.forSoftware(null).commands()).containsExactly("postconf");
  }
}
