package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
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
  void aMonthlyReportThatWasDueGoesOnWithItsNextTimeAndIsNotSent() throws Exception {
    UUID schedule = UUID.randomUUID();
    database
        .sql(
            "insert into report_schedule (id, client, month_day, at_hour, zone, language, formats,"
                + " recipients, bucket, prefix, region, role_arn, external_id, keep_months, enabled,"
                + " next_at, created_at) values (?, 'Example KK', 1, 9, 'UTC', 'en', 'html',"
                + " 'client@example.com', '', '', '', '', '', 24, true,"
                + " timestamp with time zone '2026-01-01 09:00:00Z', current_timestamp)")
        .param(schedule)
        .update();
    insertRun(schedule, "WAITING", "2025-12-01 09:00:00Z");
    insertRun(schedule, "DONE", "2025-11-01 09:00:00Z");

    assertThat(call("DELETE", "/quiet", null).status()).isEqualTo(204);

    assertThat(
            database
                .sql("select next_at from report_schedule where id = ?")
                .param(schedule)
                .query(OffsetDateTime.class)
                .single())
        .isAfter(OffsetDateTime.now());
    assertThat(
            database
                .sql(
                    "select state || ' ' || coalesce(error_key, '') from report_run"
                        + " where schedule_id = ? order by due_at")
                .param(schedule)
                .query(String.class)
                .list())
        .containsExactly("DONE ", "FAILED notify.failed.quiet");
    database.sql("delete from report_schedule where id = ?").param(schedule).update();
  }

  private void insertRun(UUID schedule, String state, String dueAt) {
    database
        .sql(
            "insert into report_run (id, schedule_id, due_at, state, attempts, next_at, give_up_at)"
                + " values (?, ?, cast(? as timestamp with time zone), ?, 0, current_timestamp,"
                + " dateadd('day', 1, current_timestamp))")
        .params(UUID.randomUUID(), schedule, dueAt, state)
        .update();
  }

  @Test
  void peopleAreNotifiedOfNothingBeforeTheNextScanOfAnAccount() throws Exception {
    String channel =
        call(
                "POST",
                "/channels",
                "{\"kind\":\"webhook\",\"name\":\"x\",\"target\":\"https://127.0.0.1/x\"}")
            .json()
            .at("/channel/id")
            .asString();
    Snapshot changed = snapshot(senderWithWrongPtr().withSender("192.0.2.8"));
    importSnapshot(changed);

    assertThat(call("DELETE", "/quiet", null).status()).isEqualTo(204);
    importSnapshot(changed);

    assertThat(news()).as("what changed while it was quiet").isEmpty();
    Snapshot fixed =
        snapshot(
            SnapshotBuilder.aSnapshot()
                .withSender("192.0.2.7")
                .ptr("192.0.2.7", "mail.example.com")
                .dns("mail.example.com", "A", "192.0.2.7"));
    collectorReturns(fixed);
    importSnapshot(fixed);
    assertThat(news()).as("what changed since").isNotEmpty();
    call("DELETE", "/channels/" + channel, null);
  }

  /** The accounts of which something is told, or is to be told. */
  private List<String> news() {
    return database
        .sql("select account_id from pending_news union all select client from outbox")
        .query(String.class)
        .list();
  }
}
