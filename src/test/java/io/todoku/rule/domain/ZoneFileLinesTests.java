package io.todoku.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneFileLinesTests {

  @Test
  void aLongTextIsSplitIntoStrings() {
    String text = "x".repeat(255) + "y".repeat(5);

    assertThat(ZoneFileLines.txt("_dmarc.example.com", text))
        .satisfiesExactly(
            line -> assertThat(line).endsWith("xxx\" \"yyyyy\""),
            terraform -> assertThat(terraform).contains("xxx\\\"\\\"yyyyy\"]"));
  }

  @Test
  void aMacroOfSpfIsNoTemplate() {
    assertThat(ZoneFileLines.txt("example.com", "v=spf1 exists:%{i}.x.example -all").getLast())
        .contains("records = [\"v=spf1 exists:%%{i}.x.example -all\"]");
  }

  @ParameterizedTest
  @CsvSource({"$include x, v", "a\"b, v", "example.com, a\"b", "example.com, a\\b"})
  void takesNothingThatMeansSomethingToAZoneFile(String name, String text) {
    assertThat(ZoneFileLines.txt(name, text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "254, 1", "255, 1", "256, 2", "510, 2", "511, 3"})
  void aStringHasTwoHundredAndFiftyFiveOctetsAtMost(int length, int strings) {
    String line = ZoneFileLines.txt("_dmarc.example.com", "x".repeat(length)).getFirst();

    assertThat(line).startsWith("_dmarc.example.com.  300  IN  TXT  \"").endsWith("\"");
    assertThat(line.chars().filter(c -> c == '"').count()).isEqualTo(2L * strings);
  }
}
