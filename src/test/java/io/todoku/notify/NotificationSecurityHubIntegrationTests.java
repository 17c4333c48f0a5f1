package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

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
  private final List<CurrentItem> items = new ArrayList<>();

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

  private static AwsSecurityFinding found(List<AwsSecurityFinding> all, String resource) {
    return all.stream().filter(f -> f.id().endsWith("/" + resource)).findFirst().orElseThrow();
  }

  @Test
  void findingsFollowTheScansAndAreArchivedOnceTheyPass() throws Exception {
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
      items.add(item("b", "WARN", true, "two"));
      items.add(item("c", "UNKNOWN", false, "three"));

      scanned(channel, 1);

      List<AwsSecurityFinding> all = client.getFindings().findings();
      assertThat(all).hasSize(3);
      assertThat(states(all, "a")).containsExactly("FAILED", "HIGH", "NEW", "ACTIVE");
      assertThat(states(all, "b")).containsExactly("WARNING", "LOW", "SUPPRESSED", "ACTIVE");
      assertThat(states(all, "c"))
          .containsExactly("NOT_AVAILABLE", "INFORMATIONAL", "NEW", "ACTIVE");
      AwsSecurityFinding first = found(all, "a");
      assertThat(first.id()).isEqualTo("todoku/111111111111/ptr-matches-a/a");
      assertThat(first.productArn())
          .isEqualTo(
              "arn:aws:securityhub:ap-northeast-1:123456789012:product/123456789012/default");
      assertThat(first.description()).isEqualTo("The mail server refused the e-mail: one");
      assertThat(first.sourceUrl()).isEqualTo("http://127.0.0.1/accounts/111111111111");

      items.set(0, item("a", "PASS", false, "fine"));
      scanned(channel, 2);

      List<AwsSecurityFinding> later = client.getFindings().findings();
      assertThat(states(later, "a"))
          .containsExactly("PASSED", "INFORMATIONAL", "RESOLVED", "ARCHIVED");
      assertThat(found(later, "b").updatedAt())
          .as("not sent again, because nothing of it changed")
          .isEqualTo(found(all, "b").updatedAt());
      assertThat(later).hasSize(3);

      scanned(channel, 3);
      assertThat(found(client.getFindings().findings(), "a").updatedAt())
          .as("what passes is sent once")
          .isEqualTo(found(later, "a").updatedAt());
    }
  }

  /** Its resource is gone, its Region was left out, its rule does not apply any more, … */
  @ParameterizedTest
  @ValueSource(strings = {"FAIL", "WARN", "UNKNOWN"})
  void whatIsOnlyNotListedAnyMoreDoesNotPass(String verdict) throws Exception {
    try (HubEndpoint _ = new HubEndpoint(base())) {
      receiver.respondWith(200, "{\"FailedCount\":0,\"SuccessCount\":1}");
      receiver.respondWith(200, "{\"FailedCount\":0,\"SuccessCount\":1}");
      Channel channel = createChannel("securityhub", HUB);
      items.add(item("a", verdict, false, "one"));
      scanned(channel, 1);
      receiver.next();
      items.clear();
      scanned(channel, 2);

      JsonNode finding = JSON.readTree(receiver.next().body()).at("/Findings/0");
      assertThat(finding.get("RecordState").asString()).isEqualTo("ARCHIVED");
      assertThat(finding.at("/Compliance/Status").asString()).isEqualTo("NOT_AVAILABLE");
      assertThat(finding.at("/Compliance/StatusReasons/0/ReasonCode").asString())
          .isEqualTo("TODOKU_NOT_LISTED");
      assertThat(finding.toString()).doesNotContain("RESOLVED");

      scanned(channel, 3);
      assertThat(receiver.unread()).as("it is archived once").isEmpty();
    }
  }

  @Test
  void whatPassedFromTheBeginningIsNotSent() throws Exception {
    try (HubEndpoint _ = new HubEndpoint(base())) {
      items.add(item("a", "PASS", false, "fine"));

      scanned(createChannel("securityhub", HUB), 1);

      assertThat(receiver.unread()).isEmpty();
    }
  }

  private static List<String> states(List<AwsSecurityFinding> all, String resource) {
    AwsSecurityFinding finding = found(all, resource);
    return List.of(
        finding.compliance().statusAsString(),
        finding.severity().labelAsString(),
        finding.workflow().statusAsString(),
        finding.recordStateAsString());
  }

  @Test
  void refusedFindingsAreSentAgainAndTheOthersAreNot() throws Exception {
    try (HubEndpoint _ = new HubEndpoint(base())) {
      receiver.respondWith(
          200,
          """
          {"FailedCount":1,"SuccessCount":1,"FailedFindings":[{"Id":
           "todoku/111111111111/ptr-matches-a/b","ErrorCode":"InvalidInput","ErrorMessage":"no"}]}
          """);
      receiver.respondWith(200, "{\"FailedCount\":0,\"SuccessCount\":1}");
      Channel channel = createChannel("securityhub", HUB);
      items.add(item("a", "FAIL", false, "one"));
      items.add(item("b", "FAIL", false, "two"));

      scanned(channel, 1);

      assertThat(ids(receiver.next())).hasSize(2);
      assertThat(ids(receiver.next())).containsExactly("todoku/111111111111/ptr-matches-a/b");
      assertThat(onlyMessage(channel).attempts).isEqualTo(2);
    }
  }

  @Test
  void manyAreSentInBatchesThatFollowTheModelOfTheApi() throws Exception {
    Peers.require(Moto.present(), "the model of the AWS API in moto's environment");
    try (HubEndpoint _ = new HubEndpoint(base())) {
      for (int i = 0; i < 20; i++) {
        receiver.respondWith(200, "{\"FailedCount\":0,\"SuccessCount\":100}");
      }
      Channel channel = createChannel("securityhub", HUB);
      for (int i = 0; i < 250; i++) {
        items.add(item("r" + i, "FAIL", false, "長".repeat(2000)));
      }

      scanned(channel, 1);

      JsonNode model = model();
      List<String> violations = new ArrayList<>();
      Set<String> sent = new HashSet<>();
      for (WebhookReceiver.Received request : receiver.unread()) {
        assertThat(ids(request)).hasSizeLessThanOrEqualTo(100);
        sent.addAll(ids(request));
        JsonNode body = JSON.readTree(request.body());
        violations(model, "BatchImportFindingsRequest", body, violations);
        JsonNode finding = body.at("/Findings/0");
        assertThat(finding.get("Description").asString().length()).isLessThanOrEqualTo(1024);
        assertThat(finding.get("Title").asString().length()).isLessThanOrEqualTo(256);
      }
      assertThat(sent).hasSize(250);
      assertThat(violations).isEmpty();
      violations(model, "AwsSecurityFinding", JSON.readTree("{\"Id\":\"x\"}"), violations);
      assertThat(violations).contains("AwsSecurityFinding lacks ProductArn");
    }
  }

  @Test
  void whatSecurityHubWouldForgetIsSentAgainBefore() throws Exception {
    try (HubEndpoint _ = new HubEndpoint(base())) {
      receiver.respondWith(200, "{\"FailedCount\":0,\"SuccessCount\":1}");
      receiver.respondWith(200, "{\"FailedCount\":0,\"SuccessCount\":1}");
      Channel channel = createChannel("securityhub", HUB);
      items.add(item("a", "FAIL", false, "one"));
      scanned(channel, 1);
      receiver.next();
      scanned(channel, 2);
      assertThat(receiver.unread()).isEmpty();

      jdbc.update("update exported_finding set sent_at = dateadd('day', -61, current_timestamp)");
      scanned(channel, 3);

      assertThat(ids(receiver.next())).hasSize(1);
    }
  }

  /** Points Security Hub only to the receiver, because background jobs call other services. */
  private record HubEndpoint(String url, AwsSdkProperties others) implements AutoCloseable {

    private static final String PROPERTY = "aws.endpointUrlSecurityHub";

    HubEndpoint(String url) {
      this(url, AwsSdkProperties.pointTo("http://127.0.0.1:9"));
      System.setProperty(PROPERTY, url);
    }

    @Override
    public void close() {
      System.clearProperty(PROPERTY);
      others.close();
    }
  }

  private String base() {
    return "http://127.0.0.1:" + receiver.port();
  }

  private static List<String> ids(WebhookReceiver.Received request) {
    assertThat(request.path()).isEqualTo("/findings/import");
    return JSON.readTree(request.body())
        .get("Findings")
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
