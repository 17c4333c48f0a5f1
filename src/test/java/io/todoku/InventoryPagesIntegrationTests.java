package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.locale.ShownDate;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.testing.PageClient;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** The pages and the API of addresses and mail domains. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:inventory;DB_CLOSE_DELAY=-1")
class InventoryPagesIntegrationTests extends ApiFixture {

  private static final String ADDRESS = "192.0.2.7";
  private static final String ACCOUNT_PATH = "/accounts/" + ACCOUNT_ID;
  private static final String ADDRESS_PATH = ACCOUNT_PATH + "/addresses/" + ADDRESS;

  @Autowired private WebApplicationContext context;
  private PageClient pages;

  @BeforeEach
  void makePages() {
    pages = new PageClient(context);
  }

  private static Snapshot withDomains(SnapshotBuilder builder, MailDomain... domains) {
    Snapshot built = builder.build();
    return built.judgedAt(
        built.judgedAt(),
        new AccountFacts(
            ACCOUNT_ID,
            "Example 本番",
            "Example KK",
            Environment.STAGING,
            List.of(domains),
            Map.of(),
            Map.of()),
        List.of());
  }

  private void scan() throws Exception {
    importSnapshot(
        withDomains(
            senderWithWrongPtr()
                .serverNamed(ADDRESS, "mail.example.com ESMTP Postfix", "mail.example.com")
                .dns("example.com", "MX", "10 mail.example.com")
                .dnsStatus("mail.example.com", "AAAA", Status.NODATA)
                .dns("example.com", "TXT", "v=spf1 ip4:192.0.2.7 -all"),
            new MailDomain("example.com", List.of("s1"))));
  }

  private MvcTestResult request(String path, Locale locale) {
    return pages
        .mvc()
        .get()
        .uri(path)
        .with(user("mika").roles("ADMINISTRATOR"))
        .locale(locale)
        .exchange();
  }

  private void assertMissing(String path, Locale locale, String... texts) throws Exception {
    MvcTestResult result = request(path, locale);
    assertThat(result).hasStatus(404);
    assertThat(result.getResponse().getContentAsString()).contains(texts);
  }

  @ParameterizedTest
  @CsvSource({
    "en, 'mail.example.com points to 192.0.2.9, not to 192.0.2.7.', sends mail, On port 25, Nothing"
        + " has been decided about it.",
    "ja, mail.example.com は 192.0.2.7 ではなく 192.0.2.9 を指しています。, メールを送っている, 25番ポート, 記録はありません。",
  })
  void thePageOfAnAddressShowsItsPathItsRolesAndItsFindings(
      String language, String broken, String role, String server, String people) throws Exception {
    scan();

    String page = pages.get(ADDRESS_PATH, Locale.forLanguageTag(language));

    assertThat(page)
        .contains("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"wide\" role=\"img\"")
        .contains("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"narrow\" role=\"img\"")
        .containsSubsequence("<figure", "<title>", ADDRESS, "<desc>", broken, "</figure>")
        .contains(role, server, people, "eipalloc-1", "eni-1", "todoku:mail = yes")
        .contains("#ptr-matches-a/address/ap-northeast-1/192.0.2.7\"");
    assertThat(page.indexOf("ptr-matches-a/address"))
        .as("what is open comes first")
        .isLessThan(page.indexOf("sender-address-elastic/address"));
  }

  @ParameterizedTest
  @CsvSource({
    "en, The paths of mail of example.com, Its senders, DKIM selectors",
    "ja, example.com のメールの経路, 送信元, DKIMセレクター",
  })
  void thePageOfADomainShowsItsPathsItsFindingsAndItsSenders(
      String language, String title, String senders, String selectors) throws Exception {
    scan();

    assertThat(pages.get(ACCOUNT_PATH + "/domains/Example.COM", Locale.forLanguageTag(language)))
        .contains(title, senders, selectors, "<code>s1</code>")
        .contains("#dmarc-published/mail-domain//example.com\"", "#mx-resolves/")
        .contains("href=\"" + ADDRESS_PATH + "\"")
        .doesNotContain("#ptr-matches-a/");
  }

  @Test
  void theListLeadsToEachAddressAndDomain() throws Exception {
    scan();

    assertThat(pages.get(ACCOUNT_PATH + "/addresses", Locale.ENGLISH))
        .contains("href=\"" + ADDRESS_PATH + "\"", "/domains/example.com\"");
    assertThat(pages.get(ACCOUNT_PATH, Locale.ENGLISH))
        .containsSubsequence(
            "<details", "Public addresses", "id=\"senders\"", "href=\"" + ADDRESS_PATH + "\"")
        .doesNotContain("name=\"choice\"");
  }

  @Test
  void savingARoleReturnsToThePageOfTheAddress() throws Exception {
    scan();

    MvcTestResult saved =
        pages.post(
            ACCOUNT_PATH + "/roles",
            Locale.ENGLISH,
            "address",
            ADDRESS,
            "choice",
            "no",
            "reason",
            "a web server");

    assertThat(saved).hasStatus(302).redirectedUrl().isEqualTo(ADDRESS_PATH + "#role");
    assertThat(pages.get(ADDRESS_PATH, Locale.ENGLISH))
        .contains("<q>a web server</q>", "does not send (set by a person or a tag)")
        .contains("value=\"a web server\"");
  }

  @Test
  void whatPeopleDecidedIsToldWithItsAuthor() throws Exception {
    scan();
    String waiver =
        "{\"rule\":\"ptr-matches-a\",\"resource\":\"192.0.2.7\",\"reason\":\"moves <b>soon</b>\",\"expires\":\"%s\"}"
            .formatted(LocalDate.now().plusDays(9));
    assertThat(call("POST", ACCOUNT_PATH + "/waivers", waiver).status()).isEqualTo(201);
    String attestation =
        "{\"rule\":\"send-limit-removed\",\"region\":\"%s\",\"state\":\"GRANTED\",\"date\":\"%s\",\"note\":\"by phone\"}"
            .formatted(SnapshotBuilder.REGION, LocalDate.now());
    assertThat(call("POST", ACCOUNT_PATH + "/attestations", attestation).status()).isEqualTo(201);

    assertThat(pages.get(ADDRESS_PATH, Locale.ENGLISH))
        .contains("moves &lt;b&gt;soon&lt;/b&gt;", "<q>by phone</q>")
        .contains("until " + ShownDate.of(LocalDate.now().plusDays(9), Locale.ENGLISH))
        .contains("History");
  }

  @Test
  void anUnknownAddressOrDomainIsExplained() throws Exception {
    scan();

    assertMissing(
        ACCOUNT_PATH + "/addresses/192.0.2.99",
        Locale.ENGLISH,
        "192.0.2.99 is not an address of this account",
        "then rescan");
    assertMissing(
        ACCOUNT_PATH + "/addresses/<script>",
        Locale.JAPANESE,
        "&lt;script&gt; はこのアカウントのアドレスではありません");
    assertMissing(
        ACCOUNT_PATH + "/domains/other.example",
        Locale.ENGLISH,
        "other.example is not a mail domain of this account");
    assertProblem(get(ACCOUNT_PATH + "/addresses/192.0.2.99"), 404);
    assertProblem(get(ACCOUNT_PATH + "/domains/other.example"), 404);
  }

  @Test
  void anAccountThatWasNeverScannedSaysSo() throws Exception {
    String body =
        "{\"id\":\"%s\",\"name\":\"x\",\"access\":{\"profile\":\"p\"},\"mail-domains\":[{\"name\":\"example.com\"}]}"
            .formatted(ACCOUNT_ID);
    assertThat(call("POST", "/accounts", body).status()).isEqualTo(201);

    assertMissing(ADDRESS_PATH, Locale.ENGLISH, "has not been scanned yet");
    assertThat(pages.get(ACCOUNT_PATH + "/addresses", Locale.ENGLISH)).contains("example.com");
    assertThat(pages.get(ACCOUNT_PATH + "/domains/example.com", Locale.ENGLISH))
        .contains("example.com")
        .doesNotContain("<figure");
    assertThat(get(ACCOUNT_PATH + "/domains/example.com").json().get("path").isNull()).isTrue();
    assertProblem(get(ADDRESS_PATH), 404);
  }

  @Test
  void afterAFailedScanTheAddressIsShownWithWhatIsKept() throws Exception {
    scan();
    Snapshot failed = snapshot(SnapshotBuilder.aSnapshot());
    Reason denied = Reason.of(ReasonKind.NO_ACCESS, "sts:AssumeRole", "");
    importSnapshot(
        new Snapshot(
            failed.version(),
            "scan-2",
            failed.account(),
            failed.startedAt().plusSeconds(3600),
            failed.finishedAt().plusSeconds(3600),
            failed.judgedAt().plusSeconds(3600),
            Observed.unknown(denied),
            failed.supportCases(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new Gap(null, denied)),
            failed.blocklists(),
            List.of(),
            failed.zones(),
            List.of(),
            failed.regionAvailability()));

    assertThat(pages.get(ADDRESS_PATH, Locale.ENGLISH))
        .contains("The newest scan failed, so it is not known whether the account still holds")
        .contains("#ptr-matches-a/address/ap-northeast-1/192.0.2.7")
        .doesNotContain("<figure");
    assertThat(get(ADDRESS_PATH).json().get("path").isNull()).isTrue();
  }

  @Test
  void theApiGivesThePathTheRolesAndTheFindings() throws Exception {
    scan();

    JsonNode address = get(ADDRESS_PATH).json();
    assertThat(address.at("/sends/role").asString()).isEqualTo("SENDS");
    assertThat(address.at("/facts/allocationId").asString()).isEqualTo("eipalloc-1");
    JsonNode link = address.at("/path/links/0");
    assertThat(link.get("kind").asString()).isEqualTo("A");
    assertThat(link.get("state").asString()).isEqualTo("BROKEN");
    assertThat(link.get("instead").asString()).isEqualTo("→ 192.0.2.9");
    assertThat(link.get("rule").asString()).isEqualTo("ptr-matches-a");
    assertThat(address.at("/path/nodes/" + link.get("from").asInt() + "/label").asString())
        .isEqualTo("mail.example.com");
    assertThat(address.get("findings").valueStream().map(f -> f.get("rule").asString()))
        .contains("ptr-matches-a", "send-limit-removed");

    JsonNode domain = get(ACCOUNT_PATH + "/domains/example.com").json();
    assertThat(domain.at("/senders/0").asString()).isEqualTo(ADDRESS);
    assertThat(domain.at("/dkimSelectors/0").asString()).isEqualTo("s1");
    assertThat(domain.at("/path/links/0/kind").asString()).isEqualTo("MX");
  }

  @Test
  void anIpv6AddressIsFoundHoweverItIsWritten() throws Exception {
    importSnapshot(snapshot(SnapshotBuilder.aSnapshot().withIpv6("2406:da14::26")));

    assertThat(pages.get(ACCOUNT_PATH + "/addresses/2406:DA14:0:0:0:0:0:26", Locale.ENGLISH))
        .contains("2406:da14::26", "IPv6 address");
  }
}
