package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import io.todoku.testing.PageClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

/** An imported file replaces nothing unasked, and is told from what Todoku collected itself. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:origin;DB_CLOSE_DELAY=-1")
class SnapshotOriginIntegrationTests extends ApiFixture {

  @Autowired private Scheduler scheduler;
  @Autowired private WebApplicationContext context;
  @Autowired private JdbcClient database;

  private PageClient pages;

  @BeforeEach
  void openPages() {
    pages = new PageClient(context);
  }

  private static byte[] file() {
    return SnapshotFile.write(snapshot(senderWithWrongPtr()));
  }

  private static byte[] fileOfClient(String client) {
    Snapshot built = senderWithWrongPtr().build();
    AccountFacts facts =
        new AccountFacts(
            ACCOUNT_ID, "Example 本番", client, Environment.STAGING, List.of(), Map.of(), Map.of());
    return SnapshotFile.write(built.judgedAt(built.judgedAt(), facts, List.of()));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private MvcTestResult upload(byte[] file, String name) {
    return pages
        .mvc()
        .post()
        .uri("/snapshots")
        .multipart()
        .file(new MockMultipartFile("file", name, "application/json", file))
        .with(user("mika").roles("ADMINISTRATOR"))
        .with(csrf())
        .exchange();
  }

  private void addReachableAccount() throws Exception {
    String body =
        """
        {"id":"%s","name":"x","client":"Example KK","access":{"profile":"p"}}
        """
            .formatted(ACCOUNT_ID);
    assertThat(call("POST", "/accounts", body).status()).isEqualTo(201);
  }

  private int storedScans() {
    return database.sql("select count(*) from scan").query(Integer.class).single();
  }

  private int statusFor(String userName, String path) {
    return pages
        .mvc()
        .get()
        .uri(path)
        .with(user(userName).roles("ADMINISTRATOR"))
        .exchange()
        .getResponse()
        .getStatus();
  }

  @Test
  void theApiWantsAConfirmationBeforeAFileReplacesWhatARoleCollects() throws Exception {
    addReachableAccount();

    JsonResponse refused = call("POST", "/snapshots", new String(file()));

    assertProblem(refused, 409);
    assertThat(refused.json().at("/concerns").toString()).isEqualTo("[\"REACHABLE_ACCOUNT\"]");
    assertThat(refused.json().at("/detail").asString()).contains(ACCOUNT_ID, "confirm=true");
    assertThat(storedScans()).isZero();
    assertThat(call("POST", "/snapshots?confirm=true", new String(file())).status()).isEqualTo(201);
  }

  /** As {@code curl --data-binary} does by default. */
  @Test
  void aFileThatIsCalledAFormIsReadAllTheSame() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/api/v1/snapshots?fileName=a%00b.json"))
            .header("Authorization", "Bearer a-token-for-tests-V7nKq3xWz9Lr")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofByteArray(file()))
            .build();

    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(get("/accounts/" + ACCOUNT_ID + "/checklist").json().at("/scan/origin/fileName"))
        .hasToString("\"ab.json\"");
  }

  @Test
  void aFileOfAnotherClientWantsAConfirmationAndOneThatNamesNoneDoesNot() throws Exception {
    call("POST", "/snapshots", new String(file()));

    JsonResponse refused = call("POST", "/snapshots", new String(fileOfClient("Other KK")));

    assertProblem(refused, 409);
    assertThat(refused.json().at("/concerns").toString()).isEqualTo("[\"OTHER_CLIENT\"]");
    assertThat(call("POST", "/snapshots", new String(fileOfClient(""))).status()).isEqualTo(201);
    assertThat(call("POST", "/snapshots", new String(file())).status()).isEqualTo(201);
  }

  @Test
  void aPersonSeesWhatTheFileReplacesAndImportsItWithoutSendingItAgain() throws Exception {
    addReachableAccount();
    byte[] file = fileOfClient("Other KK");

    String waiting = upload(file, "C:\\mail\\from <client>.json").getResponse().getRedirectedUrl();

    assertThat(waiting).startsWith("/snapshots/");
    assertThat(pages.get(waiting, Locale.ENGLISH))
        .contains(
            "Todoku can scan this account itself.",
            "the client “Other KK”; here it belongs to “Example KK”",
            "from &lt;client&gt;.json",
            sha256(file))
        .doesNotContain("C:\\mail");
    assertThat(storedScans()).as("nothing is imported yet").isZero();
    assertThat(lastOutcome()).isEqualTo("FAILED");

    assertThat(pages.post(waiting, Locale.ENGLISH, "concern", "OTHER_CLIENT"))
        .as("what was not shown is not confirmed")
        .hasRedirectedUrl(waiting);
    MvcTestResult imported =
        pages.post(
            waiting, Locale.ENGLISH, "concern", "REACHABLE_ACCOUNT", "concern", "OTHER_CLIENT");

    assertThat(imported.getResponse().getRedirectedUrl()).isEqualTo("/accounts/" + ACCOUNT_ID);
    assertThat(lastOutcome()).isEqualTo("DONE");
    String origin =
        "AWS data from the file “from &lt;client&gt;.json” (SHA-256 %s), imported by mika from"
            .formatted(sha256(file));
    for (String page : List.of("", "/history", "/report?format=html&lang=en")) {
      assertThat(pages.get("/accounts/" + ACCOUNT_ID + page, Locale.ENGLISH))
          .as(page)
          .contains(origin);
    }
    assertThat(get("/accounts/" + ACCOUNT_ID + "/checklist").json().at("/scan/origin/sha256"))
        .hasToString("\"" + sha256(file) + "\"");
    assertThat(statusFor("mika", waiting)).as("it waits no more").isEqualTo(404);
  }

  private String lastOutcome() {
    return database
        .sql(
            """
            select outcome from audit_entry where action = 'snapshot.import'
            order by seq desc limit 1
            """)
        .query(String.class)
        .single();
  }

  @Test
  void onlyThePersonWhoSentItCanImportAFileAndOnlyForAnHour() throws Exception {
    addReachableAccount();
    String waiting = upload(file(), "a.json").getResponse().getRedirectedUrl();

    assertThat(statusFor("ken", waiting)).isEqualTo(404);
    assertThat(statusFor("mika", waiting)).isEqualTo(200);
    database
        .sql("update pending_import set imported_at = dateadd('minute', -61, imported_at)")
        .update();
    assertThat(statusFor("mika", waiting)).isEqualTo(404);

    upload(file(), "b.json");
    assertThat(database.sql("select file_name from pending_import").query(String.class).list())
        .as("what is too old is deleted")
        .containsExactly("b.json");
  }

  @Test
  void aFileThatNobodyConfirmsIsDeletedThoughNoOtherComes() throws Exception {
    addReachableAccount();
    upload(file(), "a.json");
    database
        .sql("update pending_import set imported_at = dateadd('minute', -61, imported_at)")
        .update();

    scheduler.reschedule(
        TaskInstanceId.of("pending-imports-expire", RecurringTask.INSTANCE), Instant.now());

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> database.sql("select count(*) from pending_import").query(Integer.class).single(),
            count -> count == 0);
  }

  @Test
  void whatTodokuCollectedItselfHasNoOrigin() throws Exception {
    addReachableAccount();
    collectorReturns(snapshot(senderWithWrongPtr()));
    JsonResponse started = call("POST", "/scans", "{\"accounts\":[\"%s\"]}".formatted(ACCOUNT_ID));
    String run = started.response().headers().firstValue("Location").orElseThrow();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> get(run.substring("/api/v1".length())).json().at("/state").asString(),
            state -> !state.equals("RUNNING"));

    assertThat(get("/accounts/" + ACCOUNT_ID + "/checklist").json().at("/scan/origin").isNull())
        .isTrue();
    assertThat(pages.get("/accounts/" + ACCOUNT_ID, Locale.ENGLISH))
        .doesNotContain("imported file", "imported by");
  }
}
