package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A database of the last commit before 0.1.0 starts, and everything in it is still there: four
 * accounts known from files, one scanned account whose access failed, attestations, a waiver, a
 * role override, a schedule, a channel, a runbook with a confirmation, a report, and a user.
 */
class EarlierDatabaseIntegrationTests extends ApiFixture {

  private static final String FILES = "/compatibility/before-0.1.0";

  @Autowired JdbcClient database;
  @Autowired PasswordEncoder passwords;

  @DynamicPropertySource
  static void earlierDatabase(DynamicPropertyRegistry registry) throws IOException {
    Path dir = Files.createTempDirectory("earlier");
    dir.toFile().deleteOnExit();
    Path file = dir.resolve("todoku.mv.db");
    try (InputStream packed =
        new GZIPInputStream(
            EarlierDatabaseIntegrationTests.class.getResourceAsStream(FILES + ".mv.db.gz"))) {
      Files.copy(packed, file);
    }
    file.toFile().deleteOnExit();
    registry.add("spring.datasource.url", () -> "jdbc:h2:file:" + dir.resolve("todoku"));
    registry.add("spring.datasource.username", () -> "todoku");
    registry.add("spring.datasource.password", () -> "");
  }

  /** Nothing is removed: the accounts are those of the file. */
  @Override
  @BeforeEach
  void removeAccount() {}

  @ParameterizedTest
  @ValueSource(
      strings = {"111111111111", "222222222222", "333333333333", "444444444444", "555555555555"})
  void everyChecklistIsUnchanged(String account) throws Exception {
    JsonNode before;
    try (InputStream file = getClass().getResourceAsStream(FILES + ".checklists.json")) {
      before = new JsonMapper().readTree(file).get(account);
    }
    JsonNode now = get("/accounts/" + account + "/checklist").json();

    assertThat(now.at("/readiness")).isEqualTo(before.get("readiness"));
    assertThat(now.at("/scan/outcome")).isEqualTo(before.get("outcome"));
    List<String> items = now.get("items").valueStream().map(this::line).toList();
    assertThat(items)
        .containsExactlyInAnyOrderElementsOf(
            before.get("items").valueStream().map(item -> asJudgedNow(item.asString())).toList());
  }

  /** Verdicts that changed since on purpose: what was passed without being seen is unknown. */
  private static String asJudgedNow(String line) {
    return line.replaceFirst("^(mta-maintained|no-user-enumeration) PASS ", "$1 UNKNOWN ");
  }

  private String line(JsonNode item) {
    JsonNode resource = item.get("resource");
    return "%s %s %s %s %s %s %s"
        .formatted(
            item.get("rule").asString(),
            item.get("verdict").asString(),
            resource.get("type").asString(),
            resource.get("id").asString(),
            resource.path("address").isString() ? resource.path("address").asString() : "None",
            item.get("firstSeen").asString(),
            item.get("waiver").isNull() ? "-" : "waived");
  }

  @Test
  void aRunbookKeepsItsPlanStepsAndConfirmation() throws Exception {
    JsonNode runbook = get("/runbooks").json().get(0);

    assertThat(runbook.at("/plan/way").asString()).isEqualTo("keep-name");
    assertThat(runbook.at("/plan/first/name").asString()).isEqualTo("mail2.example.com");
    assertThat(runbook.at("/runbook/steps")).hasSize(23);
    JsonNode step = runbook.at("/runbook/steps/0");
    assertThat(step.at("/id").asString()).isEqualTo("send-limit");
    assertThat(step.at("/word/note").asString()).isEqualTo("case 1234");
  }

  @Test
  void aSentReportIsServedByteForByte() throws Exception {
    JsonNode report = get("/reports").json().get(0);
    assertThat(report.at("/note").asString()).isEqualTo("first report");

    JsonResponse file = get("/reports/" + report.at("/id").asString() + "/file");

    assertThat(file.status()).isEqualTo(200);
    assertThat(file.response().body().getBytes()).hasSize(report.at("/size").asInt());
  }

  @Test
  void schedulesAndAccountsAreUnchanged() throws Exception {
    JsonNode schedule = get("/schedules").json().get(0);
    assertThat(schedule.at("/schedule").asString()).isEqualTo("0 0 3 1 1 *");
    assertThat(schedule.at("/zone").asString()).isEqualTo("Asia/Tokyo");
    assertThat(schedule.at("/nextAt").asString()).isEqualTo("2026-12-31T18:00:00Z");

    JsonNode account = get("/accounts/555555555555").json();
    assertThat(account.at("/access/role-arn").asString())
        .isEqualTo("arn:aws:iam::555555555555:role/Todoku");
    assertThat(account.at("/mail-domains/0/dkim-selectors/0").asString()).isEqualTo("s1");
  }

  @Test
  void attestationsAndWaiversAreKept() {
    assertThat(database.sql("select author from attestation order by on_date").query().listOfRows())
        .hasSize(2)
        .allMatch(row -> row.get("author").equals("api-token"));
    assertThat(database.sql("select reason from waiver").query(String.class).single())
        .isEqualTo("list is wrong");
    assertThat(
            database
                .sql("select address from role_override where sends")
                .query(String.class)
                .single())
        .isEqualTo("54.92.33.26");
    assertThat(database.sql("select kind from channel").query(String.class).single())
        .isEqualToIgnoringCase("webhook");
    assertThat(database.sql("select role, every_client from app_user").query().singleRow())
        .as("its one user stays administrator")
        .containsEntry("role", "ADMINISTRATOR")
        .containsEntry("every_client", true);
    String hash = database.sql("select password_hash from app_user").query(String.class).single();
    assertThat(passwords.matches("correct horse battery", hash)).isTrue();
  }
}
