package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonTests {

  private static String detail(String text) {
    return Reason.of(ReasonKind.FAILED, "ec2:DescribeAddresses", text).detail();
  }

  @Test
  void aDetailOfFiveHundredCharactersStaysWhole() {
    assertThat(detail("x".repeat(500))).isEqualTo("x".repeat(500));
  }

  @Test
  void aLongerDetailIsCutAndEndsWithAnEllipsis() {
    assertThat(detail("x".repeat(500) + "y")).isEqualTo("x".repeat(500) + "…");
  }

  @Test
  void controlCharactersBecomeOneBlankAndAreStrippedAtTheEnds() {
    assertThat(detail("\u001b\ta\r\nb\u0000c d\n")).isEqualTo("a b c d");
  }

  @Test
  void blanksAtTheEndsDoNotCountForTheLimit() {
    assertThat(detail("  " + "x".repeat(500) + "\n")).isEqualTo("x".repeat(500));
  }

  @ParameterizedTest
  @CsvSource({"'no permission', DENIED no permission", "'', DENIED"})
  void theEvidenceIsTheCauseAndTheDetail(String detail, String evidence) {
    assertThat(new Reason(ReasonKind.DENIED, "ec2:DescribeAddresses", detail, "fix").asEvidence())
        .isEqualTo(evidence);
  }
}
