package io.todoku.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.locale.InvalidInputException;
import org.junit.jupiter.api.Test;

class TextInputTests {

  @Test
  void lineEndsOfBrowsersBecomeLineFeeds() {
    assertThat(TextInput.required("note", " one\r\ntwo\rthree\tfour ", 100))
        .isEqualTo("one\ntwo\nthree\tfour");
  }

  @Test
  void controlCharactersAreReplaced() {
    assertThat(TextInput.required("note", "a\u001b[31mb\u0000", 100)).isEqualTo("a [31mb");
  }

  @Test
  void aBlankTextBecomesNull() {
    assertThat(TextInput.optional("note", " \r\n", 100)).isNull();
    assertThatThrownBy(() -> TextInput.required("note", " \r\n", 100))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aTextOverItsLimitIsRefused() {
    assertThat(TextInput.optional("note", "12345", 5)).isEqualTo("12345");
    assertThatThrownBy(() -> TextInput.optional("note", "123456", 5))
        .isInstanceOf(InvalidInputException.class);
  }
}
