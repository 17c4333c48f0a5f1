package io.todoku.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypefaceTests {

  @Test
  void theBundledFontHasGlyphsForBothLanguagesAndTheVerdictSigns() {
    Typeface font = new Typeface();

    assertThat("本番メール到達①㈱髙﨑 abc ×✓–?!·→—…“”".codePoints().filter(c -> !font.hasGlyph(c))).isEmpty();
    assertThat(font.hasGlyph(0x1f4e7)).isFalse();
  }
}
