package io.todoku.locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A language is registered once. */
class LanguagesTests {

  /** How code or a template would name a registered language by itself. */
  private static final Pattern LANGUAGE_BY_NAME =
      Pattern.compile(
          "Locale\\.JAPAN|\"ja\"|'ja'|_ja\\b|\\.ja\\b|[\"'（](日本語|English)[）\"']"
              + "|[\"']en[\"']\\s*[,)]|== ?'en'|List\\.of\\(Locale");

  @Test
  void noCodeOrTemplateNamesALanguageButTheRegistration() throws IOException {
    List<String> places = new ArrayList<>();
    for (String folder : List.of("src/main/java", "src/main/resources/templates")) {
      try (var files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!file.endsWith("Languages.java") && !file.endsWith("layout.html")) {
            Files.readAllLines(file).stream()
                .filter(line -> LANGUAGE_BY_NAME.matcher(line).find())
                .forEach(line -> places.add(file + ": " + line.strip()));
          }
        }
      }
    }

    assertThat(places).as("use io.todoku.locale.Languages instead").isEmpty();
  }

  @Test
  void aTagThatSomebodyAsksForIsALanguageOrRefused() {
    assertThat(Languages.named("lang", "ja-JP").locale()).isEqualTo(Locale.JAPANESE);
    assertThat(Languages.named("lang", " en ")).isEqualTo(Languages.DEFAULT);
    for (String other : List.of("", "fr", "English", "日本語")) {
      assertThatThrownBy(() -> Languages.named("lang", other))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("lang must be one of en, ja, not \"" + other + "\"");
    }
  }

  @Test
  void aTagOfAnyCountryFindsItsLanguageAndAnyOtherTheDefault() {
    assertThat(Languages.ofTag("ja-JP").locale()).isEqualTo(Locale.JAPANESE);
    assertThat(Languages.of(Locale.UK)).isEqualTo(Languages.DEFAULT);
    assertThat(Languages.of(Locale.FRENCH)).isEqualTo(Languages.DEFAULT);
    assertThat(Languages.ofTag("not a tag")).isEqualTo(Languages.DEFAULT);
  }

  @Test
  void onlyARegisteredTagIsFound() {
    assertThat(Languages.find("ja")).map(Language::name).contains("日本語");
    assertThat(Languages.find("ja-JP")).isEmpty();
    assertThat(Languages.find("fr")).isEmpty();
    assertThat(Languages.find(null)).isEmpty();
  }

  @Test
  void aLanguageWritesADateItsOwnWay() {
    LocalDate date = LocalDate.of(2026, 11, 5);

    assertThat(Languages.DEFAULT.format(date)).isEqualTo("5 November 2026");
    assertThat(Languages.ofTag("ja").format(date)).isEqualTo("2026年11月5日");
  }

  @Test
  void theTagOfALanguageFitsTheColumnsThatStoreIt() {
    assertThat(Languages.tags()).allMatch(tag -> tag.matches("[a-z]{2}")).doesNotHaveDuplicates();
  }
}
