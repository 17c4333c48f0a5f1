package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Every text there is in one language is there in the other, with the same arguments. */
class MessageFilesTests {

  private static final List<Path> FOLDERS =
      List.of(Path.of("src/main/resources/messages"), Path.of("src/main/resources/rules"));

  @TestFactory
  List<DynamicTest> bothLanguagesSayTheSame() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : FOLDERS) {
      try (var files = Files.list(folder)) {
        files
            .filter(f -> f.toString().matches(".*(?<!_ja)\\.properties"))
            .map(english ->
                DynamicTest.dynamicTest(english.getFileName().toString(), () -> inStep(english)))
            .forEach(tests::add);
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void inStep(Path english) throws IOException {
    Path japanese =
        english.resolveSibling(
            english.getFileName().toString().replace(".properties", "_ja.properties"));
    Properties en = read(english);
    Properties ja = read(japanese);
    assertThat(ja.stringPropertyNames()).isEqualTo(en.stringPropertyNames());
    for (String key : en.stringPropertyNames()) {
      assertThat(en.getProperty(key)).as(key).isNotBlank();
      assertThat(ja.getProperty(key)).as(key).isNotBlank();
      if (en.getProperty(key).matches("(?s).*\\{\\d.*")) {
        assertThat(arguments(ja, key)).as(key).isEqualTo(arguments(en, key));
      }
    }
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
