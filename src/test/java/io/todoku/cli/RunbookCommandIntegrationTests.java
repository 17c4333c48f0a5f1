package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.cli.CommandLineJar.CommandResult;
import io.todoku.peers.AwsResponses;
import io.todoku.peers.AwsTestAccounts;
import io.todoku.peers.Peers;
import io.todoku.testing.MigrationEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code todoku runbook check} by the jar, of a mail server whose Elastic IP goes to another
 * instance, against an AWS API server, two BIND servers, a resolver and Postfix.
 */
class RunbookCommandIntegrationTests {

  @TempDir static Path dir;

  private static MigrationEnvironment environment;
  private static String address;
  private static String instance;
  private static Path config;

  @BeforeAll
  static void start() throws IOException {
    environment =
        new MigrationEnvironment(
            dir, Map.of("mx", "@ IN MX 10 mail", "spf", "@ IN TXT \"v=spf1 mx -all\""), Map.of());
    address = environment.addresses().allocateAddress();
    instance = environment.addresses().launch();
    environment.addresses().associate(address, instance);
    environment.setReverseDnsAttribute(address, "mail.example.com", "");
    environment.setPtr(address, "mail.example.com");
    environment.publish("mail", "mail 300 IN A " + address);
    environment.startMailServer(address, "mail.example.com");
    config = configuration();
  }

  @AfterAll
  static void stop() throws Exception {
    if (environment != null) {
      environment.close();
    }
  }

  private static Path configuration() throws IOException {
    int closed = Peers.freePort("127.0.0.1");
    return Files.writeString(
        dir.resolve("todoku.yaml"),
        """
        todoku:
          dns:
            resolvers: ["%s"]
            authority-port: %d
            blocklists: []
          probe:
            port: %d
            pop3-port: %d
            imap-port: %d
            relay-recipient: relay-test@probe.example
            allowed-networks: ["127.0.0.0/8"]
          accounts:
            - id: "%s"
              access: { role-arn: "%s", external-id: "x-1" }
        """
            .formatted(
                environment.names().resolver().resolver(),
                environment.names().port(),
                environment.smtpPort(),
                closed,
                closed,
                MigrationEnvironment.ACCOUNT,
                AwsTestAccounts.roleArn(MigrationEnvironment.ACCOUNT)));
  }

  private static Path plan(String name) throws IOException {
    return Files.writeString(
        dir.resolve(name),
        """
        name: 移行 mail
        way: same-address
        domain: example.com
        old: { name: mail.example.com, address: %s }
        target: { account: "%s", region: %s }
        words:
          - { step: send-limit, by: mika, at: "2026-11-20T09:00:00Z", note: "case 1234" }
          - { step: drained, by: mika, at: "2026-11-20T09:00:00Z", note: the queue is empty }
        """
            .formatted(address, MigrationEnvironment.ACCOUNT, MigrationEnvironment.REGION));
  }

  private static CommandResult check(Path plan, String... options) throws Exception {
    String[] arguments = new String[options.length + 5];
    System.arraycopy(
        new String[] {"runbook", "check", plan.toString(), "--config", config.toString()},
        0,
        arguments,
        0,
        5);
    System.arraycopy(options, 0, arguments, 5, options.length);
    return new CommandLineJar(dir, environment.sdkEnvironment()).run(arguments);
  }

  private static JsonNode step(JsonNode runbook, String id) {
    return runbook
        .get("steps")
        .valueStream()
        .filter(step -> step.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The earlier instance of the address is known from the state file; without that file the step is
   * never done.
   */
  @Test
  void theExitCodeIsOneUntilAllStepsAreDone() throws Exception {
    Path plan = plan("move.yaml");
    Path stateFile = dir.resolve("remembered.json");

    CommandResult first = check(plan, "--memory", stateFile.toString(), "--format", "json");

    assertThat(first.exit()).as(first.err()).isEqualTo(1);
    JsonNode json = new JsonMapper().readTree(first.out());
    assertThat(json.get("state").asString()).isEqualTo("not-yet");
    assertThat(json.get("current").asString()).isEqualTo("instance-1");
    assertThat(json.get("done").asInt()).isEqualTo(2);
    assertThat(Files.readString(stateFile)).contains(address + " instance", instance);
    assertThat(dir.resolve("move.seen.json")).doesNotExist();

    environment.addresses().terminate(instance, address);
    environment.addresses().associate(address, environment.addresses().launch());
    CommandResult second = check(plan, "--memory", stateFile.toString());

    assertThat(second.exit()).as(second.err()).isEqualTo(1);
    assertThat(second.out())
        .contains("移行 mail", "7/8", "[tried]", "needs your confirmation")
        .doesNotContain("ready to start", "could not be checked");

    Files.writeString(
        plan,
        "  - { step: tried, by: ken, at: \"%s\", note: sent and received }\n"
            .formatted(Instant.now()),
        StandardOpenOption.APPEND);
    CommandResult third = check(plan, "--memory", stateFile.toString(), "--lang", "ja");

    assertThat(third.exit()).as(third.err() + third.out()).isZero();
    assertThat(third.out()).contains("8/8", "完了", "での送受信を確認");
    assertThat(third.err()).isEmpty();

    CommandResult withoutState = check(plan, "--memory", dir.resolve("other.json").toString());
    assertThat(withoutState.exit()).as("the earlier instance is unknown").isEqualTo(1);
  }

  @Test
  void theJsonContainsWhatThePageShows() throws Exception {
    Path plan = plan("json.yaml");

    CommandResult result = check(plan, "--format", "json", "--lang", "ja");

    assertThat(dir.resolve("json.seen.json")).as("beside the plan").isNotEmptyFile();
    JsonNode json = new JsonMapper().readTree(result.out());
    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder(
            "name", "way", "domain", "state", "seenAt", "done", "current", "steps");
    assertThat(json.get("name").asString()).isEqualTo("移行 mail");
    assertThat(json.get("way").asString()).isEqualTo("same-address");
    assertThat(Instant.parse(json.get("seenAt").asString()))
        .isBetween(Instant.now().minusSeconds(120), Instant.now());
    assertThat(json.get("steps"))
        .extracting(step -> step.get("id").asString())
        .containsExactly(
            "send-limit", "drained", "instance-1", "name-1", "relay-1", "a-1", "ptr-1", "tried");
    JsonNode record = step(json, "a-1");
    assertThat(record.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "number",
            "title",
            "state",
            "stateText",
            "checks",
            "todo",
            "commands",
            "blocks",
            "back",
            "ahead",
            "waitsFor",
            "barredBy",
            "replacedBy",
            "word",
            "override",
            "withdrawn",
            "notBefore",
            "doneAt",
            "proof",
            "asks",
            "position",
            "waitsForSteps",
            "missingSteps");
    JsonNode check = record.at("/checks/0");
    assertThat(check.propertyNames())
        .containsExactlyInAnyOrder(
            "result", "says", "reason", "notBefore", "evidence", "waitingFor", "planKey", "oldTtl");
    assertThat(check.get("result").asString()).isEqualTo("holds");
    assertThat(check.get("evidence"))
        .as("two name servers and a resolver")
        .hasSize(3)
        .allSatisfy(line -> assertThat(line.at("/answer/0").asString()).isEqualTo(address));
    assertThat(step(json, "drained").get("stateText").asString()).isEqualTo("完了");
  }

  @Test
  void theExitCodeIsThreeIfSomethingIsUnknown() throws Exception {
    environment
        .aws()
        .respondWith(AwsResponses.denying(call -> call.name().equals("sts:AssumeRole")));
    environment.names().primary().breakZone("example.com");
    environment.names().secondary().breakZone("example.com");
    try {
      CommandResult result = check(plan("unknown.yaml"));

      assertThat(result.exit()).as(result.out()).isEqualTo(3);
      assertThat(result.out()).contains("[instance-1]  could not be checked", "sts:AssumeRole");
    } finally {
      environment.resetAws();
      environment.names().primary().repairZone("example.com");
      environment.names().secondary().repairZone("example.com");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "domain: example.com, 'domain: example.com\ncolour: red', unknown key \"colour\"",
    "same-address, by-magic, 'way must be same-address, new-name or keep-name'",
    "domain: example.com, 'domain: [', not valid YAML: ",
    "old:, old:, ", // the plan is valid, its state file is not
  })
  void anInvalidFileIsNamedInOneLine(String text, String other, String problem) throws Exception {
    Path plan = plan("wrong.yaml");
    Files.writeString(plan, Files.readString(plan).replace(text, other));
    Path stateFile = Files.writeString(dir.resolve("broken.json"), "{ \"words\": ");

    CommandResult result =
        CommandLineJar.withoutNetwork(dir)
            .run("runbook", "check", plan.toString(), "--memory", stateFile.toString());

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("todoku: ")
        .hasLineCount(1)
        .contains(problem == null ? stateFile.toString() : plan + ": " + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere.yaml --format text, there is no file nowhere.yaml",
    "nowhere.yaml --format xml, --format must be text or json",
    "nowhere.yaml --lang fr, --lang must be en or ja",
    "'', PLAN.yaml",
  })
  void aUsageErrorIsReported(String arguments, String problem) throws Exception {
    CommandResult result =
        CommandLineJar.withoutNetwork(dir).run(("runbook check " + arguments).strip().split(" "));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(problem).doesNotContain("\tat ");
  }
}
