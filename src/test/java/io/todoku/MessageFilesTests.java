package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.locale.Language;
import io.todoku.locale.LanguageFiles;
import io.todoku.locale.Languages;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every text exists in every language, with the same arguments. */
class MessageFilesTests {

  private static final List<Path> FOLDERS =
      List.of(Path.of("src/main/resources/messages"), Path.of("src/main/resources/rules"));

  @TestFactory
  List<DynamicTest> everyLanguageHasTheTextsOfTheDefaultLanguage() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : FOLDERS) {
      for (String basename : LanguageFiles.basenames(folder)) {
        for (Language language : Languages.all()) {
          tests.add(
              DynamicTest.dynamicTest(
                  language.tag() + " " + basename,
                  () -> compareWithDefault(folder, basename, language)));
        }
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void compareWithDefault(Path folder, String basename, Language language)
      throws IOException {
    Path file = folder.resolve(LanguageFiles.messages(basename, language));
    assertThat(file).exists();
    Properties expected = read(folder.resolve(LanguageFiles.messages(basename, Languages.DEFAULT)));
    Properties texts = read(file);
    assertThat(texts.stringPropertyNames()).isEqualTo(expected.stringPropertyNames());
    for (String key : expected.stringPropertyNames()) {
      assertThat(texts.getProperty(key)).as(key).isNotBlank();
      assertThat(texts.getProperty(key))
          .as(key)
          .doesNotContainPattern(wrongApostrophe(expected, key));
      if (expected.getProperty(key).matches("(?s).*\\{\\d.*")) {
        assertThat(arguments(texts, key)).as(key).isEqualTo(arguments(expected, key));
      }
    }
  }

  /**
   * An apostrophe is doubled where there are arguments, and only there, as MessageFormat reads it.
   */
  private static String wrongApostrophe(Properties expected, String key) {
    return expected.getProperty(key).matches("(?s).*\\{\\d.*") ? "(?<!')'(?!')" : "''";
  }

  private static int arguments(Properties texts, String key) {
    return new MessageFormat(texts.getProperty(key)).getFormatsByArgumentIndex().length;
  }

  private static Properties read(Path file) throws IOException {
    Properties texts = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      texts.load(reader);
    }
    return texts;
  }
}
