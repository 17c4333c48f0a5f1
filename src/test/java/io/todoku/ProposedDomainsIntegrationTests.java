package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.testing.PageClient;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** Mail domains that a scan found are added to the settings of their account. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:proposed;DB_CLOSE_DELAY=-1")
class ProposedDomainsIntegrationTests extends ApiFixture {

  private static final String PATH = "/accounts/" + ACCOUNT_ID + "/proposed-domains";

  @Autowired private WebApplicationContext context;

  @Test
  void theApiProposesThemAndAddsThoseThatAreChosen() throws Exception {
    importSnapshot(snapshot(senderWithWrongPtr()));

    JsonNode proposed = get(PATH).json();
    assertThat(proposed).hasSize(1);
    assertThat(proposed.at("/0/name").asString()).isEqualTo("example.com");
    assertThat(proposed.at("/0/reasons/0").asString())
        .isEqualTo("reverse DNS of 192.0.2.7: mail.example.com");
    assertThat(
            new PageClient(context).get("/accounts/" + ACCOUNT_ID + "/addresses", Locale.ENGLISH))
        .contains("Mail domains that were found", "reverse DNS of 192.0.2.7: mail.example.com");

    JsonResponse wrong = call("POST", PATH, "{\"names\":[\"evil.example\"]}");
    assertProblem(wrong, 400);
    assertThat(wrong.json().at("/detail").asString())
        .isEqualTo("names: one or more of the proposed domains (example.com)");
    assertProblem(call("POST", PATH, "{}"), 400);

    assertThat(call("POST", PATH, "{\"names\":[\"example.com\"]}").json()).isEmpty();
    assertThat(get("/accounts/" + ACCOUNT_ID).json().at("/mail-domains/0/name").asString())
        .isEqualTo("example.com");
    assertThat(get(PATH).json()).isEmpty();
  }

  @Test
  void anAccountOfTheConfigurationIsNotChanged() throws Exception {
    assertProblem(
        call("POST", "/accounts/999999999999/proposed-domains", "{\"names\":[\"example.com\"]}"),
        409);
  }
}
