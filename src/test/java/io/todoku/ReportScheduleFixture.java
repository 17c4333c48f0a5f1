package io.todoku;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.todoku.peers.AwsSdkProperties;
import io.todoku.peers.Moto;
import io.todoku.peers.Peers;
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
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

/** A client with a scan, a server that sends its reports by e-mail, and moto as S3. */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:reports;DB_CLOSE_DELAY=-1",
      "spring.mail.host=127.0.0.1",
      "todoku.public-url=https://todoku.example.com",
      "todoku.notifications.from=todoku@example.com",
      "db-scheduler.polling-interval=50ms"
    })
abstract class ReportScheduleFixture extends ApiFixture {

  static final String PATH = "/settings/monthly-reports";
  static final String UNSCANNED = "777777777777";

  static final GreenMail MAIL =
      new GreenMail(new ServerSetup(Peers.freePort("127.0.0.1"), "127.0.0.1", "smtp"));

  @TempDir static Path dir;
  private static Moto moto;
  private static AwsSdkProperties environment;

  @Autowired private WebApplicationContext context;
  @Autowired JdbcTemplate jdbc;
  PageClient pages;

  @DynamicPropertySource
  static void mailServer(DynamicPropertyRegistry registry) {
    if (!MAIL.isRunning()) {
      MAIL.start();
    }
    registry.add("spring.mail.port", () -> MAIL.getSmtp().getPort());
  }

  @BeforeAll
  static void startMoto() throws Exception {
    Peers.require(Moto.present(), "moto_server");
    moto = Moto.start(dir);
    environment = AwsSdkProperties.pointTo(moto.endpoint());
  }

  @AfterAll
  static void stopMoto() {
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

  MvcTestResult add(String client, String... more) {
    return pages.post(PATH, Locale.ENGLISH, fields(client, more));
  }

  /** Of the form; a field that is given replaces the one that is not. */
  static String[] fields(String client, String... more) {
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
    Set<String> given = new HashSet<>();
    for (int i = 0; i < more.length; i += 2) {
      given.add(more[i]);
    }
    List<String> all = new ArrayList<>(Arrays.asList(more));
    for (int i = 0; i < fields.length; i += 2) {
      if (!given.contains(fields[i])) {
        all.addAll(List.of(fields[i], fields[i + 1]));
      }
    }
    return all.toArray(String[]::new);
  }

  /** Lets the time of the only schedule pass. */
  void due(Duration ago) {
    jdbc.update("update report_schedule set next_at = ?", Timestamp.from(Instant.now().minus(ago)));
    jdbc.update(
        "update scheduled_tasks set execution_time = current_timestamp"
            + " where task_name = 'reports-due'");
  }

  void awaitRuns(int runs, String state) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() ->
            jdbc.queryForList("select state from report_run", String.class)
                .equals(Collections.nCopies(runs, state)));
  }

  static MimeMultipart parts(MimeMessage message) throws Exception {
    return (MimeMultipart) message.getContent();
  }

  static String text(MimeMessage message) throws Exception {
    BodyPart part = parts(message).getBodyPart(0);
    Object content = part.getContent();
    while (content instanceof MimeMultipart inner) {
      content = inner.getBodyPart(0).getContent();
    }
    return content.toString().replace("\r\n", "\n");
  }

  static List<String> attachments(MimeMessage message) throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 1; i < parts(message).getCount(); i++) {
      names.add(parts(message).getBodyPart(i).getFileName());
    }
    return names;
  }

  HttpResponse<byte[]> s3(String method, String path) throws Exception {
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

  /** Lets the waiting run be tried now. */
  void tryNow() {
    jdbc.update(
        "update scheduled_tasks set execution_time = current_timestamp"
            + " where task_name = 'scheduled-report'");
  }

  void awaitError(String key) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() ->
            jdbc.queryForList("select error_key from report_run", String.class).contains(key));
  }

  /** The keys of the objects in a bucket. */
  List<String> keysIn(String bucket) throws Exception {
    String list =
        new String(s3("GET", "/" + bucket + "?list-type=2").body(), StandardCharsets.UTF_8);
    return Pattern.compile("<Key>([^<]*)</Key>")
        .matcher(list)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
