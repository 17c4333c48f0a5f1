package io.todoku.runbook.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFileTests {

  private static final String PLAN =
      """
      way: keep-name
      domain: Example.COM.
      dkim-selectors: [s1]
      old: { name: mail.example.com, address: 203.0.113.9 }
      target: { account: "111111111111", region: ap-northeast-1 }
      first: { name: mail2.example.com, address: 198.51.100.7 }
      words:
        - { step: send-limit, by: mika, at: "2026-11-20T09:00:00Z", note: "case 1234" }
      """;

  @Test
  void readsAPlanAndPeoplesWords() {
    PlanFile.PlanFileContent content = PlanFile.parse(PLAN);

    Plan plan = content.plan();
    assertThat(plan.strategy()).isEqualTo(MigrationStrategy.KEEP_NAME);
    assertThat(plan.domain()).isEqualTo("example.com");
    assertThat(plan.name()).contains("mail.example.com");
    assertThat(plan.first()).isEqualTo(new Plan.NewServer("mail2.example.com", "198.51.100.7"));
    assertThat(plan.second())
        .as("has the old name")
        .isEqualTo(new Plan.NewServer("mail.example.com", null));
    assertThat(plan.old().isOnEc2()).isFalse();
    assertThat(content.confirmations())
        .singleElement()
        .extracting(StepDecision::note)
        .isEqualTo("case 1234");
  }

  @Test
  void thePlainNamesOfKeysMeanTheSameAsTheFirstOnes() {
    String plain = PLAN.replace("\nway: ", "\nstrategy: ").replace("\nwords:", "\nconfirmations:");
    assertThat(plain).isNotEqualTo(PLAN).doesNotContain("\nway:", "\nwords:");

    assertThat(PlanFile.parse(plain)).isEqualTo(PlanFile.parse(PLAN));
  }

  @ParameterizedTest
  @CsvSource({
    "way: keep-name, way: by-magic, way is one of",
    "domain: Example.COM., 'domain: Example.COM.\ncolour: red', a plan has no key \"colour\"",
    "203.0.113.9, 203.0.113.900, old.address is an IPv4 address",
    "203.0.113.9, '\"2001:db8::1\"', old.address is an IPv4 address",
    "\"111111111111\", 12, target.account has 12 digits",
    "ap-northeast-1, tokyo, target.region is one such as",
    "mail2.example.com, mail.example.com, first.name is another one",
    "198.51.100.7, 203.0.113.9, that is the way same-address",
    "domain: Example.COM., 'domain: \"<script>\"', domain is a name",
    "domain: Example.COM., 'domain: [', no YAML",
    "address: 203.0.113.9, 'address: 203.0.113.9, account: \"111111111111\"', old.region stand"
        + " together",
    "address: 203.0.113.9, 'address: 203.0.113.9, account: \"111111111111\", region: \"a b\"',"
        + " old.region is one such as",
    "dkim-selectors: [s1], 'dkim-selectors: [\"s1; rm\"]', dkim-selectors has at most",
  })
  void saysWhatIsWrong(String text, String other, String expected) {
    assertThat(PLAN).contains(text);

    assertThatThrownBy(() -> PlanFile.parse(PLAN.replace(text, other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void runsNothingThatAFileNames() {
    assertThatThrownBy(() -> PlanFile.parse("!!javax.script.ScriptEngineManager [x]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no YAML");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> PlanFile.read(Path.of("nowhere.yaml")))
        .hasMessage("there is no file nowhere.yaml");
  }
}
