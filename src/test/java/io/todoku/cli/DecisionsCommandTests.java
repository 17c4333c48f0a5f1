package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.cli.CommandRunner.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Attestations and waivers of files, as the commands apply them. */
class DecisionsCommandTests {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path dir;

  private String snapshot() throws Exception {
    return CommandRunner.sample("111111111111", dir).toString();
  }

  private String file(String name, String content) throws Exception {
    return Files.writeString(dir.resolve(name), content).toString();
  }

  private static String waiver(String rule, String resource, String expires) {
    return "{rule: %s, resource: '%s', reason: 'moves in March', author: taro, date: 2026-01-01, expires: %s}"
        .formatted(rule, resource, expires);
  }

  /** Waives everything that stands in the way of the sample's first account. */
  private String everythingWaived() throws Exception {
    JsonNode list =
        JSON.readTree(CommandRunner.todoku("judge", snapshot(), "--format", "json").out())
            .at("/checklists/0");
    String waivers =
        Stream.iterate(0, i -> i < list.get("items").size(), i -> i + 1)
            .map(i -> list.get("items").get(i))
            .filter(item -> item.get("level").asString().equals("REQUIRED"))
            .filter(item -> !item.get("verdict").asString().equals("PASS"))
            .map(item ->
                waiver(
                    item.get("rule").asString(), item.at("/resource/id").asString(), "2027-12-31"))
            .distinct()
            .reduce((a, b) -> a + ", " + b)
            .orElseThrow();
    return file(
        "decisions.yaml", "accounts: [{id: '111111111111', waivers: [%s]}]".formatted(waivers));
  }

  @Test
  void aRunReachesExitCodeZeroByWaiversAlone() throws Exception {
    assertThat(CommandRunner.todoku("judge", snapshot()).exit()).isEqualTo(1);

    CommandRun run = CommandRunner.todoku("judge", snapshot(), "--decisions", everythingWaived());

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("READY", "Waived by taro until 2027-12-31: moves in March");
  }

  @Test
  void theConfigurationHoldsThemTooAndTheAuthorIsInEveryReport() throws Exception {
    String config =
        file(
            "todoku.yaml",
            """
            todoku:
              accounts:
                - id: "111111111111"
                  waivers: [%s]
                  attestations:
                    - { rule: send-limit-removed, region: ap-northeast-1, state: granted, date: 2026-01-01, author: mika }
            """
                .formatted(waiver("no-open-relay", "203.0.113.25", "2027-12-31")));

    for (String format : new String[] {"text", "json", "html", "junit", "sarif", "ocsf"}) {
      CommandRun run =
          CommandRunner.todoku("judge", snapshot(), "--config", config, "--format", format);
      assertThat(run.exit()).as(run.err()).isEqualTo(1);
      assertThat(run.out()).as(format).contains("taro", "moves in March");
    }
    assertThat(CommandRunner.todoku("judge", snapshot(), "--config", config).out())
        .contains("Attested by mika on 2026-01-01: Sending limit removed, ap-northeast-1, granted");
  }

  @Test
  void anInvalidEntryOfTheConfigurationIsAUsageErrorWithItsPlace() throws Exception {
    String config =
        file(
            "todoku.yaml",
            "todoku: {accounts: [{id: '111111111111', waivers: [%s]}]}"
                .formatted(waiver("no-open-rely", "x", "2027-12-31")));

    CommandRun run = CommandRunner.todoku("judge", snapshot(), "--config", config);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("todoku.accounts[0].waivers[0]: there is no rule \"no-open-rely\"")
        .contains("no-open-relay");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void whatIsNotAppliedIsSaidAndChangesNothing() throws Exception {
    String decisions =
        file(
            "decisions.yaml",
            """
            accounts:
              - id: "111111111111"
                waivers:
                  - %s
                  - %s
                attestations:
                  - { rule: send-limit-removed, region: eu-north-1, state: granted, date: 2026-01-01, author: mika }
              - id: "999999999999"
                waivers: [%s]
            """
                .formatted(
                    waiver("no-open-relay", "203.0.113.25", "2026-02-01"),
                    waiver("no-open-relay", "203.0.113.99", "2027-12-31"),
                    waiver("ptr-exists", "x", "2027-12-31")));

    CommandRun run =
        CommandRunner.todoku(
            "judge", snapshot(), "--decisions", decisions, "--rule", "no-open-relay");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("no-open-relay of 203.0.113.25 is not applied: it expired on 2026-02-01")
        .contains("no-open-relay of 203.0.113.99 is not applied: the account has no such finding")
        .contains("are about address/ap-northeast-1/203.0.113.25.")
        .contains("the Region eu-north-1 is not among those that were read")
        .contains("Attestations and waivers of 999999999999 are not used")
        .doesNotContain("Waived by");
    CommandRun json =
        CommandRunner.todoku(
            "judge", snapshot(), "--decisions", decisions, "--format", "json", "--lang", "ja");
    assertThat(json.err()).contains("203.0.113.99", "999999999999", "2026-02-01");
    assertThat(JSON.readTree(json.out()).get("checklists").size()).isEqualTo(1);
  }

  @Test
  void decisionsComeByStandardInputOnce() throws Exception {
    String decisions = Files.readString(Path.of(everythingWaived()));

    assertThat(CommandRunner.withInput(decisions, "judge", snapshot(), "--decisions", "-").exit())
        .isZero();
    CommandRun twice = CommandRunner.withInput(decisions, "judge", "-", "--decisions", "-");
    assertThat(twice.exit()).isEqualTo(2);
  }
}
