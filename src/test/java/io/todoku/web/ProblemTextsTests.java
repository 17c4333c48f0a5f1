package io.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.problem.ProblemType;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of a type of problem has its texts in each language. */
class ProblemTextsTests {

  @ParameterizedTest
  @EnumSource
  void everyTypeIsExplainedInEnglishAndJapanese(ProblemType type) {
    String key = "problem." + type.uri().toString().replaceFirst("^/problems/", "");
    ResourceBundle english = ResourceBundle.getBundle("messages/problems", Locale.ROOT);
    ResourceBundle japanese = ResourceBundle.getBundle("messages/problems", Locale.JAPANESE);

    for (String part : new String[] {".title", ".means", ".next"}) {
      assertThat(english.getString(key + part)).isNotBlank();
      assertThat(japanese.getString(key + part))
          .as("in Japanese")
          .containsPattern("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]")
          .isNotEqualTo(english.getString(key + part));
    }
  }
}
