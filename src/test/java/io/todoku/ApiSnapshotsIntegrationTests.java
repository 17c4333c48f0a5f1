package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Recheck.ReplacedObservations;
import io.todoku.snapshot.RecheckMerge;
import io.todoku.snapshot.RecheckObservations;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotFile;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** Snapshots in the REST API, and the pages that show them. */
class ApiSnapshotsIntegrationTests extends ApiFixture {

  @Autowired private WebApplicationContext context;

  @Test
  void anImportedSnapshotIsJudgedReportedAndServedAgain() throws Exception {
    Snapshot snapshot = snapshot(senderWithWrongPtr());

    importSnapshot(snapshot);

    JsonNode list = get("/accounts/" + ACCOUNT_ID + "/checklist").json();
    assertThat(list.at("/account/name").asString()).isEqualTo("Example 本番");
    assertThat(list.at("/account/environment").asString()).isEqualTo("staging");
    assertThat(list.at("/readiness").asString()).isEqualTo("NOT_READY");
    assertThat(list.at("/scan/outcome").asString()).isEqualTo("COMPLETE");
    Snapshot back =
        SnapshotFile.read(
            get("/accounts/" + ACCOUNT_ID + "/snapshot").response().body().getBytes());
    assertThat(back.regions()).isEqualTo(snapshot.regions());
    assertThat(back.lookups()).isEqualTo(snapshot.lookups());
    for (String format : List.of("html", "csv", "json")) {
      JsonResponse report =
          get("/accounts/" + ACCOUNT_ID + "/report?format=" + format + "&lang=ja");
      assertThat(report.status()).isEqualTo(200);
      assertThat(report.response().body()).contains("192.0.2.9");
    }
    assertThat(get("/accounts/" + ACCOUNT_ID + "/report?format=json&lang=en").json().get("items"))
        .isEqualTo(list.get("items"));
    assertProblem(get("/accounts/" + ACCOUNT_ID + "/report?format=docx"), 400);
    JsonResponse french = get("/accounts/" + ACCOUNT_ID + "/report?lang=fr");
    assertProblem(french, 400);
    assertThat(french.json().get("detail").asString())
        .isEqualTo("lang must be one of en, ja, not \"fr\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"version\":99}",
        "[1,2",
        "{\"version\":1,\"scanId\":\"x\"}",
        "\u0000"
      })
  void whatIsNoSnapshotIsAProblemAndNothingIsLost(String body) throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));

    assertProblem(call("POST", "/snapshots", body), 400);

    assertThat(get("/accounts/" + ACCOUNT_ID + "/checklist").status()).isEqualTo(200);
  }

  @Test
  void aSnapshotFromTheFutureIsRefusedAndTheLastImportedOneCounts() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));
    String now = new String(SnapshotFile.write(snapshot(senderWithWrongPtr())));
    String future = now.replace("2026-11-18T00:00:00Z", "2099-01-01T00:00:00Z");
    assertProblem(call("POST", "/snapshots", future), 400);

    String started = now.replace("2026-11-17T23:59:30Z", "2099-01-01T00:00:00Z");
    assertThat(started).isNotEqualTo(now);
    assertProblem(call("POST", "/snapshots", started), 400);

    String older = now.replace("2026-11-18T00:00:00Z", "2026-11-17T00:00:00Z");
    assertThat(call("POST", "/snapshots", older).status()).isEqualTo(201);
    assertThat(get("/accounts/" + ACCOUNT_ID + "/snapshot").json().at("/finishedAt").asString())
        .isEqualTo("2026-11-17T00:00:00Z");
  }

  @Test
  void aRecheckFromTheFutureIsRefusedToo() throws Exception {
    Instant then = Instant.parse("2099-01-01T00:00:00Z");
    Snapshot rechecked =
        RecheckMerge.merge(
            snapshot(senderWithWrongPtr()),
            "run-2",
            new RecheckObservations(
                then, then, List.of(), null, null, List.of(), List.of(), List.of(), List.of(),
                List.of()),
            ReplacedObservations.ALL);

    JsonResponse refused = call("POST", "/snapshots", new String(SnapshotFile.write(rechecked)));

    assertProblem(refused, 400);
    assertThat(refused.json().get("detail").asString()).contains("recheck.finishedAt");
  }

  @ParameterizedTest
  @CsvSource({"'\"name\" : \"Example 本番\"', '\"name\" : \" \"'", "example.org, EXAMPLE.com"})
  void anAccountInAFileIsValidatedLikeOneFromAForm(String from, String to) throws Exception {
    Snapshot built =
        snapshot(senderWithWrongPtr().withDomain("example.com").withDomain("example.org"));
    AccountFacts facts = built.account();
    AccountFacts two =
        new AccountFacts(
            facts.id(),
            facts.name(),
            facts.client(),
            facts.environment(),
            List.of(
                new MailDomain("example.com", List.of()), new MailDomain("example.org", List.of())),
            facts.roleOverrides(),
            Map.of());
    String file = new String(SnapshotFile.write(built.judgedAt(built.judgedAt(), two, List.of())));
    assertThat(file).contains(from);

    assertProblem(call("POST", "/snapshots", file.replace(from, to)), 400);
    assertProblem(get("/accounts/" + ACCOUNT_ID), 404);
  }

  @Test
  void simultaneousFilesOfANewAccountAreAllImported() throws Exception {
    String body = new String(SnapshotFile.write(snapshot(senderWithWrongPtr())));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<JsonResponse>> answers =
          IntStream.range(0, 8)
              .mapToObj(i -> threads.submit(() -> call("POST", "/snapshots", body)))
              .toList();
      for (Future<JsonResponse> answer : answers) {
        assertThat(answer.get().status()).isEqualTo(201);
      }
    }
  }

  @Test
  void aSnapshotOfManyMegabytesIsStored() throws Exception {
    SnapshotBuilder world = senderWithWrongPtr();
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < 1200; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(2000, '#', '[').forEach(c -> text.append((char) c));
      world.dns("host" + i + ".example.com", "TXT", text.toString());
    }
    Snapshot snapshot = snapshot(world);

    importSnapshot(snapshot);

    Snapshot back =
        SnapshotFile.read(
            get("/accounts/" + ACCOUNT_ID + "/snapshot").response().body().getBytes());
    assertThat(back.lookups()).isEqualTo(snapshot.lookups());
  }

  @Test
  void aChecklistWithThousandsOfItemsIsShownAHundredAtATime() throws Exception {
    SnapshotBuilder world = SnapshotBuilder.aSnapshot();
    for (int i = 0; i < 800; i++) {
      world.withSender("192.0.%d.%d".formatted(i / 250, i % 250 + 1));
    }
    importSnapshot(snapshot(world));

    MockMvcTester mvc =
        MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build());
    Set<String> seen = new HashSet<>();
    String path = "/accounts/" + ACCOUNT_ID + "?show=all&part=UNCHECKED";
    while (path != null) {
      String page =
          mvc.get()
              .uri(URI.create(path))
              .with(user("mika"))
              .exchange()
              .getResponse()
              .getContentAsString();
      assertThat(page).endsWith("</html>\n");
      List<String> items = found("<li id=\"([^\"]*)\">\\s*<details class=\"task\"", page);
      assertThat(items).hasSizeBetween(1, 100);
      assertThat(seen).as("nothing is shown twice").doesNotContainAnyElementsOf(items);
      seen.addAll(items);
      path =
          found("rel=\"next\" href=\"([^\"]*part=UNCHECKED[^\"]*)", page).stream()
              .findFirst()
              .map(link -> link.replace("&amp;", "&"))
              .orElse(null);
    }
    assertThat(seen)
        .as("UNKNOWN by at least four rules, one by Region")
        .hasSizeGreaterThanOrEqualTo(3201)
        .anyMatch(id -> id.endsWith("192.0.0.1"))
        .anyMatch(id -> id.endsWith("192.0.3.50"));
  }

  private static List<String> found(String pattern, String page) {
    return Pattern.compile(pattern).matcher(page).results().map(m -> m.group(1)).toList();
  }

  /** The MX of one account may lead to another: all that are known here count. */
  @Test
  void anAddressHeldByAnotherAccountIsRecognizedAsOurs() throws Exception {
    String other = "999999999998";
    call("DELETE", "/accounts/" + other, null);
    SnapshotBuilder mx =
        SnapshotBuilder.aSnapshot()
            .account(ACCOUNT_ID)
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mx.example.com")
            .dns("mx.example.com", "A", "203.0.113.9")
            .dnsStatus("mx.example.com", "AAAA", DnsLookup.Status.NODATA);
    importSnapshot(mx.build());
    assertThat(verdict("mx-owned")).isEqualTo("UNKNOWN");

    importSnapshot(
        SnapshotBuilder.aSnapshot().account(other).withElasticIp("203.0.113.9", Map.of()).build());
    assertThat(verdict("mx-owned")).isEqualTo("PASS");

    call("DELETE", "/accounts/" + other, null);
    assertThat(verdict("mx-owned")).isEqualTo("UNKNOWN");
  }

  private String verdict(String rule) throws Exception {
    return get("/accounts/" + ACCOUNT_ID + "/checklist")
        .json()
        .get("items")
        .valueStream()
        .filter(item -> item.get("rule").asString().equals(rule))
        .map(item -> item.get("verdict").asString())
        .findFirst()
        .orElseThrow();
  }
}
