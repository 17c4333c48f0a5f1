package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.PortUnreachableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTextTests {

  @Test
  void theMessageIsTaken() {
    assertThat(FailureText.of(new IOException(" Connection reset ", new EOFException())))
        .isEqualTo("Connection reset");
  }

  @Test
  void withoutMessageTheKindIsSaidInWords() {
    assertThat(FailureText.of(new PortUnreachableException())).isEqualTo("port unreachable");
    assertThat(FailureText.of(new EOFException())).isEqualTo("the connection ended");
    assertThat(FailureText.of(new IOException() {})).isEqualTo("failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "", "  ", "Unable to execute HTTP request: null"})
  void whereTheMessageSaysNothingItsCauseIsAsked(String message) {
    assertThat(FailureText.of(new IOException(message, new IOException("Broken pipe"))))
        .isEqualTo("Broken pipe");
    assertThat(FailureText.of(new IOException(message, new EOFException())))
        .isEqualTo("the connection ended");
    assertThat(FailureText.of(new IOException(message))).isEqualTo("input/output error");
  }

  @Test
  void aCodeStandsAloneWithoutMessage() {
    assertThat(FailureText.of("AccessDenied", null)).isEqualTo("AccessDenied");
    assertThat(FailureText.of("AccessDenied", "no")).isEqualTo("AccessDenied: no");
  }
}
