package io.todoku.cli;

import static io.todoku.testing.TwoAccountsEnvironment.BROKEN_ACCOUNT;
import static io.todoku.testing.TwoAccountsEnvironment.HEALTHY_ACCOUNT;
import static io.todoku.testing.TwoAccountsEnvironment.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.cli.CommandLineJar.CommandResult;
import io.todoku.peers.AwsResponses;
import io.todoku.testing.TwoAccountsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The jar's command line against an AWS API server, BIND and Postfix, two accounts by their roles.
 */
class ScanCommandIntegrationTests {

  @TempDir static Path dir;

  private static TwoAccountsEnvironment environment;

  @BeforeAll
  static void start() throws IOException {
    environment = TwoAccountsEnvironment.start(dir);
  }

  @AfterAll
  static void stop() throws Exception {
    if (environment != null) {
      environment.close();
    }
  }

  @BeforeEach
  void calm() {
    environment.aws().reset();
  }

  private static CommandResult todoku(String... arguments) throws Exception {
    return new CommandLineJar(dir, environment.sdkEnvironment()).run(arguments);
  }

  private static CommandResult todokuAlone(String... arguments) throws Exception {
    return CommandLineJar.withoutNetwork(dir).run(arguments);
  }

  private static JsonNode item(JsonNode checklists, String account, String rule, String address) {
    for (JsonNode list : checklists.get("checklists")) {
      for (JsonNode item : list.get("items")) {
        if (list.at("/account/id").asString().equals(account)
            && item.get("rule").asString().equals(rule)
            && (address.isEmpty() || address.equals(item.at("/resource/address").asString()))) {
          return item;
        }
      }
    }
    throw new AssertionError("no " + rule + " of " + address + " in " + checklists);
  }

  @Test
  void eachServerAndAddressIsReportedSeparately() throws Exception {
    String config = environment.configuration().toString();

    CommandResult result = todoku("scan", "--config", config, "--format", "json");

    assertThat(result.exit()).as(result.err()).isEqualTo(1);
    JsonNode lists = new JsonMapper().readTree(result.out());
    String good = environment.healthyAddress();
    assertThat(verdict(lists, HEALTHY_ACCOUNT, "ptr-exists", good)).isEqualTo("PASS");
    assertThat(verdict(lists, HEALTHY_ACCOUNT, "ptr-matches-a", good)).isEqualTo("PASS");
    assertThat(verdict(lists, HEALTHY_ACCOUNT, "ptr-not-generic", good)).isEqualTo("PASS");
    assertThat(verdict(lists, HEALTHY_ACCOUNT, "no-open-relay", good)).isEqualTo("PASS");
    assertThat(verdict(lists, HEALTHY_ACCOUNT, "send-limit-removed", "")).isEqualTo("UNKNOWN");
    String bad = environment.brokenAddress();
    assertThat(verdict(lists, BROKEN_ACCOUNT, "ptr-exists", bad)).isEqualTo("PASS");
    assertThat(verdict(lists, BROKEN_ACCOUNT, "ptr-matches-a", bad)).isEqualTo("FAIL");
    assertThat(verdict(lists, BROKEN_ACCOUNT, "no-open-relay", bad)).isEqualTo("FAIL");
    assertThat(verdict(lists, BROKEN_ACCOUNT, "rds-subnet-group-spans-azs", "")).isEqualTo("FAIL");
    assertThat(result.err()).contains(HEALTHY_ACCOUNT).doesNotContain("Exception");
  }

  @Test
  void theJsonHasTheFormOfTheApi() throws Exception {
    String config = environment.configuration().toString();

    CommandResult result =
        todoku(
            "scan",
            "--config",
            config,
            "--account",
            BROKEN_ACCOUNT,
            "--format",
            "json",
            "--lang",
            "ja");

    JsonNode list = new JsonMapper().readTree(result.out()).get("checklists").get(0);
    assertThat(list.propertyNames()).contains("account", "scan", "readiness", "coverage", "items");
    assertThat(list.at("/account/client").asString()).isEqualTo("Minato Works");
    assertThat(list.at("/account/environment").asString()).isEqualTo("production");
    assertThat(list.at("/scan/outcome").asString()).isEqualTo("COMPLETE");
    assertThat(list.at("/readiness").asString()).isEqualTo("NOT_READY");
    assertThat(list.at("/coverage/known").asInt()).isEqualTo(list.at("/coverage/all").asInt() - 2);
    JsonNode item =
        item(
            new JsonMapper().readTree(result.out()),
            BROKEN_ACCOUNT,
            "ptr-matches-a",
            environment.brokenAddress());
    assertThat(item.propertyNames())
        .containsExactlyInAnyOrder(
            "rule",
            "level",
            "verdict",
            "resource",
            "summary",
            "reason",
            "evidence",
            "remedy",
            "waiver",
            "firstSeen",
            "cause",
            "move");
    assertThat(item.at("/resource/type").asString()).isEqualTo("elastic-ip");
    assertThat(item.at("/resource/region").asString()).isEqualTo(REGION);
    assertThat(item.at("/summary").asString()).contains("old.example.com", "192.0.2.1");
    JsonNode dns = item.get("evidence").get(1);
    assertThat(dns.at("/query").asString()).isEqualTo("old.example.com A");
    assertThat(dns.at("/answer/0").asString()).isEqualTo("192.0.2.1");
    assertThat(dns.at("/resolver").asString()).isEqualTo(environment.resolver());
    assertThat(dns.at("/ttl").asInt()).isBetween(1, 300);
    assertThat(item.at("/remedy/steps").size()).isPositive();
  }

  @Test
  void aCollectedSnapshotIsJudgedWithoutTheNetwork() throws Exception {
    Path snapshot = dir.resolve("first.json");
    String config = environment.configuration().toString();

    CommandResult collected =
        todoku(
            "collect",
            "--config",
            config,
            "--account",
            HEALTHY_ACCOUNT,
            "--output",
            snapshot.toString());
    assertThat(collected.exit()).as(collected.err()).isZero();
    assertThat(collected.out()).isEmpty();

    CommandResult judged = todokuAlone("judge", snapshot.toString(), "--lang", "ja");
    assertThat(judged.exit()).as(judged.err()).isEqualTo(3);
    assertThat(judged.out()).contains("判定保留", "送信制限の解除");

    byte[] whole = Files.readAllBytes(snapshot);
    Files.write(snapshot, java.util.Arrays.copyOf(whole, whole.length / 2));
    CommandResult cut = todokuAlone("judge", snapshot.toString());
    assertThat(cut.exit()).isEqualTo(2);
    assertThat(cut.out()).isEmpty();
    assertThat(cut.err()).contains(snapshot.toString(), "the file ends within snapshot", "line");
  }

  @Test
  void anAccountThatDeniesAccessIsUndeterminedWithARemedy() throws Exception {
    environment
        .aws()
        .respondWith(
            AwsResponses.failing(
                call -> call.name().equals("sts:AssumeRole"), 403, "AccessDenied", "not trusted"));

    CommandResult result =
        todoku(
            "scan",
            "--config",
            environment.configuration().toString(),
            "--account",
            HEALTHY_ACCOUNT);

    assertThat(result.exit()).as(result.err()).isEqualTo(3);
    assertThat(result.out())
        .containsOnlyOnce("? The role of this account does not admit Todoku  [no-access]  leaves ")
        .contains("“AccessDenied: not trusted”", "trust policy", "external ID");
  }

  @Test
  void anUnknownProfileIsNamedInTheError() throws Exception {
    Path config = dir.resolve("profile.yaml");
    Files.writeString(
        config,
        "todoku:\n  accounts:\n    - { id: \"%s\", access: { profile: nowhere } }\n"
            .formatted(HEALTHY_ACCOUNT));

    CommandResult result = todoku("scan", "--config", config.toString());

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out()).contains("nowhere", "UNDETERMINED");
  }

  @Test
  void aMisspeltCommandStartsNoServer() throws Exception {
    CommandResult result = todokuAlone("scna");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("scna", "scan");
    assertThat(todokuAlone("--version").out()).startsWith("todoku 0.");
  }

  private static String verdict(JsonNode lists, String account, String rule, String address) {
    return item(lists, account, rule, address).get("verdict").asString();
  }

  @Test
  void aConfigurationErrorIsReportedWithItsPlace() throws Exception {
    Path config = dir.resolve("wrong.yaml");
    Files.writeString(config, "todoku:\n  acounts: []\n");
    CommandResult wrongKey = todokuAlone("scan", "--config", config.toString());
    assertThat(wrongKey.exit()).isEqualTo(2);
    assertThat(wrongKey.err()).contains("todoku.acounts");
    assertThat(wrongKey.out()).isEmpty();

    Files.writeString(config, "todoku:\n  accounts: [\n");
    CommandResult noYaml = todokuAlone("scan", "--config", config.toString());
    assertThat(noYaml.exit()).isEqualTo(2);
    assertThat(noYaml.err()).contains("is not YAML", "line 3").doesNotContain("\tat ");

    Files.writeString(config, "todoku:\n  accounts:\n    - id: \"1234567890123\"\n");
    CommandResult wrongId = todokuAlone("scan", "--config", config.toString());
    assertThat(wrongId.exit()).isEqualTo(2);
    assertThat(wrongId.err()).contains("1234567890123", "12 digits");
  }
}
