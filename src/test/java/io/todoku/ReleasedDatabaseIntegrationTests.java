package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.transfer.DatabaseRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The database of release 0.1.0 starts under the present code and keeps what it held. */
class ReleasedDatabaseIntegrationTests extends ApiFixture {

  private static final Map<String, Integer> ROWS = new java.util.TreeMap<>();

  @Autowired JdbcClient database;
  @Autowired PasswordEncoder passwords;

  @DynamicPropertySource
  static void releasedDatabase(DynamicPropertyRegistry registry) throws Exception {
    Path dir = Files.createTempDirectory("released");
    dir.toFile().deleteOnExit();
    Path file = dir.resolve("todoku.mv.db");
    file.toFile().deleteOnExit();
    try (InputStream packed =
        new GZIPInputStream(
            ReleasedDatabaseIntegrationTests.class.getResourceAsStream(
                "/releases/0.1.0/todoku.mv.db.gz"))) {
      Files.copy(packed, file);
    }
    String url = "jdbc:h2:file:" + dir.resolve("todoku");
    ROWS.putAll(DatabaseRows.count(url, "todoku", ""));
    registry.add("spring.datasource.url", () -> url);
    registry.add("spring.datasource.username", () -> "todoku");
    registry.add("spring.datasource.password", () -> "");
  }

  /** Nothing is removed: the accounts are those of the file. */
  @Override
  @BeforeEach
  void removeAccount() {}

  @Test
  void everyRowOfPeopleAndScansIsStillThere() throws IOException {
    assertThat(ROWS)
        .containsEntry("account", 5)
        .containsEntry("snapshot_piece", 4)
        .containsEntry("channel", 1)
        .containsEntry("app_user", 1)
        .containsEntry("sent_report_piece", 1);
    for (String table :
        new String[] {
          "app_user",
          "attestation",
          "channel",
          "held_address",
          "runbook",
          "runbook_piece",
          "scan",
          "scan_schedule",
          "sent_report",
          "sent_report_account",
          "sent_report_piece",
          "snapshot_piece",
          "waiver"
        }) {
      assertThat(database.sql("select count(*) from " + table).query(Integer.class).single())
          .as(table)
          .isEqualTo(ROWS.getOrDefault(table, 0));
    }
    assertThat(database.sql("select count(*) from account").query(Integer.class).single())
        .as("and the account of the configuration")
        .isEqualTo(ROWS.get("account") + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "111111111111, NOT_READY",
    "222222222222, NOT_READY",
    "333333333333, UNDETERMINED",
    "444444444444, NOT_READY"
  })
  void theReadinessOfEachAccountIsThatOfTheRelease(String account, String readiness)
      throws Exception {
    JsonNode checklist = get("/accounts/" + account + "/checklist").json();

    assertThat(checklist.get("readiness").asString()).isEqualTo(readiness);
    assertThat(checklist.get("items")).isNotEmpty();
  }

  @Test
  void peopleSignInAndFindTheirSchedulesReportsAndRunbooks() throws Exception {
    String hash = database.sql("select password_hash from app_user").query(String.class).single();
    assertThat(passwords.matches("correct horse battery staple 9", hash)).isTrue();
    assertThat(get("/schedules").json().get(0).get("nextAt").asString())
        .isEqualTo("2026-12-31T18:00:00Z");
    JsonNode report = get("/reports").json().get(0);
    JsonResponse file = get("/reports/" + report.get("id").asString() + "/file");
    assertThat(file.response().body().getBytes()).hasSize(report.get("size").asInt());
    assertThat(get("/runbooks").json()).hasSize(1);
    assertThat(database.sql("select target from channel").query(String.class).single())
        .as("the secret is encrypted by the first start")
        .startsWith("{aes:");
  }

  @Test
  void anUpgradeIsNoCopy() throws Exception {
    assertThat(get("/quiet").json().get("quiet").asBoolean()).isFalse();
  }
}
