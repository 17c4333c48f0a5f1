package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Every rule has its texts and its page in both languages, and a test. */
class RuleCatalogueTests {

  @Test
  void everyRuleIsComplete() {
    List<Rule> rules;
    try (var context = new AnnotationConfigApplicationContext("io.todoku.rule")) {
      rules = List.copyOf(context.getBeansOfType(Rule.class).values());
    }
    assertThat(rules).hasSizeGreaterThanOrEqualTo(6);
    assertThat(rules).extracting(rule -> rule.info().id()).doesNotHaveDuplicates();
    List<String> missing =
        rules.stream()
            .map(RuleFiles::of)
            .map(RuleFiles::missing)
            .flatMap(Collection::stream)
            .toList();

    assertThat(missing)
        .as("What rules lack, all of it; see \"A new rule\" in CONTRIBUTING.md")
        .isEmpty();
  }

  @Test
  void aRuleWithoutAnyFileGetsOneListOfAllThatIsMissing() {
    List<String> missing =
        new RuleFiles("no-such-rule", "io/todoku/rule/NoSuchRule", List.of("no-such-rule.pass"))
            .missing();

    assertThat(missing)
        .containsExactly(
            "no-such-rule: the file src/main/resources/rules/no-such-rule.properties with the keys"
                + " rule.no-such-rule.title, rule.no-such-rule.why, no-such-rule.pass",
            "no-such-rule: the file src/main/resources/rules/no-such-rule_ja.properties with the"
                + " keys rule.no-such-rule.title, rule.no-such-rule.why, no-such-rule.pass",
            "no-such-rule: the file src/main/resources/rules/no-such-rule.en.md, which begins with"
                + " \"# \" and the title",
            "no-such-rule: the file src/main/resources/rules/no-such-rule.ja.md, which begins with"
                + " \"# \" and the title",
            "no-such-rule: the test src/test/java/io/todoku/rule/NoSuchRuleTests.java");
  }

  @Test
  void aRuleWhoseTextsLackAKeyGetsItsName() {
    List<String> missing =
        new RuleFiles(
                "ptr-single",
                "io/todoku/rule/address/PtrSingle",
                List.of("ptr-single.pass", "ptr-single.fail.new"))
            .missing();

    assertThat(missing)
        .isEqualTo(
            Stream.of("ptr-single.properties", "ptr-single_ja.properties")
                .map(file ->
                    "ptr-single: in src/main/resources/rules/"
                        + file
                        + " the key ptr-single.fail.new")
                .collect(Collectors.toList()));
  }
}
