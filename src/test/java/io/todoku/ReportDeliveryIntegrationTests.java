package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What arrives of scheduled reports when people, S3 or a node come in between. */
class ReportDeliveryIntegrationTests extends ReportScheduleFixture {

  private static final String[] MISSING_BUCKET = toBucket("missing-bucket");

  private static String[] toBucket(String name, String... more) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                "formats",
                "html",
                "bucket",
                name,
                "prefix",
                "reports/",
                "region",
                "ap-northeast-1"));
    fields.addAll(Arrays.asList(more));
    return fields.toArray(String[]::new);
  }

  private void removeReports() throws Exception {
    for (String id : jdbc.queryForList("select id from sent_report", String.class)) {
      assertThat(call("DELETE", "/reports/" + id, null).status()).isEqualTo(204);
    }
  }

  private void createBucket(String name) throws Exception {
    assertThat(s3("PUT", "/" + name).statusCode()).isEqualTo(200);
  }

  private MimeMessage onlyMessage() {
    assertThat(MAIL.getReceivedMessages()).hasSize(1);
    return MAIL.getReceivedMessages()[0];
  }

  @Test
  void aReportThatWasRemovedBeforeItsDeliveryIsMadeAgain() throws Exception {
    add("Example KK", toBucket("missing-bucket", "recipients", ""));
    jdbc.update("update report_schedule set recipients = ''");
    due(Duration.ofMinutes(1));
    awaitError("monthly.failed.s3");
    removeReports();
    createBucket("removed-undelivered");

    jdbc.update(
        "update report_schedule set bucket = 'removed-undelivered',"
            + " recipients = 'client@example.com'");
    tryNow();
    awaitRuns(1, "DONE");

    assertThat(attachments(onlyMessage())).hasSize(1);
    assertThat(keysIn("removed-undelivered")).hasSize(1);
    assertThat(jdbc.queryForObject("select count(*) from sent_report", Integer.class)).isOne();
  }

  @Test
  void aReportOfWhichOneFormatWasRemovedIsMadeAgain() throws Exception {
    add("Example KK", toBucket("missing-bucket", "formats", "xlsx"));
    jdbc.update("update report_schedule set recipients = ''");
    due(Duration.ofMinutes(1));
    awaitError("monthly.failed.s3");
    jdbc.update("delete from sent_report where format = 'html'");
    jdbc.update("update report_schedule set bucket = '', recipients = 'client@example.com'");

    tryNow();
    awaitRuns(1, "DONE");

    assertThat(attachments(onlyMessage())).hasSize(2);
    assertThat(jdbc.queryForObject("select count(*) from sent_report", Integer.class)).isEqualTo(2);
  }

  @Test
  void aReportThatWasRemovedAfterItsEmailIsGivenUpWithTheReason() throws Exception {
    String page =
        String.valueOf(add("Example KK", MISSING_BUCKET).getResponse().getRedirectedUrl());
    due(Duration.ofMinutes(1));
    awaitError("monthly.failed.s3");
    removeReports();
    createBucket("removed-mailed");
    jdbc.update("update report_schedule set bucket = 'removed-mailed'");

    tryNow();
    awaitRuns(1, "FAILED");

    assertThat(onlyMessage().getAllRecipients()).hasSize(1);
    assertThat(keysIn("removed-mailed")).isEmpty();
    assertThat(pages.get(page, Locale.ENGLISH))
        .contains("Somebody removed the report", "sent by e-mail")
        .doesNotContain(">stored in S3<");
    String run = jdbc.queryForObject("select id from report_run", String.class);
    pages.post(page + "/runs/" + run + "/again", Locale.ENGLISH);
    awaitRuns(1, "FAILED");
    assertThat(keysIn("removed-mailed")).isEmpty();
  }

  /** Its recipients are not those of the client that it was made for. */
  @Test
  void aReportIsNotSentOnceItsScheduleIsForAnotherClient() throws Exception {
    String page =
        String.valueOf(add("Example KK", MISSING_BUCKET).getResponse().getRedirectedUrl());
    jdbc.update("update report_schedule set recipients = ''");
    due(Duration.ofMinutes(1));
    awaitError("monthly.failed.s3");

    jdbc.update("update report_schedule set client = 'Other KK', recipients = 'other@example.com'");
    tryNow();
    awaitRuns(1, "FAILED");

    assertThat(MAIL.getReceivedMessages()).isEmpty();
    assertThat(pages.get(page, Locale.ENGLISH))
        .contains("created for the client “Example KK” and is not sent");
  }

  /** The state that a node leaves when it is killed after the mail server took the e-mail. */
  @Test
  void anEmailOfADeadNodeIsSentAgainAndReplacesNoOtherObject() throws Exception {
    createBucket("killed");
    add("Example KK", toBucket("killed"));
    due(Duration.ofMinutes(1));
    awaitRuns(1, "DONE");
    String run = jdbc.queryForObject("select id from report_run", String.class);
    Timestamp past = Timestamp.from(Instant.now().minus(Duration.ofHours(1)));
    jdbc.update(
        "update report_run set state = 'WAITING', attempts = 0, mailed_at = null, stored_at = null");

    jdbc.update(
        """
        insert into scheduled_tasks
          (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)
        values ('scheduled-report', ?, ?, true, 'a node that is gone', ?, 1)
        """,
        run,
        past,
        past);
    awaitRuns(1, "DONE");

    MimeMessage[] both = MAIL.getReceivedMessages();
    assertThat(both).hasSize(2);
    assertThat(both[1].getMessageID()).isEqualTo(both[0].getMessageID());
    assertThat(attachments(both[1])).isEqualTo(attachments(both[0])).hasSize(1);
    assertThat(keysIn("killed")).hasSize(1);
    assertThat(jdbc.queryForObject("select count(*) from sent_report", Integer.class)).isOne();
  }

  @Test
  void operatorsAreToldOfAReportThatIsGivenUp() throws Exception {
    call(
        "POST",
        "/accounts",
        "{\"id\":\"%s\",\"name\":\"new\",\"client\":\"Gone KK\",\"access\":{\"profile\":\"p\"}}"
            .formatted(UNSCANNED));
    String page =
        String.valueOf(add("Gone KK", "formats", "html").getResponse().getRedirectedUrl());
    List<String> added = new ArrayList<>();
    for (String client : List.of("null", "\"Gone KK\"")) {
      JsonResponse channel =
          call(
              "POST",
              "/channels",
              ("{\"kind\":\"email\",\"name\":\"c\",\"target\":\"ops@example.com\",\"kinds\":[\"report\"],"
                      + "\"client\":%s}")
                  .formatted(client));
      assertThat(channel.status()).as(channel.response().body()).isEqualTo(201);
      added.add(
          channel
              .response()
              .headers()
              .firstValue("Location")
              .orElseThrow()
              .substring("/api/v1".length()));
    }
    call("DELETE", "/accounts/" + UNSCANNED, null);

    due(Duration.ofMinutes(1));
    awaitRuns(1, "FAILED");

    String reason = "No account belongs to the client “Gone KK”";
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(MAIL.getReceivedMessages()).hasSize(1));
    assertThat(onlyMessage().getSubject())
        .isEqualTo("[Todoku] A scheduled report was not delivered");
    assertThat(onlyMessage().getAllRecipients()[0]).hasToString("ops@example.com");
    assertThat(text(onlyMessage())).contains("The report for Gone KK that was due on 20");
    assertThat(pages.get("/reports", Locale.ENGLISH))
        .contains("The report for Gone KK was not delivered.", reason, page);
    assertThat(reportsPageOf("OPERATOR", "Gone KK")).contains(reason).doesNotContain(page);
    assertThat(reportsPageOf("OPERATOR", "Example KK")).doesNotContain("Gone KK");
    assertThat(reportsPageOf("VIEWER", "Gone KK")).doesNotContain(reason);
    assertThat(pages.get(PATH, Locale.ENGLISH)).contains(">no account<");
    assertThat(pages.get(page, Locale.ENGLISH))
        .contains("<option value=\"\" selected>–</option>", reason);
    for (String channel : added) {
      call("DELETE", channel, null);
    }
  }

  private String reportsPageOf(String role, String client) throws Exception {
    return pages
        .mvc()
        .get()
        .uri("/reports")
        .locale(Locale.ENGLISH)
        .with(user("rei").roles(role).clients(client))
        .exchange()
        .getResponse()
        .getContentAsString();
  }

  @Test
  void whoeverPressesTwiceSendsOne() throws Exception {
    String page =
        String.valueOf(add("Example KK", "formats", "html").getResponse().getRedirectedUrl());

    pages.post(page + "/run", Locale.ENGLISH);
    MvcTestResult again = pages.post(page + "/run", Locale.ENGLISH);
    awaitRuns(1, "DONE");
    pages.post(page + "/run", Locale.ENGLISH);

    assertThat(String.valueOf(again.getMvcResult().getFlashMap().get("message")))
        .startsWith("No other report for Example KK was requested");
    awaitRuns(1, "DONE");
    assertThat(onlyMessage().getSubject()).contains("Example KK");
  }

  @Test
  void aScheduleThatIsDisabledDeliversNothingMore() throws Exception {
    MvcTestResult added = add("Example KK", MISSING_BUCKET);
    String page = String.valueOf(added.getResponse().getRedirectedUrl());
    due(Duration.ofMinutes(1));
    awaitError("monthly.failed.s3");
    createBucket("disabled");

    assertThat(
            pages.post(
                page, Locale.ENGLISH, fields("Example KK", toBucket("disabled", "enabled", ""))))
        .hasStatus3xxRedirection();
    tryNow();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            jdbc.queryForObject(
                    "select count(*) from scheduled_tasks where task_name = 'scheduled-report'",
                    Integer.class)
                == 0);

    awaitRuns(1, "FAILED");
    assertThat(keysIn("disabled")).isEmpty();
    assertThat(pages.get(page, Locale.ENGLISH)).contains("was disabled before this one");
    String run = jdbc.queryForObject("select id from report_run", String.class);
    pages.post(page + "/runs/" + run + "/again", Locale.ENGLISH);
    awaitRuns(1, "DONE");
    assertThat(keysIn("disabled")).hasSize(1);
  }

  /** While S3 fails, its row is gone at the next attempt. */
  @Test
  void aRunOfARemovedScheduleEndsAndItsReportStaysWithTheClient() throws Exception {
    String page =
        String.valueOf(add("Example KK", MISSING_BUCKET).getResponse().getRedirectedUrl());
    due(Duration.ofMinutes(1));
    awaitError("monthly.failed.s3");

    pages.post(page + "/remove", Locale.ENGLISH);
    tryNow();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            jdbc.queryForObject(
                    "select count(*) from scheduled_tasks where task_name = 'scheduled-report'",
                    Integer.class)
                == 0);

    assertThat(visibleReports("Example KK")).hasSize(1);
    assertThat(visibleReports("Other KK")).isEmpty();
  }

  @Test
  void aMonthWithoutAScanIsNoMonthWithoutChanges() throws Exception {
    add("Example KK", "formats", "html", "formats", "xlsx");
    due(Duration.ofMinutes(1));
    awaitRuns(1, "DONE");

    due(Duration.ofSeconds(1));
    awaitRuns(2, "DONE");

    MimeMessage second = MAIL.getReceivedMessages()[1];
    assertThat(text(second))
        .contains("Not scanned since then, so nothing is known of changes.")
        .containsPattern("Example 本番 \\(111111111111\\): .*20\\d\\d-\\d\\d-\\d\\d")
        .doesNotContain("Nothing changed.");
    String report =
        new String(
            parts(second).getBodyPart(2).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(report).contains("Not scanned since then").doesNotContain("Nothing changed.");
  }

  @Test
  void reportsOfClientsWithSimilarNamesHaveKeysOfTheirOwn() throws Exception {
    List<String> clients = List.of("A & B", "A+B");
    for (String client : clients) {
      call(
          "POST",
          "/accounts",
          "{\"id\":\"%s\",\"name\":\"new\",\"client\":\"%s\",\"access\":{\"profile\":\"p\"}}"
              .formatted("77777777777" + clients.indexOf(client), client));
    }
    createBucket("similar");
    String page = "";
    for (String client : clients) {
      page = String.valueOf(add(client, toBucket("similar")).getResponse().getRedirectedUrl());
    }

    due(Duration.ofMinutes(5));
    awaitRuns(2, "DONE");
    pages.post(page + "/run", Locale.ENGLISH);
    awaitRuns(3, "DONE");

    String schedule = page.substring(page.lastIndexOf('/') + 1, page.lastIndexOf('/') + 9);
    assertThat(keysIn("similar"))
        .hasSize(3)
        .allMatch(key ->
            key.matches("reports/20\\d\\d-\\d\\d-\\d\\d/\\d{6}-[0-9a-f]{8}/todoku-[^/]+\\.html"))
        .filteredOn(key -> key.contains("-" + schedule + "/"))
        .hasSize(2);
    for (String client : clients) {
      call("DELETE", "/accounts/77777777777" + clients.indexOf(client), null);
    }
  }

  @Test
  void aReportStaysWithTheClientItWasMadeForWhenItsAccountGoesToAnother() throws Exception {
    add("Example KK", "formats", "html");
    due(Duration.ofMinutes(1));
    awaitRuns(1, "DONE");
    String id = jdbc.queryForObject("select id from sent_report", String.class);
    assertThat(call("POST", "/reports", "{\"client\":\"Example KK\",\"format\":\"html\"}").status())
        .isEqualTo(201);
    assertThat(visibleReports("Example KK")).contains(id).hasSize(2);

    jdbc.update("update account set client = 'New KK' where id = ?", ACCOUNT_ID);

    assertThat(visibleReports("New KK")).isEmpty();
    assertThat(fileFor("New KK", id)).hasStatus(404);
    assertThat(visibleReports("New KK", "Example KK")).contains(id).hasSize(2);
    assertThat(fileFor("Example KK", id)).hasStatus(404);

    // as reports that were made before this was kept
    jdbc.update("update sent_report set client = null");
    jdbc.update("update sent_report_account set client = null");
    assertThat(visibleReports("New KK")).contains(id);
  }

  private List<String> visibleReports(String... clients) throws Exception {
    MvcTestResult list =
        pages
            .mvc()
            .get()
            .uri("/api/v1/reports")
            .with(user("rei").roles("VIEWER").clients(clients))
            .exchange();
    List<Map<String, Object>> reports =
        new JsonMapper()
            .readValue(list.getResponse().getContentAsByteArray(), new TypeReference<>() {});
    return reports.stream().map(report -> String.valueOf(report.get("id"))).toList();
  }

  private MvcTestResult fileFor(String client, String report) {
    return pages
        .mvc()
        .get()
        .uri("/reports/" + report + "/file")
        .with(user("rei").roles("VIEWER").clients(client))
        .exchange();
  }
}
