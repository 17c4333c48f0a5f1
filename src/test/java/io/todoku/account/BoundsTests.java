package io.todoku.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BoundsTests {

  @Test
  void linesAsBrowsersSendThemBecomeLinesThatASnapshotMayHold() {
    assertThat(Bounds.text("note", " one\r\ntwo\rthree\tfour ", 100))
        .isEqualTo("one\ntwo\nthree\tfour");
  }

  @Test
  void whatSteersATerminalIsNotKept() {
    assertThat(Bounds.text("note", "a\u001b[31mb\u0000", 100)).isEqualTo("a [31mb");
  }

  @Test
  void aBlankTextIsNone() {
    assertThat(Bounds.optional("note", " \r\n", 100)).isNull();
    assertThatThrownBy(() -> Bounds.text("note", " \r\n", 100))
        .isInstanceOf(WrongInputException.class);
  }

  @Test
  void aTextHasALimit() {
    assertThat(Bounds.optional("note", "12345", 5)).isEqualTo("12345");
    assertThatThrownBy(() -> Bounds.optional("note", "123456", 5))
        .isInstanceOf(WrongInputException.class);
  }
}
