package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.locale.Language;
import io.todoku.locale.LanguageFiles;
import io.todoku.locale.Languages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** Every rule is whole: texts and page in every language, and a test of its own. */
class RuleCatalogueTests {

  @Test
  void everyRuleIsWhole() throws IOException {
    try (var context = new AnnotationConfigApplicationContext("io.todoku.rule")) {
      List<Rule> rules = List.copyOf(context.getBeansOfType(Rule.class).values());
      assertThat(rules).hasSizeGreaterThanOrEqualTo(6);
      assertThat(rules).extracting(rule -> rule.info().id()).doesNotHaveDuplicates();
      for (Rule rule : rules) {
        String id = rule.info().id();
        for (Language language : Languages.all()) {
          Properties texts =
              PropertiesLoaderUtils.loadProperties(
                  new EncodedResource(
                      new ClassPathResource("rules/" + LanguageFiles.messages(id, language)),
                      StandardCharsets.UTF_8));
          assertThat(texts.stringPropertyNames())
              .contains("rule." + id + ".title", "rule." + id + ".why")
              .allMatch(key -> key.startsWith("rule." + id + ".") || key.startsWith(id + "."));
          String page =
              new ClassPathResource("rules/" + id + "." + language.tag() + ".md")
                  .getContentAsString(StandardCharsets.UTF_8);
          assertThat(page).startsWith("# " + texts.getProperty("rule." + id + ".title"));
        }
        assertThat(
                new ClassPathResource(rule.getClass().getName().replace('.', '/') + "Tests.class")
                    .exists())
            .as("a test of %s", rule.getClass())
            .isTrue();
      }
    }
  }
}
