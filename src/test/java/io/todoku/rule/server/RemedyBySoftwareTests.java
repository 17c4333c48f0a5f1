package io.todoku.rule.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Fingerprint.SmtpSoftware;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Text;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemedyBySoftwareTests {

  private static final RemedyBySoftware<SmtpSoftware> REMEDY =
      new RemedyBySoftware<>(
          "a.do",
          Map.of(
              SmtpSoftware.POSTFIX,
              List.of(RemedyBlock.shell("postconf")),
              SmtpSoftware.QMAIL,
              List.of()));

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
  void givesNoCommandWhereTheSoftwareIsNotKnown() {
    assertThat(REMEDY.forSoftware(null, "x").steps()).containsExactly(Text.of("a.do.other", "x"));
    assertThat(REMEDY.forSoftware(null).commands()).isEmpty();
  }
}
