package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.todoku.account.Accounts;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.collect.dns.ScriptedDns;
import io.todoku.collect.dns.ScriptedReply;
import io.todoku.collect.smtp.ScriptedServer;
import io.todoku.intake.ReceivedSnapshots;
import io.todoku.intake.SnapshotImport;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.PageClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.context.WebApplicationContext;

/**
 * An account of which only a file is known is checked again in DNS, for what was chosen alone. Its
 * servers are not probed, as the addresses may be a stranger's by now.
 */
@SpringBootTest(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:recheck-outside;DB_CLOSE_DELAY=-1",
      "todoku.probe.allowed-networks=127.0.0.0/8",
      "todoku.dns.blocklists="
    })
class RecheckOutsideIntegrationTests {

  private static final String ACCOUNT = "111111111111";
  private static final ScriptedDns DNS = ScriptedDns.start();
  private static final ScriptedServer SERVER = server();

  private static ScriptedServer server() {
    try {
      return ScriptedServer.answering(
          "220 mail.example.com ESMTP",
          line ->
              line.startsWith("EHLO")
                  ? "250-mail.example.com\n250-STARTTLS\n250 SIZE"
                  : line.startsWith("QUIT") ? null : "554 no");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @DynamicPropertySource
  static void peers(DynamicPropertyRegistry registry) {
    registry.add("todoku.dns.resolvers", DNS::resolver);
    registry.add("todoku.probe.port", SERVER::port);
  }

  @AfterAll
  static void stop() throws IOException {
    DNS.close();
    SERVER.close();
  }

  @Autowired private WebApplicationContext context;
  @Autowired private Accounts accounts;
  @Autowired private SnapshotImport imports;
  @Autowired private ScanRepository scans;

  @BeforeEach
  void importFile() {
    accounts.find(ACCOUNT).ifPresent(account -> accounts.remove(ACCOUNT));
    Snapshot file =
        SnapshotBuilder.aSnapshot()
            .inRegion("ap-northeast-1")
            .withSender("127.0.0.1")
            .withSender("127.0.0.2")
            .ptr("127.0.0.1", "mail.example.com")
            .ptr("127.0.0.2", "decoy.example.net")
            .dns("mail.example.com", "A", "127.0.0.9")
            .dns("decoy.example.net", "A", "127.0.0.9")
            .build();
    ReceivedSnapshots.importConfirmed(imports, file);
    DNS.on(
        "1.0.0.127.in-addr.arpa",
        "PTR",
        ScriptedReply.of("1.0.0.127.in-addr.arpa. 60 IN PTR mail.example.com."));
    DNS.on("mail.example.com", "A", ScriptedReply.of("mail.example.com. 60 IN A 127.0.0.1"));
  }

  private String recheck(PageClient pages, String field, String value) {
    String page =
        pages
            .post("/accounts/" + ACCOUNT + "/rechecks", Locale.ENGLISH, field, value)
            .getResponse()
            .getRedirectedUrl();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> scans.findByState(ScanState.RUNNING).isEmpty());
    return page;
  }

  @Test
  void onlyTheChosenAddressIsAskedAboutAndProbed() throws Exception {
    PageClient pages = new PageClient(context);

    String page = recheck(pages, "address", "127.0.0.1");

    assertThat(DNS.questions())
        .contains("1.0.0.127.in-addr.arpa PTR", "mail.example.com A")
        .noneMatch(question -> question.contains("decoy") || question.startsWith("2.0.0.127"));
    assertThat(pages.get(page, Locale.ENGLISH))
        .contains(
            "mail.example.com resolves to 127.0.0.9, not to 127.0.0.1.",
            "mail.example.com resolves to 127.0.0.1, which matches the PTR.",
            "so mail servers were not probed. The rest is from the imported file:")
        .doesNotContain("decoy.example.net");
    assertThat(pages.get("/accounts/" + ACCOUNT, Locale.ENGLISH))
        .as("it still rests on the file")
        .contains("AWS data from the file “snapshot.json”")
        .contains("decoy.example.net resolves to 127.0.0.9")
        .doesNotContain("mail.example.com resolves to 127.0.0.9");
  }

  @Test
  void noServerOfAFileIsProbed() throws Exception {
    recheck(new PageClient(context), "address", "127.0.0.1");

    assertThat(SERVER.connections()).isZero();
  }

  @Test
  void aResolverThatFailsHidesNoFailure() throws Exception {
    DNS.on("mail.example.com", "A", ScriptedReply.rcode(2));
    PageClient pages = new PageClient(context);

    String page = recheck(pages, "finding", "ptr-matches-a/address/ap-northeast-1/127.0.0.1");

    assertThat(pages.get(page, Locale.ENGLISH))
        .contains("Still to do", "so that no failure is hidden", "mail.example.com A")
        .doesNotContain("Fixed");
    assertThat(pages.get(page, Locale.JAPANESE)).contains("前回の結果のままにしています");
    assertThat(pages.get("/accounts/" + ACCOUNT, Locale.ENGLISH))
        .contains("mail.example.com resolves to 127.0.0.9, not to 127.0.0.1.");
  }
}
