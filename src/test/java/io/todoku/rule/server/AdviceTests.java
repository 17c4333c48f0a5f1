package io.todoku.rule.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Text;
import io.todoku.rule.server.Fingerprint.Software;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdviceTests {

  private static final Advice<Software> ADVICE =
      new Advice<>(
          "a.do",
          Map.of(Software.POSTFIX, List.of("postconf"), Software.QMAIL, List.of()),
          Software.POSTFIX);

  @Test
  void speaksOfTheSoftwareThatWasSeen() {
    assertThat(ADVICE.of(Software.POSTFIX, "x").steps())
        .containsExactly(Text.of("a.do.postfix", "x"));
    assertThat(ADVICE.of(Software.POSTFIX).commands()).containsExactly("postconf");
    assertThat(ADVICE.of(Software.QMAIL).steps()).containsExactly(Text.of("a.do.qmail"));
    assertThat(ADVICE.of(Software.QMAIL).commands()).isEmpty();
  }

  @Test
  void givesNoCommandOfAnother() {
    assertThat(ADVICE.of(Software.EXCHANGE).steps()).containsExactly(Text.of("a.do.other"));
    assertThat(ADVICE.of(Software.EXCHANGE).commands()).isEmpty();
  }

  @Test
  void saysWhatItIsForWhereTheSoftwareIsNotKnown() {
    assertThat(ADVICE.of(null).steps())
        .containsExactly(Text.of("server.do.not-told", "Postfix"), Text.of("a.do.postfix"));
    assertThat(ADVICE.of(null).commands()).containsExactly("postconf");
  }
}
