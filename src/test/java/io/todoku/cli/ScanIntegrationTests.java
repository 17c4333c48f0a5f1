package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsWorld;
import io.todoku.peers.Bind;
import io.todoku.peers.Moto;
import io.todoku.peers.Peers;
import io.todoku.peers.Postfix;
import io.todoku.snapshot.DnsLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The jar's command line against an AWS API server, BIND and Postfix, two accounts by their roles.
 */
class ScanIntegrationTests {

  private static final String FIRST = "111111111111";
  private static final String SECOND = "222222222222";
  private static final String REGION = "ap-northeast-1";

  @TempDir static Path dir;

  @BeforeAll
  static void peers() {
    Peers.require(Moto.present(), "moto_server");
    Peers.require(Bind.present(), "named");
    Peers.require(Postfix.present(), "postfix");
  }

  private record Result(int exit, String out, String err) {}

  private static Result todoku(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("todoku.jar")));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(dir, "out", ".txt");
    Path err = Files.createTempFile(dir, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
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

  private static String label(String address) {
    String reverse = DnsLookup.reverseName(address);
    return reverse.substring(0, reverse.length() - ".127.in-addr.arpa".length());
  }

  @Test
  void tellsEachServerAndAddressApart() throws Exception {
    int port = Peers.freePort("127.0.0.1");
    try (Moto moto = Moto.start(dir)) {
      AwsWorld world = new AwsWorld(moto.endpoint());
      String closed = world.mailServer(FIRST, REGION, "closed");
      String open = world.mailServer(SECOND, REGION, "open");
      world.databaseInOneZone(SECOND, REGION, "orders");
      Map<String, String> zones =
          Map.of(
              "example.com",
              "mail IN A %s\nopen IN A 192.0.2.1\n".formatted(closed),
              "probe.example",
              "@ IN MX 10 mx\nmx IN A 192.0.2.25\n",
              "127.in-addr.arpa",
              "%s IN PTR mail.example.com.\n%s IN PTR open.example.com.\n"
                  .formatted(label(closed), label(open)));
      try (Bind bind = Bind.start(Files.createDirectories(dir.resolve("bind")), zones, "");
          Postfix good =
              Postfix.start(
                  Files.createDirectories(dir.resolve("closed")),
                  closed,
                  port,
                  "mail.example.com",
                  Map.of(
                      "mynetworks",
                      "192.0.2.0/24",
                      "smtpd_relay_restrictions",
                      "permit_mynetworks, reject_unauth_destination"));
          Postfix bad =
              Postfix.start(
                  Files.createDirectories(dir.resolve("open")),
                  open,
                  port,
                  "open.example.com",
                  Map.of("mynetworks", "127.0.0.0/8"))) {
        assertThat(good).isNotSameAs(bad);
        Path config = dir.resolve("todoku.yaml");
        Files.writeString(config, configuration(bind.resolver(), port));
        Map<String, String> environment =
            Map.of(
                "AWS_ENDPOINT_URL", moto.endpoint(),
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test");

        Result result =
            todoku(environment, "scan", "--config", config.toString(), "--format", "json");

        assertThat(result.exit()).as(result.err()).isEqualTo(1);
        JsonNode lists = new JsonMapper().readTree(result.out());
        assertThat(verdict(lists, FIRST, "ptr-exists", closed)).isEqualTo("PASS");
        assertThat(verdict(lists, FIRST, "ptr-matches-a", closed)).isEqualTo("PASS");
        assertThat(verdict(lists, FIRST, "no-open-relay", closed)).isEqualTo("PASS");
        assertThat(verdict(lists, FIRST, "send-limit-removed", "")).isEqualTo("UNKNOWN");
        assertThat(verdict(lists, SECOND, "ptr-matches-a", open)).isEqualTo("FAIL");
        assertThat(verdict(lists, SECOND, "no-open-relay", open)).isEqualTo("FAIL");
        assertThat(verdict(lists, SECOND, "rds-subnet-group-spans-azs", "")).isEqualTo("FAIL");
        assertThat(result.err()).contains(FIRST).doesNotContain("Exception");

        Path snapshot = dir.resolve("snapshot.json");
        assertThat(
                todoku(
                        environment,
                        "collect",
                        "--config",
                        config.toString(),
                        "--account",
                        FIRST,
                        "--output",
                        snapshot.toString())
                    .exit())
            .isZero();
        Result judged = todoku(Map.of(), "judge", snapshot.toString(), "--lang", "ja");
        assertThat(judged.exit()).isEqualTo(3);
        assertThat(judged.out()).contains("判定保留", "送信制限の解除");
      }
    }
  }

  private static String verdict(JsonNode lists, String account, String rule, String address) {
    return item(lists, account, rule, address).get("verdict").asString();
  }

  private static String configuration(String resolver, int port) {
    return """
    todoku:
      dns:
        resolvers: ["%s"]
      probe:
        port: %d
        relay-recipient: relay-test@probe.example
        helo: probe.example
        allowed-networks: ["127.0.0.0/8"]
      accounts:
        - id: "%s"
          name: First
          client: Example KK
          access: { role-arn: "%s", external-id: "x-1" }
          regions: [%s]
        - id: "%s"
          name: Second
          access: { role-arn: "%s" }
          regions: [%s]
    """
        .formatted(
            resolver,
            port,
            FIRST,
            AwsWorld.roleArn(FIRST),
            REGION,
            SECOND,
            AwsWorld.roleArn(SECOND),
            REGION);
  }

  @Test
  void aConfigurationMistakeIsToldWithItsPlace() throws Exception {
    Path config = dir.resolve("wrong.yaml");
    Files.writeString(config, "todoku:\n  acounts: []\n");
    Result wrongKey = todoku(Map.of(), "scan", "--config", config.toString());
    assertThat(wrongKey.exit()).isEqualTo(2);
    assertThat(wrongKey.err()).contains("todoku.acounts");
    assertThat(wrongKey.out()).isEmpty();

    Files.writeString(config, "todoku:\n  accounts:\n    - id: \"1234567890123\"\n");
    Result wrongId = todoku(Map.of(), "scan", "--config", config.toString());
    assertThat(wrongId.exit()).isEqualTo(2);
    assertThat(wrongId.err()).contains("1234567890123", "12 digits");
  }
}
