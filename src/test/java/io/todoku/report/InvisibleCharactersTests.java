package io.todoku.report;

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

  @Test
  void theBundledFontHasGlyphsForBothLanguagesAndTheVerdictSigns() {
    Typeface font = new Typeface();

    assertThat("本番メール到達①㈱髙﨑 abc ×✓–?!·→—…“”".codePoints().filter(c -> !font.hasGlyph(c))).isEmpty();
    assertThat(font.hasGlyph(0x1f4e7)).isFalse();
  }
}
