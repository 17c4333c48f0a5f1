package io.todoku.rule.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Remedy;
import io.todoku.rule.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** Assertions about remedies for one software. */
final class RemedyAssertions {

  private RemedyAssertions() {}

  /** That all its texts exist. */
  static void assertTextsExist(String rule, Remedy remedy) {
    Properties own = texts("rules/" + rule + ".properties");
    Properties shared = texts("messages/rules.properties");
    assertThat(remedy.steps())
        .isNotEmpty()
        .extracting(Text::key)
        .allMatch(key -> own.containsKey(key) || shared.containsKey(key));
  }

  /** That nothing in it is a command of Postfix. */
  static void assertNoPostfixCommands(Remedy remedy) {
    assertThat(remedy.commands()).noneMatch(c -> c.contains("postconf") || c.contains("postfix"));
    assertThat(remedy.steps()).extracting(Text::key).noneMatch(key -> key.endsWith(".postfix"));
  }

  /** That it names no software and has no command, because the software was not identified. */
  static void assertNeutral(Remedy remedy) {
    assertThat(remedy.commands()).isEmpty();
    assertThat(remedy.steps()).extracting(Text::key).anyMatch(key -> key.endsWith(".other"));
  }

  private static Properties texts(String path) {
    try {
      return PropertiesLoaderUtils.loadProperties(new ClassPathResource(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
