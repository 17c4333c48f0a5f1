package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Nobody changes what a rule finds and forgets to raise its revision. */
class RuleRevisionTests {

  private static final Path FILE = Path.of("src/test/resources/rule-fingerprints.txt");
  private static final String REWRITE = "todoku.rewrite-rule-fingerprints";

  @Test
  void theSourceOfEachRuleIsTheRecordedOne() throws IOException {
    SortedMap<String, String> actual = fingerprints();
    if (Boolean.getBoolean(REWRITE)) {
      Files.write(
          FILE, actual.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
    }
    List<String> changed = changed(recorded(), actual);
    if (!changed.isEmpty()) {
      fail(
          """
          These sources changed since their revision was recorded: %s
          Where the same snapshot can give another verdict or other evidence now, raise the revision: \
          info().revision(n) of a rule, CatalogueVersion.SHARED_REVISION for "%s". \
          Leave it where nothing can change, for it makes the history of every account be derived anew.
          Then record the sources: ./mvnw -q -Pquick test -Dtest=RuleRevisionTests -D%s=true
          """
              .formatted(String.join(", ", changed), RuleSources.SHARED, REWRITE));
    }
  }

  @Test
  void commentsFormatAndImportsDoNotChangeAFingerprint() {
    assertThat(
            RuleSources.fingerprint(
                """
                package a;

                import java.util.List;

                /** Says "more" now. */
                class A {
                  // a comment
                  String url() { return "http://a/*b*/" +
                      '"' + 1; }
                }
                """))
        .isEqualTo(
            RuleSources.fingerprint(
                "package b; class A {String url(){return \"http://a/*b*/\"+'\"'+1;}}"
                    .replace("package b; ", "package b;\n")));
  }

  @Test
  void codeAndStringsChangeAFingerprint() {
    String before = RuleSources.fingerprint("class A { int a = 1; String b = \"b // c\"; }");

    assertThat(RuleSources.fingerprint("class A { int a = 2; String b = \"b // c\"; }"))
        .isNotEqualTo(before);
    assertThat(RuleSources.fingerprint("class A { int a = 1; String b = \"b // d\"; }"))
        .isNotEqualTo(before);
    assertThat(RuleSources.fingerprint("class A { inta = 1; String b = \"b // c\"; }"))
        .isNotEqualTo(before);
  }

  private static List<String> changed(Map<String, String> recorded, Map<String, String> actual) {
    TreeSet<String> ids = new TreeSet<>(recorded.keySet());
    ids.addAll(actual.keySet());
    List<String> changed = new ArrayList<>(ids);
    changed.removeIf(id -> Objects.equals(recorded.get(id), actual.get(id)));
    return changed;
  }

  private static Map<String, String> recorded() throws IOException {
    return Files.readAllLines(FILE).stream()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1], (a, b) -> b, TreeMap::new));
  }

  private static SortedMap<String, String> fingerprints() throws IOException {
    try (var context = new AnnotationConfigApplicationContext("io.todoku.rule")) {
      return RuleSources.fingerprints(context.getBeansOfType(Rule.class).values());
    }
  }
}
