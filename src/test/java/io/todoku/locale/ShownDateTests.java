package io.todoku.locale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages have one form of a date in each language. */
class ShownDateTests {

  @ParameterizedTest
  @CsvSource({"en, 'Dec 5, 2026'", "ja, 2026/12/05"})
  void aDateIsShownAsTheBrowserShowsTimes(Locale language, String shown) {
    assertThat(ShownDate.of(LocalDate.of(2026, 12, 5), language)).isEqualTo(shown);
  }

  /** Documents have a form of their own. */
  @Test
  void noPagePrintsADateAsItIsStored() throws IOException {
    List<Path> pages;
    try (var files = Files.list(Path.of("src/main/resources/templates"))) {
      pages = files.filter(file -> !file.endsWith("document.html")).toList();
    }
    for (Path page : pages) {
      assertThat(Files.readString(page))
          .as(page.toString())
          .doesNotContainPattern(
              "th:text=\"(#\\{[a-z.]+\\()?\\$\\{[\\w.]+\\.(date|expires|until)\\}");
    }
  }
}
