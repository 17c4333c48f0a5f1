package io.todoku;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** The attestations and waivers of the configuration count on the server, and stay as they are. */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:configured;DB_CLOSE_DELAY=-1",
      "todoku.accounts[0].id=111111111111",
      "todoku.accounts[0].name=main",
      "todoku.accounts[0].waivers[0].rule=ptr-matches-a",
      "todoku.accounts[0].waivers[0].resource=192.0.2.1",
      "todoku.accounts[0].waivers[0].reason=moves in March",
      "todoku.accounts[0].waivers[0].author=taro",
      "todoku.accounts[0].waivers[0].date=2026-01-01",
      "todoku.accounts[0].waivers[0].expires=2027-12-31",
      "todoku.accounts[0].attestations[0].rule=send-limit-removed",
      "todoku.accounts[0].attestations[0].state=granted",
      "todoku.accounts[0].attestations[0].date=2026-11-01",
      "todoku.accounts[0].attestations[0].author=hana"
    })
class ConfiguredDecisionsIntegrationTests extends ApiFixture {

  private static final String ACCOUNT = "111111111111";

  @Autowired private WebApplicationContext context;

  private JsonNode item(String rule) throws Exception {
    return get("/accounts/" + ACCOUNT + "/checklist")
        .json()
        .get("items")
        .valueStream()
        .filter(item -> item.get("rule").asString().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  private MockMvcTester pages() {
    return MockMvcTester.from(context, builder -> builder.apply(springSecurity()).build());
  }

  @Test
  void theyCountWithTheirAuthorAndNobodyEndsThemInTheApplication() throws Exception {
    Snapshot snapshot =
        aSnapshot()
            .withSender("192.0.2.1")
            .ptr("192.0.2.1", "mail1.example.com")
            .dns("mail1.example.com", "A", "203.0.113.1")
            .build();
    importSnapshot(
        snapshot.judgedAt(
            snapshot.judgedAt(),
            new AccountFacts(
                ACCOUNT, "main", "", Environment.PRODUCTION, List.of(), Map.of(), Map.of()),
            List.of()));

    JsonNode waived = item("ptr-matches-a");
    assertThat(waived.at("/waiver/author").asString()).isEqualTo("taro");
    assertThat(item("send-limit-removed").get("verdict").asString()).isEqualTo("PASS");

    String id = waived.at("/waiver/id").asString();
    assertThat(
            pages()
                .post()
                .uri("/accounts/" + ACCOUNT + "/waivers/" + id + "/revoke")
                .with(user("mika"))
                .with(csrf())
                .exchange())
        .hasStatus4xxClientError();
    assertThat(item("ptr-matches-a").at("/waiver/author").asString()).isEqualTo("taro");

    assertThat(
            pages()
                .get()
                .uri("/accounts/" + ACCOUNT)
                .with(user("mika"))
                .locale(Locale.ENGLISH)
                .exchange())
        .hasStatusOk()
        .bodyText()
        .contains("It stands in the configuration file", "hana", "taro")
        .doesNotContain("/waivers/configuration-", "/attestations/configuration-");
  }
}
