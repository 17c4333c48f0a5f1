package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.todoku.peers.AwsSdkProperties;
import io.todoku.peers.Moto;
import io.todoku.peers.Peers;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.PageClient;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

/** Reports that clients get every month, by e-mail and in a bucket of moto. */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:monthly;DB_CLOSE_DELAY=-1",
      "spring.mail.host=127.0.0.1",
      "todoku.public-url=https://todoku.example.com",
      "todoku.notifications.from=todoku@example.com",
      "db-scheduler.polling-interval=50ms"
    })
class MonthlyReportIntegrationTests extends ApiFixture {

  private static final String PATH = "/settings/monthly-reports";
  private static final String UNSCANNED = "777777777777";

  private static final GreenMail MAIL =
      new GreenMail(new ServerSetup(Peers.freePort("127.0.0.1"), "127.0.0.1", "smtp"));

  @TempDir static Path dir;
  private static Moto moto;
  private static AwsSdkProperties environment;

  @Autowired private WebApplicationContext context;
  @Autowired private JdbcTemplate jdbc;
  private PageClient pages;

  @DynamicPropertySource
  static void mailServer(DynamicPropertyRegistry registry) {
    MAIL.start();
    registry.add("spring.mail.port", () -> MAIL.getSmtp().getPort());
  }

  @BeforeAll
  static void startMoto() throws Exception {
    Peers.require(Moto.present(), "moto_server");
    moto = Moto.start(dir);
    environment = AwsSdkProperties.pointTo(moto.endpoint());
  }

  @AfterAll
  static void stop() {
    MAIL.stop();
    if (environment != null) {
      environment.close();
      moto.close();
    }
  }

  @BeforeEach
  void scan() throws Exception {
    pages = new PageClient(context);
    jdbc.update("delete from report_schedule");
    jdbc.update("delete from sent_report");
    MAIL.purgeEmailFromAllMailboxes();
    importSnapshot(snapshot(senderWithWrongPtr()));
  }

  private MvcTestResult add(String client, String... more) {
    String[] fields = {
      "client",
      client,
      "day",
      "31",
      "hour",
      "9",
      "zone",
      "Asia/Tokyo",
      "language",
      "en",
      "keepMonths",
      "24",
      "enabled",
      "true",
      "recipients",
      "client@example.com"
    };
    return pages.post(
        PATH,
        Locale.ENGLISH,
        Stream.concat(Arrays.stream(fields), Arrays.stream(more)).toArray(String[]::new));
  }

  /** Lets the time of each enabled schedule pass. */
  private void due(Duration ago) {
    jdbc.update(
        "update report_schedule set next_at = ? where month_day = 31",
        Timestamp.from(Instant.now().minus(ago)));
    runNow("reports-due");
  }

  private void runNow(String job) {
    jdbc.update(
        "update scheduled_tasks set execution_time = current_timestamp where task_name = ?", job);
  }

  /** Adds a schedule like the one that is there, for another day. */
  private void addCopy(boolean enabled, String nextAt) {
    jdbc.update(
        "insert into report_schedule select random_uuid(), client, 15, at_hour, zone, language,"
            + " formats, 'decoy@example.com', bucket, prefix, region, role_arn, external_id,"
            + " keep_months, ?, "
            + nextAt
            + ", created_at from report_schedule where month_day = 31",
        enabled);
  }

  private void awaitRuns(int runs, String state) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() ->
            jdbc.queryForList("select state from report_run", String.class)
                .equals(Collections.nCopies(runs, state)));
  }

  private static MimeMultipart parts(MimeMessage message) throws Exception {
    return (MimeMultipart) message.getContent();
  }

  private static String text(MimeMessage message) throws Exception {
    BodyPart part = parts(message).getBodyPart(0);
    Object content = part.getContent();
    while (content instanceof MimeMultipart inner) {
      content = inner.getBodyPart(0).getContent();
    }
    return content.toString().replace("\r\n", "\n");
  }

  private static List<String> attachments(MimeMessage message) throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 1; i < parts(message).getCount(); i++) {
      names.add(parts(message).getBodyPart(i).getFileName());
    }
    return names;
  }

  @Test
  void ofSeveralMissedMonthsOneReportIsSentAndTheNextTimeIsAhead() throws Exception {
    MvcTestResult added = add("Example KK", "formats", "pdf", "formats", "html");
    assertThat(added).hasStatus3xxRedirection();
    addCopy(true, "dateadd('hour', 1, current_timestamp)");
    addCopy(false, "dateadd('day', -1, current_timestamp)");

    due(Duration.ofDays(100));
    awaitRuns(1, "DONE");

    MimeMessage[] received = MAIL.getReceivedMessages();
    assertThat(received).hasSize(1);
    assertThat(received[0].getSubject()).startsWith("[Todoku] Example KK: report of 20");
    assertThat(received[0].getMessageID())
        .isEqualTo(
            "<" + jdbc.queryForObject("select id from report_run", String.class) + "@example.com>");
    assertThat(text(received[0]))
        .contains("This is the report on the mail of Example KK")
        .contains("Example 本番 (111111111111): not ready")
        .contains("https://todoku.example.com/reports")
        .doesNotContain("never scanned", "??", "monthly.");
    assertThat(attachments(received[0]))
        .hasSize(2)
        .anyMatch(name -> name.endsWith(".pdf"))
        .anyMatch(name -> name.endsWith(".html"));
    Instant next =
        jdbc.queryForObject(
                "select next_at from report_schedule where month_day = 31", OffsetDateTime.class)
            .toInstant();
    ZonedDateTime local = next.atZone(ZoneId.of("Asia/Tokyo"));
    assertThat(next).isAfter(Instant.now());
    assertThat(local.getHour()).isEqualTo(9);
    assertThat(local.getDayOfMonth()).isEqualTo(local.toLocalDate().lengthOfMonth());

    assertThat(pages.get("/reports", Locale.ENGLISH))
        .contains("monthly schedule", "client@example.com");
    String page = pages.get(String.valueOf(added.getResponse().getRedirectedUrl()), Locale.ENGLISH);
    assertThat(page).contains("✓ done", "sent by e-mail", ">PDF ", ">HTML ").doesNotContain("??");
    assertThat(pages.get(PATH, Locale.JAPANESE)).contains("毎月31日 9時", "メール送信済み");
  }

  @Test
  void theNextReportSaysWhatChangedSinceTheLastOne() throws Exception {
    add("Example KK", "formats", "html");
    due(Duration.ofMinutes(1));
    awaitRuns(1, "DONE");
    importSnapshot(
        snapshot(
            SnapshotBuilder.aSnapshot()
                .withSender("192.0.2.7")
                .ptr("192.0.2.7", "mail.example.com")
                .dns("mail.example.com", "A", "192.0.2.7")));

    due(Duration.ofSeconds(1));
    awaitRuns(2, "DONE");

    MimeMessage second = MAIL.getReceivedMessages()[1];
    assertThat(text(second))
        .containsPattern(
            "Example 本番 \\(111111111111\\), since the previous report \\(scan of 20\\d\\d-\\d\\d-\\d\\d\\):")
        .containsPattern("\\n[1-9] fixed, 0 new, ")
        .containsPattern("\\n- fixed: .*192\\.0\\.2\\.7");
    String report =
        new String(
            parts(second).getBodyPart(1).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(report).contains("Since the previous report (scan of");
    assertThat(text(MAIL.getReceivedMessages()[0])).doesNotContain("since the previous report");
  }

  @Test
  void aClientOfWhichNothingWasScannedGetsAReportThatSaysSo() throws Exception {
    call(
        "POST",
        "/accounts",
        "{\"id\":\"%s\",\"name\":\"new\",\"client\":\"Empty KK\",\"access\":{\"profile\":\"p\"}}"
            .formatted(UNSCANNED));
    add("Empty KK", "formats", "html", "formats", "xlsx", "formats", "pdf");

    due(Duration.ofMinutes(1));
    awaitRuns(1, "DONE");

    MimeMessage message = MAIL.getReceivedMessages()[0];
    assertThat(text(message))
        .contains("None of the accounts has been scanned", "new (777777777777): never scanned")
        .doesNotContain(": ready");
    String report =
        new String(
            parts(message).getBodyPart(3).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(report).contains("This account was never scanned").doesNotContain(">ready<");
    call("DELETE", "/accounts/" + UNSCANNED, null);
  }

  /** The bucket is missing at first: the mail is sent once, and S3 is tried again. */
  @Test
  void theFileIsStoredWithItsChecksumOnceTheBucketIsThere() throws Exception {
    MvcTestResult added =
        add(
            "Example KK",
            "formats",
            "html",
            "bucket",
            "todoku-reports",
            "prefix",
            "reports/",
            "region",
            "ap-northeast-1",
            "roleArn",
            "arn:aws:iam::123456789012:role/Reports");
    due(Duration.ofMinutes(1));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            jdbc.queryForList("select error_detail from report_run", String.class).stream()
                .anyMatch(error -> error != null && error.contains("NoSuchBucket")));
    String page = String.valueOf(added.getResponse().getRedirectedUrl());
    assertThat(pages.get(page, Locale.ENGLISH))
        .contains("Amazon S3 refused the file: NoSuchBucket", "1 try", "sent by e-mail");

    assertThat(s3("PUT", "/todoku-reports").statusCode()).isEqualTo(200);
    runNow("scheduled-report");
    awaitRuns(1, "DONE");

    Map<String, Object> sent =
        jdbc.queryForMap(
            "select r.file_name, r.id from sent_report r join report_run_file f on f.report_id = r.id");
    ZonedDateTime due =
        jdbc.queryForObject("select due_at from report_run", OffsetDateTime.class)
            .atZoneSameInstant(ZoneId.of("Asia/Tokyo"));
    String schedule = page.substring(page.lastIndexOf('/') + 1, page.lastIndexOf('/') + 9);
    String folder = DateTimeFormatter.ofPattern("yyyy-MM-dd/HHmmss-").format(due) + schedule;
    HttpResponse<byte[]> stored =
        s3("GET", "/todoku-reports/reports/" + folder + "/" + sent.get("file_name"));
    assertThat(stored.statusCode()).isEqualTo(200);
    assertThat(new String(stored.body(), StandardCharsets.UTF_8)).contains("Example 本番");
    assertThat(stored.headers().firstValue("x-amz-checksum-sha256"))
        .contains(
            Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(stored.body())));
    assertThat(MAIL.getReceivedMessages()).hasSize(1);
    assertThat(pages.get(page, Locale.ENGLISH))
        .contains("stored in S3")
        .doesNotContain("NoSuchBucket");
  }

  private HttpResponse<byte[]> s3(String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(moto.endpoint() + path))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20261125/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x")
            .header("x-amz-checksum-mode", "ENABLED")
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofByteArray());
  }

  @Test
  void oneNowIsMadeBesideThoseOfTheSchedule() throws Exception {
    String page =
        String.valueOf(add("Example KK", "formats", "html").getResponse().getRedirectedUrl());

    Instant next = nextAt();

    assertThat(pages.post(page + "/run", Locale.ENGLISH)).hasStatus3xxRedirection();
    awaitRuns(1, "DONE");

    assertThat(MAIL.getReceivedMessages()).hasSize(1);
    assertThat(nextAt()).isEqualTo(next).isAfter(Instant.now());
  }

  private Instant nextAt() {
    return jdbc.queryForObject("select next_at from report_schedule", OffsetDateTime.class)
        .toInstant();
  }

  @Test
  void reportsAreRemovedAfterTheMonthsThatTheyAreKept() throws Exception {
    add("Example KK", "formats", "html");
    for (int run = 1; run <= 2; run++) {
      due(Duration.ofDays(run));
      awaitRuns(run, "DONE");
    }
    List<String> made = madeReports();
    assertThat(made).hasSize(2);
    made(made.getFirst(), 25);
    made(made.getLast(), 23);

    due(Duration.ofHours(1));
    awaitRuns(3, "DONE");
    runNow("report-retention");
    awaitRuns(2, "DONE");
    await().atMost(Duration.ofSeconds(60)).until(() -> MAIL.getReceivedMessages().length == 3);

    assertThat(madeReports()).hasSize(2).contains(made.getLast()).doesNotContain(made.getFirst());
  }

  private List<String> madeReports() {
    return jdbc.queryForList("select id from sent_report order by made_at", String.class);
  }

  private void made(String report, int monthsAgo) {
    jdbc.update(
        "update report_run set due_at = dateadd('month', ?, current_timestamp)"
            + " where id = (select run_id from report_run_file where report_id = ?)",
        -monthsAgo,
        UUID.fromString(report));
  }

  @Test
  void filesThatAreTooLargeForAnEmailAreLeftOutAndTheTextSaysSo() throws Exception {
    String page =
        String.valueOf(
            add("Example KK", "formats", "html", "formats", "pdf")
                .getResponse()
                .getRedirectedUrl());
    due(Duration.ofDays(1));
    awaitRuns(1, "DONE");

    sendAgainWithSize(page, 3_500_000);
    sendAgainWithSize(page, 3_500_001);

    MimeMessage[] received = MAIL.getReceivedMessages();
    assertThat(received).hasSize(3);
    assertThat(attachments(received[1])).hasSize(2);
    assertThat(text(received[1])).doesNotContain("too large");
    assertThat(attachments(received[2])).isEmpty();
    assertThat(text(received[2])).contains("too large");
  }

  /** Lets the run be delivered again, after its files have grown. */
  private void sendAgainWithSize(String page, int each) {
    jdbc.update("update sent_report set size = ?", each);
    jdbc.update("update report_run set state = 'FAILED', mailed_at = null");
    String run = jdbc.queryForObject("select id from report_run", String.class);
    assertThat(pages.post(page + "/runs/" + run + "/again", Locale.ENGLISH))
        .hasStatus3xxRedirection();
    awaitRuns(1, "DONE");
  }

  @Test
  void onlyReportsOlderThanADisabledScheduleKeepsThemAreDeleted() throws Exception {
    add("Example KK", "formats", "html");
    due(Duration.ofMinutes(1));
    awaitRuns(1, "DONE");
    Instant old =
        ZonedDateTime.now(ZoneId.of("UTC")).withNano(0).minusMonths(24).minusDays(1).toInstant();
    jdbc.update("update report_run set due_at = ?", Timestamp.from(old));
    due(Duration.ofSeconds(1));
    awaitRuns(2, "DONE");
    String recent =
        jdbc.queryForObject(
            "select report_id from report_run_file f join report_run r on r.id = f.run_id"
                + " where r.due_at > ?",
            String.class,
            Timestamp.from(old));
    jdbc.update("update report_schedule set enabled = false");

    runNow("report-retention");

    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() ->
            jdbc.queryForList("select id from sent_report", String.class).equals(List.of(recent)));
    assertThat(jdbc.queryForObject("select count(*) from report_run", Integer.class)).isOne();
  }

  @Test
  void everyInvalidFieldHasItsMessage() throws Exception {
    MvcTestResult refused =
        pages.post(
            PATH,
            Locale.ENGLISH,
            "client",
            "Nobody",
            "day",
            "32",
            "hour",
            "24",
            "zone",
            "x",
            "keepMonths",
            "1",
            "recipients",
            "no address",
            "bucket",
            "A",
            "region",
            "here",
            "roleArn",
            "x",
            "externalId",
            "<");

    assertThat(refused.getResponse().getContentAsString())
        .contains(
            "Choose a client.",
            "a day from 1 to 31",
            "an hour from 0 to 23",
            "such as Asia/Tokyo",
            "at least one format",
            "from 2 to 120",
            "Enter e-mail addresses",
            "name of a bucket",
            "a Region such as",
            "ARN of a role",
            "Enter 2 to 1,224");
    assertThat(jdbc.queryForObject("select count(*) from report_schedule", Integer.class)).isZero();
  }
}
