package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.peers.Peers;
import io.todoku.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that the remedies of one checklist give can be pasted into one file, and is valid. */
class PasteableRemediesTests {

  private static final String HOSTILE = "$(reboot)';\"\n${file(1)}`";

  private static final Path CHECK_ZONE = Path.of("/usr/bin/named-checkzone");

  private static final Map<String, Snapshot> SNAPSHOTS = snapshotsByName();

  private static Map<String, Snapshot> snapshotsByName() {
    Map<String, Snapshot> snapshots = new LinkedHashMap<>();
    try {
      RemediesTests.snapshots()
          .forEach(arguments ->
              snapshots.put((String) arguments.get()[0], (Snapshot) arguments.get()[1]));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    InventoryFixture.accounts()
        .forEach(account -> snapshots.put("inventory " + account.account().id(), account));
    snapshots.put("private hosts", NetworkSituationsFixture.privateHostsAndLightsail());
    snapshots.put("several of each", SeveralFixture.account());
    snapshots.put("hostile names", hostile());
    return snapshots;
  }

  /** Names that would run, break out or be evaluated, wherever a person may choose a name. */
  private static Snapshot hostile() {
    return aSnapshot()
        .withDomain(HOSTILE)
        .withDomain("example.com")
        .dns("example.com", "TXT", HOSTILE.replace('\n', ' '), "v=spf1 mx ?all", "it's \\010")
        .dns("example.com", "MX", "10 mail.example.com")
        .dns("_dmarc.example.com", "TXT", "v=DMARC1; p=none; rua=mailto:a@" + HOSTILE)
        .withSender("203.0.113.9")
        .ptr("203.0.113.9", HOSTILE)
        .dns(HOSTILE, "A", "192.0.2.1")
        .dns("mail.example.com", "A", "203.0.113.9")
        .database(HOSTILE, "mysql", false, true, null)
        .subnetGroup("a")
        .subnet(HOSTILE, "vpc-1", "c")
        .build();
  }

  static Stream<Arguments> snapshots() {
    return SNAPSHOTS.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  private static Stream<Remedy> remedies(Snapshot snapshot) {
    return AllRules.engine().judge(snapshot).stream().map(Finding::remedy);
  }

  private static Set<String> texts(Snapshot snapshot, BlockKind... kinds) {
    return remedies(snapshot)
        .flatMap(Remedy::blocks)
        .flatMap(block -> block.forms().stream())
        .filter(form -> List.of(kinds).contains(form.kind()))
        .map(BlockForm::text)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<String> allTexts(BlockKind... kinds) {
    return SNAPSHOTS.values().stream()
        .flatMap(snapshot -> texts(snapshot, kinds).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Test
  void thereIsSomethingOfEachKind() {
    for (BlockKind kind : BlockKind.values()) {
      assertThat(allTexts(kind)).as(kind.name()).isNotEmpty();
    }
    assertThat(allTexts(BlockKind.ROUTE53_CLI)).hasSizeGreaterThan(30);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("snapshots")
  void allTerraformOfAChecklistIsOneValidFile(String description, Snapshot snapshot) {
    HclDocument document =
        HclDocument.parse(String.join("\n\n", texts(snapshot, BlockKind.TERRAFORM)));

    assertThat(document.resources()).doesNotHaveDuplicates().containsAll(document.references());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multi_az = true",
        "resource \"a\" \"1b\" {\n}",
        "resource \"a\" \"b.c\" {\n}",
        "resource \"a\" \"b\" {\n  x = \"${y}\"\n}",
        "resource \"a\" \"b\" {\n  x = 1\n  x = 2\n}",
        "resource \"a\" \"b\" {\n  x = \"a\nb\"\n}",
        "resource \"a\" \"b\" {"
      })
  void whatTerraformRefusesIsSeen(String text) {
    assertThatThrownBy(() -> HclDocument.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allRecordsOfAChecklistAreOneValidZone(@TempDir Path dir) throws Exception {
    Peers.require(Files.isExecutable(CHECK_ZONE), "named-checkzone");
    List<String> refused = new ArrayList<>();
    for (Map.Entry<String, Snapshot> snapshot : SNAPSHOTS.entrySet()) {
      Set<String> records = texts(snapshot.getValue(), BlockKind.ZONE_RECORD);
      Path zone = dir.resolve("zone");
      Files.writeString(
          zone,
          "$TTL 300\n@ IN SOA ns.invalid. root.invalid. 1 2 3 4 5\n@ IN NS ns.invalid.\nns.invalid. IN A 192.0.2.53\n"
              + String.join("\n", records)
              + "\n");
      String said = run(CHECK_ZONE.toString(), "-i", "none", "-k", "fail", ".", zone.toString());
      if (!said.endsWith("OK\n0")) {
        refused.add(snapshot.getKey() + ": " + said);
      }
    }

    assertThat(refused).isEmpty();
  }

  /** The commands are read, never run. */
  @Test
  void everyCommandIsValidForAShell(@TempDir Path dir) throws Exception {
    Peers.require(Files.isExecutable(Path.of("/bin/bash")), "bash");
    List<String> refused = new ArrayList<>();
    for (String command : allTexts(BlockKind.SHELL, BlockKind.AWS_CLI, BlockKind.ROUTE53_CLI)) {
      Path script = Files.writeString(dir.resolve("script"), command + "\n");
      String said = run("/bin/bash", "-n", script.toString());
      if (!said.equals("0")) {
        refused.add(command + ": " + said);
      }
    }

    assertThat(refused).isEmpty();
  }

  /** The shell hands the change batch to the AWS CLI as JSON that holds the zone file's values. */
  @Test
  void theChangeBatchOfRoute53IsJson(@TempDir Path dir) throws Exception {
    Peers.require(Files.isExecutable(Path.of("/bin/bash")), "bash");
    List<String> commands = List.copyOf(allTexts(BlockKind.ROUTE53_CLI));
    Path script =
        Files.writeString(
            dir.resolve("script"),
            "PATH=\naws() { printf '%s\\n' \"${6}\"; }\n" + String.join("\n", commands) + "\n");
    List<String> batches = run("/bin/bash", script.toString()).lines().toList();

    assertThat(batches).hasSize(commands.size() + 1).endsWith("0");
    for (String batch : batches.subList(0, commands.size())) {
      JsonNode change = JsonMapper.shared().readTree(batch).at("/Changes/0");
      assertThat(change.at("/Action").asString()).isEqualTo("UPSERT");
      assertThat(change.at("/ResourceRecordSet/Name").asString()).endsWith(".");
      assertThat(change.at("/ResourceRecordSet/ResourceRecords")).isNotEmpty();
    }
  }

  @Test
  void everyPolicyIsJson() {
    assertThat(allTexts(BlockKind.POLICY))
        .allSatisfy(policy ->
            assertThatCode(() -> JsonMapper.shared().readTree(policy)).doesNotThrowAnyException());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("snapshots")
  void everyLinkLeadsToAKnownHost(String description, Snapshot snapshot) {
    assertThat(remedies(snapshot).flatMap(remedy -> remedy.links().stream()))
        .allSatisfy(link ->
            assertThat(link.url())
                .matches(
                    "https://(([a-z0-9-]+\\.)?console\\.(aws\\.amazon\\.com|amazonaws\\.cn|"
                        + "amazonaws-us-gov\\.com)|lightsail\\.aws\\.amazon\\.com|"
                        + "www\\.rfc-editor\\.org)/[A-Za-z0-9?=#:;/._%-]*"));
  }

  /** What it wrote to both outputs, and its exit code. */
  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes());
    return said + process.waitFor();
  }
}
