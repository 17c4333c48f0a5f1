package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.notify.OutboxMessage.DeliveryState;
import io.todoku.peers.AwsSdkProperties;
import io.todoku.peers.Moto;
import io.todoku.peers.Peers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Findings in Security Hub of moto, and requests against the model of the AWS API. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:notify-hub;DB_CLOSE_DELAY=-1")
class NotificationSecurityHubIntegrationTests extends NotificationFixture {

  private static final String ACCOUNT = "111111111111";
  private static final String HUB = "arn:aws:securityhub:ap-northeast-1:123456789012:hub/default";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path dir;

  @MockitoBean CurrentItems currentItems;
  @Autowired Deliverer deliverer;
  private final List<CurrentItem> items = new CopyOnWriteArrayList<>();

  @BeforeEach
  void addAccount() {
    jdbc.update(
        "merge into account (id, name, client, environment, access_kind, regions, mail_domains,"
            + " configured) key (id) values (?, '本番', 'Example KK', 'PRODUCTION', 'NONE', '', '[]',"
            + " false)",
        ACCOUNT);
    Mockito.when(currentItems.of(ACCOUNT)).thenAnswer(_ -> Optional.of(List.copyOf(items)));
  }

  private static CurrentItem item(String resource, String verdict, boolean waived, String summary) {
    return new CurrentItem(
        new ItemKey("ptr-matches-a", resource),
        ACCOUNT,
        verdict,
        true,
        waived,
        NoticeLine.of("rule.ptr-matches-a.title"),
        NotificationSamples.line(summary),
        NotificationSamples.line("step"),
        "elastic-ip",
        "mail",
        "ap-northeast-1",
        NotificationSamples.NOW,
        NotificationSamples.NOW,
        "/accounts/" + ACCOUNT);
  }

  /** What a scan does. */
  private void scanned(Channel channel, int deliveries) {
    outbox.updateFindings(ACCOUNT, "Example KK", "本番");
    awaitSoon()
        .untilAsserted(() ->
            assertThat(messagesOf(channel))
                .extracting(row -> row.state + " " + row.lastError)
                .hasSize(deliveries)
                .containsOnly("DELIVERED null"));
  }

  @Test
  void findingsAreImportedByTheApi() throws Exception {
    Peers.require(Moto.present(), "moto_server");
    try (Moto moto = Moto.start(dir);
        AwsSdkProperties _ = AwsSdkProperties.pointTo(moto.endpoint());
        SecurityHubClient client =
            SecurityHubClient.builder().region(Region.AP_NORTHEAST_1).build()) {
      Channel channel = createChannel("securityhub", HUB);
      channel.kinds = "";
      channels.save(channel);
      assertThat(deliverer.sendTest(channel)).isNotNull();
      client.enableSecurityHub(r -> r.enableDefaultStandards(false));
      assertThat(deliverer.sendTest(channel)).isNull();
      jdbc.update("delete from outbox");
      items.add(item("a", "FAIL", false, "one"));
      items.add(item("c", "UNKNOWN", false, "three"));

      scanned(channel, 1);

      List<AwsSecurityFinding> all = client.getFindings().findings();
      assertThat(all).hasSize(2);
      AwsSecurityFinding first =
          all.stream().filter(f -> f.id().endsWith("/a")).findFirst().orElseThrow();
      assertThat(first.id()).isEqualTo("todoku/111111111111/ptr-matches-a/a");
      assertThat(first.productArn())
          .isEqualTo(
              "arn:aws:securityhub:ap-northeast-1:123456789012:product/123456789012/default");
      assertThat(first.description()).isEqualTo("The mail server refused the e-mail: one");
      assertThat(first.sourceUrl()).isEqualTo("http://127.0.0.1/accounts/111111111111");
      assertThat(first.compliance().statusAsString()).isEqualTo("FAILED");
      assertThat(first.findingProviderFields().severity().labelAsString()).isEqualTo("HIGH");
    }
  }

  @Test
  void findingsFollowTheScansAndAreArchivedOnceTheyPass() {
    try (HubServer hub = new HubServer()) {
      Channel channel = createChannel("securityhub", HUB);
      items.add(item("a", "FAIL", false, "one"));
      items.add(item("b", "WARN", true, "two"));
      items.add(item("c", "UNKNOWN", false, "three"));

      scanned(channel, 1);

      assertThat(hub.states("a")).containsExactly("FAILED", "HIGH", "NEW", "ACTIVE");
      assertThat(hub.states("b")).containsExactly("WARNING", "LOW", "SUPPRESSED", "ACTIVE");
      assertThat(hub.states("c"))
          .containsExactly("NOT_AVAILABLE", "INFORMATIONAL", "NEW", "ACTIVE");
      JsonNode before = hub.finding("b");

      items.set(0, item("a", "PASS", false, "fine"));
      scanned(channel, 2);

      assertThat(hub.states("a"))
          .containsExactly("PASSED", "INFORMATIONAL", "RESOLVED", "ARCHIVED");
      assertThat(hub.finding("b").get("UpdatedAt"))
          .as("not sent again, because nothing of it changed")
          .isEqualTo(before.get("UpdatedAt"));
      assertThat(hub.findings).hasSize(3);

      hub.requests.clear();
      scanned(channel, 3);
      assertThat(hub.requests).as("what passes is sent once").isEmpty();

      items.set(0, item("a", "FAIL", false, "again"));
      scanned(channel, 4);
      assertThat(hub.states("a")).containsExactly("FAILED", "HIGH", "NEW", "ACTIVE");
    }
  }

  /** Its resource is gone, its Region was left out, its rule does not apply any more, … */
  @ParameterizedTest
  @ValueSource(strings = {"FAIL", "WARN", "UNKNOWN"})
  void whatIsOnlyNotListedAnyMoreDoesNotPass(String verdict) {
    try (HubServer hub = new HubServer()) {
      Channel channel = createChannel("securityhub", HUB);
      items.add(item("a", verdict, false, "one"));
      scanned(channel, 1);
      items.clear();
      scanned(channel, 2);

      assertThat(hub.states("a"))
          .as("compliance, workflow and record")
          .contains("NOT_AVAILABLE", "NEW", "ARCHIVED");
      assertThat(hub.finding("a").at("/Compliance/StatusReasons/0/ReasonCode").asString())
          .isEqualTo("TODOKU_NOT_LISTED");

      hub.requests.clear();
      scanned(channel, 3);
      assertThat(hub.requests).as("it is archived once").isEmpty();

      items.add(item("a", "PASS", false, "fine"));
      scanned(channel, 4);
      assertThat(hub.states("a")).contains("PASSED", "RESOLVED", "ARCHIVED");
    }
  }

  @Test
  void whatPassedFromTheBeginningIsNotSent() {
    try (HubServer hub = new HubServer()) {
      items.add(item("a", "PASS", false, "fine"));

      scanned(createChannel("securityhub", HUB), 1);

      assertThat(hub.requests).isEmpty();
    }
  }

  /** An import changes no workflow of an existing finding. */
  @Test
  void aLaterWaiverSuppressesAFindingAndItsEndLiftsThat() {
    try (HubServer hub = new HubServer()) {
      Channel channel = createChannel("securityhub", HUB);
      items.add(item("a", "FAIL", false, "one"));
      scanned(channel, 1);
      assertThat(hub.count("BatchUpdateFindings")).isZero();

      items.set(0, item("a", "FAIL", true, "one"));
      scanned(channel, 2);
      assertThat(hub.states("a")).containsExactly("FAILED", "HIGH", "SUPPRESSED", "ACTIVE");
      assertThat(hub.count("BatchImportFindings")).as("nothing else of it changed").isEqualTo(1);

      items.set(0, item("a", "FAIL", false, "one"));
      scanned(channel, 3);
      assertThat(hub.states("a")).containsExactly("FAILED", "HIGH", "NEW", "ACTIVE");

      items.set(0, item("a", "FAIL", true, "one"));
      scanned(channel, 4);
      hub.requests.clear();
      items.set(0, item("a", "PASS", true, "fine"));
      scanned(channel, 5);
      assertThat(hub.states("a"))
          .containsExactly("PASSED", "INFORMATIONAL", "RESOLVED", "ARCHIVED");
      assertThat(hub.requests.getFirst().operation())
          .as("Security Hub may not update what is suppressed")
          .isEqualTo("BatchUpdateFindings");
    }
  }

  @Test
  void theWorkflowThatPeopleSetStays() {
    try (HubServer hub = new HubServer()) {
      Channel channel = createChannel("securityhub", HUB);
      items.add(item("a", "FAIL", false, "one"));
      scanned(channel, 1);
      hub.findings
          .values()
          .forEach(finding -> finding.putObject("Workflow").put("Status", "NOTIFIED"));

      items.set(0, item("a", "WARN", false, "less"));
      scanned(channel, 2);

      assertThat(hub.states("a")).containsExactly("WARNING", "LOW", "NOTIFIED", "ACTIVE");
    }
  }

  /** The channel was removed and made again, so nothing is stored of the finding. */
  @Test
  void aFindingThatTheHubKnowsAlreadyIsSuppressedToo() {
    try (HubServer hub = new HubServer()) {
      items.add(item("a", "FAIL", false, "one"));
      scanned(createChannel("securityhub", HUB), 1);
      channels.deleteAll();

      items.set(0, item("a", "FAIL", true, "one"));
      scanned(createChannel("securityhub", HUB), 1);

      assertThat(hub.states("a")).contains("SUPPRESSED");
    }
  }

  @Test
  void aWorkflowThatWasRefusedIsSentAgainWithoutTheFinding() {
    try (HubServer hub = new HubServer()) {
      Channel channel = createChannel("securityhub", HUB);
      items.add(item("a", "FAIL", false, "one"));
      scanned(channel, 1);
      hub.updatesDenied = true;
      items.set(0, item("a", "FAIL", true, "two"));
      outbox.updateFindings(ACCOUNT, "Example KK", "本番");
      awaitSoon().until(() -> hub.count("BatchUpdateFindings") > 0);
      awaitSoon()
          .untilAsserted(() ->
              assertThat(messagesOf(channel))
                  .extracting(row -> String.valueOf(row.lastError))
                  .anyMatch(error -> error.contains("securityhub:BatchUpdateFindings")));

      hub.updatesDenied = false;
      awaitSoon().until(() -> hub.states("a").contains("SUPPRESSED"));

      assertThat(hub.count("BatchImportFindings")).isEqualTo(2);
    }
  }

  @Test
  void aScanThatEndsDuringADeliveryIsSentToo() throws Exception {
    try (HubServer hub = new HubServer()) {
      CountDownLatch sending = new CountDownLatch(1);
      CountDownLatch scanned = new CountDownLatch(1);
      hub.before =
          _ -> {
            sending.countDown();
            scanned.await();
          };
      Channel channel = createChannel("securityhub", HUB);
      items.add(item("a", "FAIL", false, "one"));
      outbox.updateFindings(ACCOUNT, "Example KK", "本番");
      sending.await();

      items.add(item("b", "FAIL", false, "two"));
      outbox.updateFindings(ACCOUNT, "Example KK", "本番");
      scanned.countDown();

      awaitSoon()
          .untilAsserted(() ->
              assertThat(hub.findings.keySet())
                  .containsExactlyInAnyOrder(
                      "todoku/111111111111/ptr-matches-a/a",
                      "todoku/111111111111/ptr-matches-a/b"));
      awaitState(channel, DeliveryState.DELIVERED);
    }
  }

  @Test
  void refusedFindingsAreSentAgainAndTheOthersAreNot() {
    try (HubServer hub = new HubServer()) {
      hub.refused.add("todoku/111111111111/ptr-matches-a/r1");
      Channel channel = createChannel("securityhub", HUB);
      for (int i = 0; i < 150; i++) {
        items.add(item("r" + i, "FAIL", false, "one"));
      }
      outbox.updateFindings(ACCOUNT, "Example KK", "本番");
      awaitSoon().until(() -> hub.findings.size() == 149);
      hub.refused.clear();
      awaitState(channel, DeliveryState.DELIVERED);

      assertThat(hub.findings).hasSize(150);
      assertThat(ids(hub.requests.getLast()))
          .containsExactly("todoku/111111111111/ptr-matches-a/r1");
    }
  }

  @Test
  void manyAreSentInBatchesThatFollowTheModelOfTheApi() throws Exception {
    Peers.require(Moto.present(), "the model of the AWS API in moto's environment");
    try (HubServer hub = new HubServer()) {
      Channel channel = createChannel("securityhub", HUB);
      for (int i = 0; i < 250; i++) {
        items.add(item("r" + i, "FAIL", i > 0, "長".repeat(2000)));
      }
      scanned(channel, 1);
      items.remove(1);
      items.set(0, item("r0", "PASS", false, "fine"));
      scanned(channel, 2);

      JsonNode model = model();
      List<String> violations = new ArrayList<>();
      Set<String> sent = new HashSet<>();
      for (HubServer.HubRequest request : hub.requests) {
        violations(model, request.operation() + "Request", request.body(), violations);
        assertThat(ids(request)).hasSizeLessThanOrEqualTo(100);
        sent.addAll(ids(request));
      }
      assertThat(sent).hasSize(250);
      assertThat(hub.count("BatchUpdateFindings")).isEqualTo(4);
      assertThat(violations).isEmpty();
      JsonNode finding = hub.finding("r7");
      assertThat(finding.get("Description").asString().length()).isLessThanOrEqualTo(1024);
      assertThat(finding.get("Title").asString().length()).isLessThanOrEqualTo(256);
      violations(model, "AwsSecurityFinding", JSON.readTree("{\"Id\":\"x\"}"), violations);
      assertThat(violations).contains("AwsSecurityFinding lacks ProductArn");
    }
  }

  @Test
  void whatSecurityHubWouldForgetIsSentAgainBefore() {
    try (HubServer hub = new HubServer()) {
      Channel channel = createChannel("securityhub", HUB);
      items.add(item("a", "FAIL", false, "one"));
      scanned(channel, 1);
      scanned(channel, 2);
      assertThat(hub.requests).hasSize(1);

      jdbc.update("update exported_finding set sent_at = dateadd('day', -61, current_timestamp)");
      scanned(channel, 3);

      assertThat(hub.requests).hasSize(2);
    }
  }

  private static List<String> ids(HubServer.HubRequest request) {
    boolean isImport = request.operation().equals("BatchImportFindings");
    return request
        .body()
        .get(isImport ? "Findings" : "FindingIdentifiers")
        .valueStream()
        .map(finding -> finding.get("Id").asString())
        .toList();
  }

  private static JsonNode model() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("target/moto/lib"))) {
      Path file =
          files
              .filter(path -> path.toString().contains("/securityhub/"))
              .filter(path -> path.endsWith("service-2.json.gz"))
              .findFirst()
              .orElseThrow();
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        return JSON.readTree(in).get("shapes");
      }
    }
  }

  /** Members that a shape does not have, required ones that are missing, and unknown constants. */
  private static void violations(
      JsonNode shapes, String name, JsonNode value, List<String> violations) {
    JsonNode shape = shapes.get(name);
    switch (shape.get("type").asString()) {
      case "structure" -> {
        for (JsonNode required : shape.path("required")) {
          if (!value.has(required.asString())) {
            violations.add(name + " lacks " + required.asString());
          }
        }
        for (String member : value.propertyNames()) {
          JsonNode of = shape.path("members").path(member).path("shape");
          if (of.isMissingNode()) {
            violations.add(name + " has no " + member);
          } else {
            violations(shapes, of.asString(), value.get(member), violations);
          }
        }
      }
      case "list" ->
          value.forEach(element ->
              violations(shapes, shape.at("/member/shape").asString(), element, violations));
      case "string" -> {
        boolean known = !shape.has("enum");
        for (JsonNode constant : shape.path("enum")) {
          known |= constant.equals(value);
        }
        if (!known || shape.has("pattern") && value.asString().isBlank()) {
          violations.add(name + " is " + value);
        }
      }
      default -> {}
    }
  }
}
