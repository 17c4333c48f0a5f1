package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupportCaseTests {

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
  void isAboutSendingMail(String subject) {
    assertThat(SupportCase.Topic.anyIn(subject)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vCPU limit", "Open port 2525", "ポート256の件", "TCP 255"})
  void isAboutSomethingElse(String subject) {
    assertThat(SupportCase.Topic.anyIn(subject)).isFalse();
  }
}
