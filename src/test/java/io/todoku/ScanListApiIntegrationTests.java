package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.archive.ScanEntity;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.identity.UserRole;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The list of runs in the REST API. */
class ScanListApiIntegrationTests extends FilledServerFixture {

  private static final String OTHER = "121212121212";
  private static final Instant NEWEST = Instant.parse("2026-11-05T00:00:00Z");

  @Autowired private ScanRepository repository;

  @BeforeEach
  void runsOfTwoClients() throws Exception {
    for (String id : List.of(ACCOUNT_ID, OTHER)) {
      String client = id.equals(OTHER) ? "Kita Bank" : "Sora Foods";
      String body =
          "{\"id\":\"%s\",\"name\":\"x\",\"client\":\"%s\",\"access\":{\"profile\":\"p\"}}";
      call("DELETE", "/accounts/" + id, null);
      assertThat(call("POST", "/accounts", body.formatted(id, client)).status()).isEqualTo(201);
    }
    store(1, ACCOUNT_ID, ScanState.DONE, false);
    store(2, ACCOUNT_ID, ScanState.FAILED, false);
    store(2, OTHER, ScanState.DONE, false);
    store(3, OTHER, ScanState.DONE, true);
    store(4, OTHER, ScanState.RUNNING, false);
    store(4, ACCOUNT_ID, ScanState.CANCELLED, false);
  }

  /** A part of the run of that number, stored on that day of November. */
  private void store(int run, String account, ScanState state, boolean recheck) {
    ScanEntity part = new ScanEntity();
    part.runId = new UUID(0, run);
    part.accountId = account;
    part.startedAt = Instant.parse("2026-11-0%dT00:00:00Z".formatted(run));
    part.storedAt = part.startedAt;
    part.finishedAt = state == ScanState.RUNNING ? null : part.startedAt.plusSeconds(90);
    part.state = state;
    part.recheckTarget = recheck ? "address 192.0.2.7" : null;
    repository.save(part);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "account=111111111111 | 4 2 1",
        "account=121212121212 | 4 3 2",
        "client=Kita%20Bank | 4 3 2",
        "client=Nobody | ''",
        "account=111111111111&state=FAILED | 2",
        "account=111111111111&state=CANCELLED | 4",
        "account=121212121212&state=RUNNING | 4",
        "account=121212121212&state=DONE | 3 2",
        "account=121212121212&recheck=true | 3",
        "account=121212121212&recheck=false | 4 2",
        "account=111111111111&from=2026-11-02T00:00:00Z | 4 2",
        "account=111111111111&until=2026-11-02T00:00:00Z | 1",
      })
  void filtersLeaveTheRunsThatMatchNewestFirst(String query, String runs) throws Exception {
    assertThat(String.join(" ", ids(get("/scans?" + query).json()))).isEqualTo(runs);
  }

  private static List<String> ids(JsonNode runs) {
    return runs.valueStream()
        .map(run ->
            String.valueOf(UUID.fromString(run.at("/id").asString()).getLeastSignificantBits()))
        .toList();
  }

  @Test
  void aRunHasTheStateOfItsPartsAndEndsWithTheLast() throws Exception {
    JsonNode runs = get("/scans?until=" + NEWEST + "&from=2026-11-01T00:00:00Z").json();

    assertThat(ids(runs)).containsExactly("4", "3", "2", "1");
    assertThat(runs.valueStream().map(run -> run.at("/state").asString()))
        .containsExactly("RUNNING", "DONE", "FAILED", "DONE");
    assertThat(runs.at("/0/finishedAt").isNull()).isTrue();
    assertThat(runs.at("/0/accounts")).hasSize(2);
    assertThat(runs.at("/1/recheck").asBoolean()).isTrue();
    assertThat(runs.at("/2/finishedAt").asString()).isEqualTo("2026-11-02T00:01:30Z");
  }

  @Test
  void pagesAreLinkedAndUnchangedListsAreNotSentAgain() throws Exception {
    JsonResponse page = get("/scans?client=Sora%20Foods&page=1&size=1");

    assertThat(ids(page.json())).containsExactly("2");
    assertThat(page.response().headers().firstValue("X-Total-Count")).contains("3");
    assertThat(page.response().headers().firstValue("Link").orElse(""))
        .contains("page=0", "rel=\"prev\"", "page=2", "rel=\"next\"");
    assertThat(page.response().headers().firstValue("ETag")).isPresent();
    assertProblem(get("/scans?size=501"), 400);
    assertProblem(get("/scans?state=ENDED"), 400);
    assertProblem(get("/scans?from=yesterday"), 400);
    assertProblem(get("/scans?until="), 400);
    assertProblem(get("/scans?until=0"), 400);
    assertProblem(get("/scans?size"), 400);
  }

  @Test
  void aUserOfOneClientSeesOnlyItsPartOfARun() throws Exception {
    String token = makeToken(UserRole.VIEWER, "Kita Bank", "");

    JsonResponse list = callAs(token, "GET", "/scans", null);

    assertThat(ids(list.json())).containsExactly("4", "3", "2");
    assertThat(list.json().valueStream().map(run -> run.at("/state").asString()))
        .containsExactly("RUNNING", "DONE", "DONE");
    assertThat(list.response().body()).doesNotContain(ACCOUNT_ID);
    assertThat(list.response().headers().firstValue("X-Total-Count")).contains("3");
    assertThat(callAs(token, "GET", "/scans?account=" + ACCOUNT_ID, null).json()).isEmpty();
  }
}
