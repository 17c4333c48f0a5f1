package io.todoku;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.testing.PageClient;
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

/** The page and the API of an instance, with public addresses or behind a NAT gateway. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:servers;DB_CLOSE_DELAY=-1")
class ServerPagesIntegrationTests extends ApiFixture {

  private static final String ACCOUNT_PATH = "/accounts/" + ACCOUNT_ID;
  private static final String SERVER_PATH = ACCOUNT_PATH + "/servers/i-1";
  private static final String GATEWAY = "192.0.2.50";

  @Autowired private WebApplicationContext context;
  private PageClient pages;

  @BeforeEach
  void importServers() throws Exception {
    pages = new PageClient(context);
    importSnapshot(
        snapshot(
            senderWithWrongPtr()
                .withSender("192.0.2.8")
                .ptr("192.0.2.8", "other.example.com")
                .dns("other.example.com", "A", "192.0.2.9")
                .withInstance(
                    new Instance(
                        "i-1", "running", "vpc-1", "subnet-a", Map.of("Name", "mail <b>1</b>")))
                .withInstance(new Instance("i-2", "stopped", "vpc-1", "subnet-a", Map.of()))
                .withNat("nat-1", "available", GATEWAY, Map.of())
                .withPrivateInstance("i-form", Map.of("todoku:mail", "yes", "Name", "form"))));
  }

  @ParameterizedTest
  @CsvSource({
    "en, Network interfaces, running, Public addresses",
    "ja, ネットワークインターフェース, 実行中, パブリックアドレス"
  })
  void thePageShowsItsAddressesAndFindingsAndNoOthers(
      String language, String interfaces, String state, String addresses) throws Exception {
    String page = pages.get(SERVER_PATH, Locale.forLanguageTag(language));

    assertThat(page)
        .contains("<h1 class=\"address\"><bdi>mail &lt;b&gt;1&lt;/b&gt;</bdi></h1>")
        .contains(interfaces, state, addresses, "eni-1", "sg-1")
        .contains("href=\"" + ACCOUNT_PATH + "/addresses/192.0.2.7\"")
        .contains("#ptr-matches-a/address/ap-northeast-1/192.0.2.7\"")
        .containsSubsequence("<figure", "192.0.2.7", "</figure>")
        .doesNotContain("192.0.2.8", "eni-2", GATEWAY, "??");
  }

  @Test
  void aPrivateServerShowsTheAddressThatItsMailLeavesBy() throws Exception {
    assertThat(pages.get(ACCOUNT_PATH + "/servers/i-form", Locale.ENGLISH))
        .contains("Its mail leaves by these, or may:")
        .contains("href=\"" + ACCOUNT_PATH + "/addresses/" + GATEWAY + "\"")
        .doesNotContain("192.0.2.7", "192.0.2.8");
    JsonNode server = get(ACCOUNT_PATH + "/servers/i-form").json();
    assertThat(server.get("addresses")).isEmpty();
    assertThat(server.get("exits").valueStream().map(JsonNode::asString)).containsExactly(GATEWAY);
  }

  @Test
  void theApiGivesTheServer() throws Exception {
    JsonNode server = get(SERVER_PATH).json();

    assertThat(server.get("state").asString()).isEqualTo("running");
    assertThat(server.get("name").asString()).isEqualTo("mail <b>1</b>");
    assertThat(server.get("addresses").valueStream().map(JsonNode::asString))
        .containsExactly("192.0.2.7");
    assertThat(server.get("exits")).isEmpty();
    assertThat(server.at("/interfaces/0/id").asString()).isEqualTo("eni-1");
    assertThat(server.get("findings").valueStream().map(one -> one.get("resource").asString()))
        .contains("address/ap-northeast-1/192.0.2.7")
        .noneMatch(key -> key.contains("192.0.2.8"));
  }

  @Test
  void theSearchAndThePageOfTheAddressLeadThere() throws Exception {
    assertThat(pages.get(ACCOUNT_PATH + "/addresses/192.0.2.7", Locale.ENGLISH))
        .contains("href=\"" + SERVER_PATH + "\"");
    assertThat(get("/search?q=i-form").json().at("/groups/0/hits/0/href").asString())
        .isEqualTo(ACCOUNT_PATH + "/servers/i-form");
  }

  @Test
  void anUnknownServerIsExplained() throws Exception {
    MvcTestResult result =
        pages
            .mvc()
            .get()
            .uri(ACCOUNT_PATH + "/servers/{id}", "<i>")
            .with(user("mika").roles("ADMINISTRATOR"))
            .locale(Locale.ENGLISH)
            .exchange();

    assertThat(result).hasStatus(404);
    assertThat(result.getResponse().getContentAsString())
        .contains("&lt;i&gt; is not a server of this account", "then rescan");
    assertProblem(get(ACCOUNT_PATH + "/servers/i-99"), 404);
  }

  @Test
  void anInstanceThatCouldNotBeListedIsKnownByItsAddress() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr().denied("ec2:DescribeInstances")));

    assertThat(pages.get(SERVER_PATH, Locale.ENGLISH)).contains("192.0.2.7").doesNotContain("??");
    assertThat(get(SERVER_PATH).json().get("state").isNull()).isTrue();
  }

  @Test
  void whatOneCauseHidesIsOneLine() throws Exception {
    importSnapshot(
        snapshot(
            senderWithWrongPtr()
                .openToTheWorld(25)
                .serverUnknown("192.0.2.7", ReasonKind.TIMEOUT)));
    List<String> causes =
        get(ACCOUNT_PATH + "/addresses/192.0.2.7")
            .json()
            .get("findings")
            .valueStream()
            .filter(one -> one.get("reason").asString("").contains("192.0.2.7:25"))
            .map(one -> one.get("cause").asString(""))
            .toList();
    int hidden = causes.size();

    assertThat(hidden).isGreaterThan(3);
    for (String path : List.of(SERVER_PATH, ACCOUNT_PATH + "/addresses/192.0.2.7")) {
      assertThat(pages.get(path, Locale.ENGLISH))
          .contains("leaves " + hidden + " findings unknown")
          .contains("href=\"" + ACCOUNT_PATH + "?cause=" + causes.getFirst() + "\"")
          .containsSubsequence("mail.example.com points to", "leaves " + hidden);
    }
  }
}
