package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.cli.CommandLineJar.CommandResult;
import io.todoku.peers.AwsResponses;
import io.todoku.peers.AwsTestAccounts;
import io.todoku.peers.MigrationEnvironment;
import io.todoku.peers.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static MigrationEnvironment world;
  private static String address;
  private static String instance;
  private static Path config;

  @BeforeAll
  static void start() throws IOException {
    world =
        new MigrationEnvironment(
            dir, Map.of("mx", "@ IN MX 10 mail", "spf", "@ IN TXT \"v=spf1 mx -all\""), Map.of());
    address = world.addresses.allocateAddress();
    instance = world.addresses.launch();
    world.addresses.associate(address, instance);
    world.setReverseDnsAttribute(address, "mail.example.com", "");
    world.setPtr(address, "mail.example.com");
    world.publish("mail", "mail 300 IN A " + address);
    world.startMailServer(address, "mail.example.com");
    config = configuration();
  }

  @AfterAll
  static void stop() throws Exception {
    if (world != null) {
      world.close();
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
                world.names.resolver().resolver(),
                world.names.port(),
                world.port,
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
    String[] all = new String[options.length + 5];
    System.arraycopy(
        new String[] {"runbook", "check", plan.toString(), "--config", config.toString()},
        0,
        all,
        0,
        5);
    System.arraycopy(options, 0, all, 5, options.length);
    return CommandLineJar.withAwsEndpoint(dir, world.aws.endpoint()).run(all);
  }

  private static JsonNode step(JsonNode runbook, String id) {
    return runbook
        .get("steps")
        .valueStream()
        .filter(step -> step.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Where the address was is known from the look before: without it, that step is never done. */
  @Test
  void notYetUntilAllIsDone() throws Exception {
    Path plan = plan("move.yaml");
    Path memory = dir.resolve("remembered.json");

    CommandResult first = check(plan, "--memory", memory.toString(), "--format", "json");

    assertThat(first.exit()).as(first.err()).isEqualTo(1);
    JsonNode json = new JsonMapper().readTree(first.out());
    assertThat(json.get("state").asString()).isEqualTo("not-yet");
    assertThat(json.get("current").asString()).isEqualTo("instance-1");
    assertThat(json.get("done").asInt()).isEqualTo(2);
    assertThat(Files.readString(memory)).contains(address + " instance", instance);
    assertThat(dir.resolve("move.seen.json")).doesNotExist();

    world.addresses.terminate(instance, address);
    world.addresses.associate(address, world.addresses.launch());
    CommandResult second = check(plan, "--memory", memory.toString());

    assertThat(second.exit()).as(second.err()).isEqualTo(1);
    assertThat(second.out())
        .contains("移行 mail", "7/8", "[tried]", "needs your confirmation")
        .doesNotContain("ready to start", "could not be checked");

    Files.writeString(
        plan,
        "  - { step: tried, by: ken, at: \"%s\", note: sent and received }\n"
            .formatted(Instant.now()),
        java.nio.file.StandardOpenOption.APPEND);
    CommandResult third = check(plan, "--memory", memory.toString(), "--lang", "ja");

    assertThat(third.exit()).as(third.err() + third.out()).isZero();
    assertThat(third.out()).contains("8/8", "完了", "での送受信を確認");
    assertThat(third.err()).isEmpty();

    CommandResult anew = check(plan, "--memory", dir.resolve("other.json").toString());
    assertThat(anew.exit()).as("nobody has seen it at another instance").isEqualTo(1);
  }

  @Test
  void theJsonHoldsWhatThePageShows() throws Exception {
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
            "asks");
    JsonNode check = record.at("/checks/0");
    assertThat(check.propertyNames())
        .containsExactlyInAnyOrder("result", "says", "reason", "notBefore", "evidence");
    assertThat(check.get("result").asString()).isEqualTo("holds");
    assertThat(check.get("evidence"))
        .as("two name servers and a resolver")
        .hasSize(3)
        .allSatisfy(one -> assertThat(one.at("/answer/0").asString()).isEqualTo(address));
    assertThat(step(json, "drained").get("stateText").asString()).isEqualTo("完了");
  }

  @Test
  void whatCannotBeFoundOutIsNotYetAndNotDoneButUnknown() throws Exception {
    world.aws.respondWith(AwsResponses.denying(call -> call.name().equals("sts:AssumeRole")));
    world.names.primary().breakZone("example.com");
    world.names.secondary().breakZone("example.com");
    try {
      CommandResult result = check(plan("unknown.yaml"));

      assertThat(result.exit()).as(result.out()).isEqualTo(3);
      assertThat(result.out()).contains("[instance-1]  could not be checked", "sts:AssumeRole");
    } finally {
      world.resetAws();
      world.names.primary().repairZone("example.com");
      world.names.secondary().repairZone("example.com");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "domain: example.com, 'domain: example.com\ncolour: red', a plan has no key \"colour\" there",
    "same-address, by-magic, way is one of",
    "domain: example.com, 'domain: [', no YAML",
    "old:, old:, ", // the plan is right: its memory is not
  })
  void aMistakeIsToldInALineThatNamesTheFile(String text, String other, String why)
      throws Exception {
    Path plan = plan("wrong.yaml");
    Files.writeString(plan, Files.readString(plan).replace(text, other));
    Path memory = Files.writeString(dir.resolve("broken.json"), "{ \"words\": ");

    CommandResult result =
        CommandLineJar.withoutNetwork(dir)
            .run("runbook", "check", plan.toString(), "--memory", memory.toString());

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("todoku: ")
        .hasLineCount(1)
        .contains(why == null ? memory.toString() : plan + ": " + why);
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere.yaml --format text, there is no file nowhere.yaml",
    "nowhere.yaml --format xml, --format must be text or json",
    "nowhere.yaml --lang fr, --lang must be en or ja",
    "'', PLAN.yaml",
  })
  void aWrongCallIsRefused(String arguments, String why) throws Exception {
    CommandResult result =
        CommandLineJar.withoutNetwork(dir).run(("runbook check " + arguments).strip().split(" "));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(why).doesNotContain("\tat ");
  }
}
