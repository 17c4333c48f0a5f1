package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.cli.CommandRunner.CommandRun;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A checklist that is limited to some rules never calls an account ready. */
class RuleOptionTests {

  @TempDir Path dir;
  private String snapshot = "";

  @BeforeEach
  void file() throws Exception {
    snapshot = CommandRunner.sample("111111111111", dir).toString();
  }

  /** Of the sample: PTR passes, the relay is open, VRFY (recommended) is unknown. */
  @ParameterizedTest
  @CsvSource({
    "ptr-exists,          UNDETERMINED, 0",
    "no-open-relay,       NOT_READY,    1",
    "no-user-enumeration, UNDETERMINED, 3",
    "mta-sts-published,   UNDETERMINED, 0"
  })
  void theExitCodeIsAboutTheChosenRules(String rule, String readiness, int exit) {
    CommandRun run = CommandRunner.todoku("judge", snapshot, "--rule", rule, "--format", "json");

    assertThat(run.exit()).as(run.err()).isEqualTo(exit);
    JsonNode list = new JsonMapper().readTree(run.out()).at("/checklists/0");
    assertThat(list.get("readiness").asString()).isEqualTo(readiness);
    assertThat(list.at("/onlyRules/0").asString()).isEqualTo(rule);
    assertThat(list.get("items"))
        .isNotEmpty()
        .allSatisfy(item -> assertThat(item.get("rule").asString()).isEqualTo(rule));
    assertThat(list.at("/coverage/all").asInt()).isEqualTo(list.get("items").size());
    assertThat(run.err()).contains("Limited to the rules: " + rule);
  }

  @Test
  void theTextSaysThatItIsLimited() {
    assertThat(CommandRunner.todoku("judge", snapshot, "--rule", "ptr-exists").out())
        .startsWith("Limited to the rules: ptr-exists.")
        .contains("UNDETERMINED")
        .doesNotContain("  READY");
  }

  @Test
  void aReportSaysThatItIsLimited() {
    assertThat(
            CommandRunner.todoku("judge", snapshot, "--skip", "no-open-relay", "--format", "html")
                .out())
        .contains("Without the rules: no-open-relay.");
  }

  @Test
  void withoutARequiredRuleNothingIsReady() {
    CommandRun run =
        CommandRunner.todoku(
            "judge",
            snapshot,
            "--skip",
            "no-open-relay",
            "--skip",
            "dkim-published",
            "--skip",
            "dmarc-published");

    assertThat(run.exit()).as(run.out()).isEqualTo(3);
    assertThat(run.out()).contains("UNDETERMINED");
  }

  @Test
  void anUnknownRuleIsRefusedWithThoseThatItMayMean() {
    CommandRun run = CommandRunner.todoku("judge", snapshot, "--rule", "ptr-exist");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("there is no rule \"ptr-exist\" (did you mean ptr-exists")
        .contains("the rules are: ", "dmarc-published");
    assertThat(CommandRunner.todoku("judge", snapshot, "--skip", "zzz").err())
        .contains("there is no rule \"zzz\"; the rules are: ");
    assertThat(
            CommandRunner.todoku("judge", snapshot, "--rule", "ptr-exists", "--skip", "ptr-exists")
                .exit())
        .isEqualTo(2);
  }
}
