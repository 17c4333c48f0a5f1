package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.todoku.account.Accounts;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.ScanRepository;
import io.todoku.collect.Cell;
import io.todoku.collect.SnapshotSplitter;
import io.todoku.identity.signin.FirstSignIn;
import io.todoku.peers.Chromium;
import io.todoku.peers.Peers;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * Tasks of a user from the dashboard to their end, in a browser, with a server of two scanned
 * accounts that this process runs. One fails in several ways, one has three wrong addresses.
 */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:tasks;DB_CLOSE_DELAY=-1",
      "todoku.scan.cell-limit=60s",
      "todoku.notifications.allowed-networks=127.0.0.0/8"
    })
abstract class TaskFixture extends RunbookApiFixture {

  /**
   * Both languages, with and without JavaScript; {@code -Dvisitors=all} tries each combination,
   * which takes twice as long.
   */
  static Stream<Visitor> visitors() {
    return "all".equals(System.getProperty("visitors"))
        ? Stream.of(Visitor.values())
        : Stream.of(Visitor.ENGLISH, Visitor.JAPANESE_WITHOUT_SCRIPTS);
  }

  static final String ACCOUNT = "Example KK · Example 本番";
  static final String OTHER_ID = "123456789012";
  static final String OTHER = "Nagi Shop · 検証";
  static final String WRONG_NAME = "mail7.example.com";

  private static final String DASHBOARD = "/";

  private static @Nullable Chromium chromium;
  private static @Nullable String signedIn;

  @Autowired WebApplicationContext context;
  @Autowired MessageSource messages;
  @Autowired ScanRepository scans;
  @Autowired Accounts accounts;

  @BeforeEach
  void begin() throws Exception {
    Peers.require(Chromium.present(), "Chromium with its driver");
    for (String list : List.of("/accounts", "/reports", "/schedules")) {
      for (JsonNode one : get(list).json()) {
        call("DELETE", list + "/" + one.get("id").asString(), null);
      }
    }
    importLive(failing().build(), ACCOUNT_ID, "Example 本番", "Example KK");
    importLive(wrongRecords("203.0.113.").build(), OTHER_ID, "検証", "Nagi Shop");
    if (chromium == null) {
      chromium = Chromium.start();
      Page page = chromium.page("en-US", 1280);
      BrowserActions.signIn(page, address(FirstSignIn.path(context)));
      signedIn = page.context().storageState();
      page.context().close();
    }
  }

  @AfterEach
  void nothingWentWrongInTheBrowser() {
    if (chromium != null) {
      assertThat(chromium.takeProblems()).isEmpty();
    }
  }

  @AfterAll
  static void closeBrowser() {
    if (chromium != null) {
      chromium.close();
    }
    chromium = null;
  }

  /** An account that is scanned by the scripted collector. */
  void importLive(Snapshot built, String id, String name, String client) throws Exception {
    importSnapshot(
        collectedNow(
            built.judgedAt(
                built.judgedAt(),
                new AccountFacts(
                    id,
                    name,
                    client,
                    Environment.PRODUCTION,
                    List.of(new MailDomain("example.com", List.of("s1"))),
                    Map.of(),
                    Map.of()),
                List.of())));
    String settings =
        """
        {"id":"%s","name":"%s","client":"%s","environment":"production","access":{"profile":"p"},
         "mail-domains":[{"name":"example.com","dkim-selectors":["s1"]}]}
        """
            .formatted(id, name, client);
    JsonResponse saved = call("PUT", "/accounts/" + id, settings);
    assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);
  }

  /** One name is wrong, one address has no PTR record, and three servers do not answer. */
  static SnapshotBuilder failing() {
    return withRecord("192.0.2.99");
  }

  private static SnapshotBuilder withRecord(String record) {
    SnapshotBuilder world = SnapshotBuilder.aSnapshot().withDomain("example.com", "s1");
    for (int i = 7; i <= 10; i++) {
      String address = "192.0.2." + i;
      String name = "mail" + i + ".example.com";
      world
          .withSender(address)
          .ptr(address, name)
          .dns(name, "A", i == 7 ? record : address)
          .dnsStatus(name, "AAAA", DnsLookup.Status.NODATA);
      if (i > 7) {
        world.serverUnknown(address, ReasonKind.TIMEOUT);
      }
    }
    return world
        .withSender("192.0.2.11")
        .dnsStatus(DnsLookup.reverseName("192.0.2.11"), "PTR", DnsLookup.Status.NXDOMAIN)
        .serverUnknown("192.0.2.11", ReasonKind.TIMEOUT)
        .serverNamed("192.0.2.7", WRONG_NAME + " ESMTP Postfix", WRONG_NAME)
        .openToTheWorld(25)
        .dns("example.com", "MX", "10 " + WRONG_NAME)
        .dns("example.com", "TXT", "v=spf1 ip4:192.0.2.0/24 -all");
  }

  /** The same after the record of the wrong name was corrected. */
  static SnapshotBuilder corrected() {
    return withRecord("192.0.2.7");
  }

  /** Three names that point to other addresses, which begin with this. */
  static SnapshotBuilder wrongRecords(String network) {
    SnapshotBuilder world = SnapshotBuilder.aSnapshot();
    for (int i = 1; i <= 3; i++) {
      String address = "198.51.100." + i;
      String name = "mx" + i + ".example.net";
      world.withSender(address).ptr(address, name).dns(name, "A", network + i);
    }
    return world;
  }

  String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** Someone who has signed in and looks at the dashboard. */
  UserPage visit(Visitor visitor) {
    UserPage user = open(visitor, signedIn);
    user.page.navigate(address(DASHBOARD));
    return user;
  }

  /** Someone who has not signed in. */
  UserPage stranger(Visitor visitor) {
    UserPage user = open(visitor, null);
    user.page.navigate(address(DASHBOARD));
    return user;
  }

  private UserPage open(Visitor visitor, @Nullable String state) {
    Browser.NewContextOptions options =
        Chromium.options(visitor.language(), 1280)
            .setJavaScriptEnabled(visitor.scripts)
            .setAcceptDownloads(true)
            .setPermissions(List.of("clipboard-read", "clipboard-write"));
    if (state != null) {
      options.setStorageState(state);
    }
    return new UserPage(Objects.requireNonNull(chromium).page(options), visitor, messages);
  }

  /** Ends a task: its last page fits a small screen. */
  static void leave(UserPage user) {
    user.fitsSmallScreen();
    user.page.context().close();
  }

  /** Lets every cell collect its part of this, once it may go on. */
  void collects(SnapshotBuilder world, CountDownLatch go) {
    Snapshot snapshot = collectedNow(snapshot(world));
    doAnswer(
            asked -> {
              Cell cell = asked.getArgument(0);
              go.await(30, TimeUnit.SECONDS);
              return SnapshotSplitter.part(snapshot, cell);
            })
        .when(collector)
        .collect(any(), any(), any(), any());
  }

  void collects(SnapshotBuilder world) {
    collects(world, new CountDownLatch(0));
  }

  void awaitIdle() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> scans.findByState(ScanState.RUNNING).isEmpty());
  }

  /** Opens an account of the dashboard. */
  static void openAccount(UserPage user, String account) {
    user.link(BrowserActions.accountRows(user.page), account).click();
    user.title(account);
  }

  /** A finding as the API tells it. */
  JsonNode item(String account, String rule, String resource) throws Exception {
    return get("/accounts/" + account + "/checklist")
        .json()
        .get("items")
        .valueStream()
        .filter(item -> item.get("rule").asString().equals(rule))
        .filter(item ->
            item.at("/resource/key").asString("").equals(resource)
                || item.at("/resource/address").asString("").equals(resource)
                || item.at("/resource/id").asString("").equals(resource))
        .findFirst()
        .orElseThrow();
  }
}
