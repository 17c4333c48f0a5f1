package io.todoku.locale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvisibleCharactersTests {

  @ParameterizedTest
  @CsvSource({
    "202e, [U+202E]",
    "200f, [U+200F]",
    "2066, [U+2066]",
    "feff, [U+FEFF]",
    "0, [U+0000]",
    "1b, [U+001B]",
    "7f, [U+007F]",
    "85, [U+0085]",
    "d800, [U+D800]",
    "2028, [U+2028]",
    "e0041, [U+E0041]",
    "e000, [U+E000]",
  })
  void invisibleCharactersAreReplacedWithTheirCodePoints(String code, String shown) {
    String hidden = new String(Character.toChars(Integer.parseInt(code, 16)));

    assertThat(InvisibleCharacters.escape("a" + hidden + "b")).isEqualTo("a" + shown + "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mail.example.com", "本番 ①㈱", "a\nb\tc", "\ud83d\udce7", "e\u0301"})
  void visibleCharactersAreKept(String text) {
    assertThat(InvisibleCharacters.escape(text)).isSameAs(text);
  }

  @Test
  void charactersWithoutAGlyphAreReplacedWithTheirCodePoints() {
    assertThat(InvisibleCharacters.escape("a\ud83d\udce7本", c -> c != 0x1f4e7))
        .isEqualTo("a[U+1F4E7]本");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068,
        0x2069
      })
  void marksOfDirectionAreShownEverywhere(int mark) {
    String text = "mail" + Character.toString(mark) + "gnp.exe";
    String shown = "mail[U+%04X]gnp.exe".formatted(mark);

    assertThat(InvisibleCharacters.escape(text)).isEqualTo(shown);
    assertThat(InvisibleCharacters.escapeLine(text)).isEqualTo(shown);
    assertThat(InvisibleCharacters.escapeDirectionMarks(text)).isEqualTo(shown);
    assertThat(InvisibleCharacters.replaceAll(text)).isEqualTo("mail\ufffdgnp.exe");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u001b[2J", "\u009b31m", "\r", "\n", "\u202e", "\u2066", "\u2028", "\u0007"})
  void aLineForATerminalHasNothingThatSteersIt(String text) {
    assertThat(InvisibleCharacters.escapeLine("a" + text + "b"))
        .doesNotContain(text.substring(0, 1))
        .startsWith("a[U+");
    assertThat(InvisibleCharacters.escapeLine("本番 · 203.0.113.9 ✕"))
        .isEqualTo("本番 · 203.0.113.9 ✕");
  }

  @Test
  void onlyMarksOfDirectionAreEscapedInAPage() {
    assertThat(InvisibleCharacters.escapeDirectionMarks("a\ud83d\n\u00ad\u202f本"))
        .isEqualTo("a\ud83d\n\u00ad\u202f本");
  }
}
