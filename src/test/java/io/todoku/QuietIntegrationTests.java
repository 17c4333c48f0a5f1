package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** What a quiet installation does and refuses, and what is left of it once it works. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:quiet;DB_CLOSE_DELAY=-1")
class QuietIntegrationTests extends ApiFixture {

  @Autowired JdbcClient database;

  @BeforeEach
  void makeQuiet() throws Exception {
    addAccountWithProfile();
    importSnapshot(snapshot(senderWithWrongPtr()));
    database
        .sql("update installation set quiet_reason = 'COPY', quiet_since = current_timestamp")
        .update();
    await().atMost(Duration.ofSeconds(10)).until(() -> isQuiet());
  }

  @AfterEach
  void resume() throws Exception {
    assertThat(call("DELETE", "/quiet", null).status()).isEqualTo(204);
  }

  private boolean isQuiet() throws Exception {
    return get("/quiet").json().get("quiet").asBoolean();
  }

  @Override
  boolean checksAnswers() {
    return true;
  }

  @Test
  void theApiTellsWhyAndEndsIt() throws Exception {
    JsonNode quiet = get("/quiet").json();
    assertThat(quiet.get("reason").asString()).isEqualTo("copy");
    assertThat(quiet.get("since").isString()).isTrue();

    assertThat(call("DELETE", "/quiet", null).status()).isEqualTo(204);

    JsonNode working = get("/quiet").json();
    assertThat(working.get("quiet").asBoolean()).isFalse();
    assertThat(working.get("reason").isNull()).isTrue();
  }

  @Test
  void scansAndRechecksAreRefusedUntilItWorks() throws Exception {
    collectorReturns(snapshot(senderWithWrongPtr()));
    String scan = "{\"accounts\":[\"%s\"]}".formatted(ACCOUNT_ID);

    JsonResponse refused = call("POST", "/scans", scan);
    assertProblem(refused, 409);
    assertThat(refused.json().get("detail").asString()).contains("is quiet", "/settings/quiet");
    assertProblem(
        call("POST", "/accounts/" + ACCOUNT_ID + "/rechecks", "{\"address\":\"192.0.2.7\"}"), 409);
    verify(collector, never()).collect(any(), any(), any(), any());
    assertThat(get("/accounts/" + ACCOUNT_ID + "/checklist").status()).isEqualTo(200);

    assertThat(call("DELETE", "/quiet", null).status()).isEqualTo(204);
    assertThat(call("POST", "/scans", scan).status()).isEqualTo(202);
  }

  @Test
  void aScheduleThatWasDueGoesOnWithItsNextTime() throws Exception {
    String id =
        call(
                "POST",
                "/schedules",
                "{\"account\":\"%s\",\"schedule\":\"every 6h\"}".formatted(ACCOUNT_ID))
            .json()
            .get("id")
            .asString();
    database
        .sql("update scan_schedule set next_at = timestamp with time zone '2026-01-01 00:00:00Z'")
        .update();

    assertThat(call("DELETE", "/quiet", null).status()).isEqualTo(204);

    JsonNode schedule = get("/schedules/" + id).json();
    assertThat(schedule.get("nextAt").asString()).isGreaterThan("2026-06");
    assertThat(schedule.get("lastRun").isNull()).as("the missed one was not caught up").isTrue();
    call("DELETE", "/schedules/" + id, null);
  }

  @Test
  void peopleAreNotifiedOfNothingBeforeTheNextScanOfAnAccount() throws Exception {
    database
        .sql("update account_judgement set notified_since = current_timestamp where account_id = ?")
        .param(ACCOUNT_ID)
        .update();
    database
        .sql("insert into pending_news (account_id, since) values (?, current_timestamp)")
        .param(ACCOUNT_ID)
        .update();

    assertThat(call("DELETE", "/quiet", null).status()).isEqualTo(204);

    assertThat(database.sql("select account_id from pending_news").query().listOfRows()).isEmpty();
    assertThat(
            database
                .sql("select notified_since from account_judgement where account_id = ?")
                .param(ACCOUNT_ID)
                .query()
                .listOfRows())
        .isEqualTo(List.of(java.util.Collections.singletonMap("NOTIFIED_SINCE", null)));
  }
}
