package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTests {

  @ParameterizedTest
  @ValueSource(
      strings = {"\u001b[2J", "\u009b31m", "\r", "\n", "\u202e", "\u2066", "\u2028", "\u0007"})
  void controlAndDirectionCharactersAreReplaced(String text) {
    assertThat(TerminalText.sanitize("a" + text + "b")).doesNotContain(text.substring(0, 1));
    assertThat(TerminalText.sanitize("本番 · 203.0.113.9 ✕")).isEqualTo("本番 · 203.0.113.9 ✕");
  }
}
