package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupportReaderTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Please open port 25",
        "Unblock Port25",
        "TCP 25",
        "25番ポートの開放",
        "ポート２５の解除",
        "ＳＭＴＰ",
        "Reverse DNS for 203.0.113.9"
      })
  void keepsCasesAboutMail(String subject) {
    assertThat(SupportReader.isAboutMail(subject)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vCPU limit", "Open port 2525", "ポート256の件", "TCP 255"})
  void leavesOthersOut(String subject) {
    assertThat(SupportReader.isAboutMail(subject)).isFalse();
  }
}
