package io.todoku.runbook.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.locale.InvalidInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFileTests {

  static final String PLAN =
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
  void aPlanIsReadWithItsConfirmations() {
    PlanFile.PlanFileContent content = PlanFile.parse(PLAN);

    Plan plan = content.plan();
    assertThat(plan.strategy()).isEqualTo(MigrationStrategy.KEEP_NAME);
    assertThat(plan.domain()).isEqualTo("example.com");
    assertThat(plan.name()).contains("mail.example.com");
    assertThat(plan.first()).isEqualTo(new Plan.NewServer("mail2.example.com", "198.51.100.7"));
    assertThat(plan.second())
        .as("the second server has the old host name")
        .isEqualTo(new Plan.NewServer("mail.example.com", null));
    assertThat(plan.old().isOnEc2()).isFalse();
    assertThat(content.confirmations())
        .singleElement()
        .extracting(StepDecision::note)
        .isEqualTo("case 1234");
  }

  @Test
  void nullInAListIsRefused() {
    String without = PLAN.replaceAll("(?m)^dkim-selectors:.*\n?", "");

    assertThatThrownBy(() -> PlanFile.parse(without + "\ndkim-selectors: [null]\n"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("Invalid `null` value encountered for property \"dkim-selectors\"");
  }

  @Test
  void strategyAndConfirmationsMeanTheSameAsTheOldKeys() {
    String plain = PLAN.replace("\nway: ", "\nstrategy: ").replace("\nwords:", "\nconfirmations:");
    assertThat(plain).isNotEqualTo(PLAN).doesNotContain("\nway:", "\nwords:");

    assertThat(PlanFile.parse(plain)).isEqualTo(PlanFile.parse(PLAN));
  }

  @ParameterizedTest
  @CsvSource({
    "way: keep-name, way: by-magic, 'way must be same-address, new-name or keep-name'",
    "domain: Example.COM., 'domain: Example.COM.\ncolour: red', unknown key \"colour\"",
    "203.0.113.9, 203.0.113.900, old.address must be an IPv4 address such as 192.0.2.25",
    "203.0.113.9, '\"2001:db8::1\"', old.address must be an IPv4 address such as 192.0.2.25",
    "\"111111111111\", 12, target.account must have 12 digits (quoted in YAML)",
    "ap-northeast-1, tokyo, target.region must be a Region such as ap-northeast-1",
    "mail2.example.com, mail.example.com, first.name must differ from the old server's name",
    "198.51.100.7, 203.0.113.9, first.address is the old server's address; same-address keeps it",
    "domain: Example.COM., 'domain: \"<script>\"', domain must be a host name such as"
        + " mail.example.com",
    "domain: Example.COM., 'domain: [', not valid YAML: while parsing",
    "address: 203.0.113.9, 'address: 203.0.113.9, account: \"111111111111\"', old.account"
        + " and old.region must be given together or not at all",
    "address: 203.0.113.9, 'address: 203.0.113.9, account: \"111111111111\", region: \"a b\"',"
        + " old.region must be a Region such as ap-northeast-1",
    "dkim-selectors: [s1], 'dkim-selectors: [\"s1; rm\"]', 'dkim-selectors"
        + " must have at most 20 selectors such as s1, each of at most 63 characters'",
  })
  void anInvalidPlanIsRefusedWithItsKeyAndProblem(String text, String other, String expected) {
    assertThat(PLAN).contains(text);

    assertThatThrownBy(() -> PlanFile.parse(PLAN.replace(text, other)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void aYamlTagCreatesNoObject() {
    assertThatThrownBy(() -> PlanFile.parse("!!javax.script.ScriptEngineManager [x]"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not valid YAML");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> PlanFile.read(Path.of("nowhere.yaml")))
        .hasMessage("there is no file nowhere.yaml");
  }
}
