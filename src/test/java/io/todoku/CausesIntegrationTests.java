package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.LandingZone;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Snapshot;
import io.todoku.testing.PageClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

/** A landing zone on its page and in the API: one cause for all closed Regions. */
class CausesIntegrationTests extends ApiFixture {

  private static final String ACCOUNT_PATH = "/accounts/" + ACCOUNT_ID;
  private static final String CAUSE = "denied-by-service-control-policy-regions";
  private static final String SENTENCE =
      "The organization has closed 16 Regions by a service control policy";

  @Autowired private WebApplicationContext context;

  @BeforeEach
  void importLandingZone() throws Exception {
    Snapshot zone = LandingZone.snapshot(16);
    importSnapshot(
        zone.judgedAt(
            zone.judgedAt(),
            new AccountFacts(
                ACCOUNT_ID,
                "Example 本番",
                "Example KK",
                Environment.PRODUCTION,
                zone.account().mailDomains(),
                Map.of(),
                Map.of()),
            List.of()));
  }

  private JsonNode checklist() throws Exception {
    return get(ACCOUNT_PATH + "/checklist").json();
  }

  private String page(String query) throws Exception {
    return new PageClient(context).get(ACCOUNT_PATH + query, Locale.ENGLISH);
  }

  @Test
  void theCauseIsShownOnceWithWhatItHides() throws Exception {
    JsonNode checklist = checklist();
    JsonNode cause =
        checklist
            .get("causes")
            .valueStream()
            .filter(c -> c.get("id").asString().equals(CAUSE))
            .findFirst()
            .orElseThrow();
    long hidden =
        checklist
            .get("items")
            .valueStream()
            .filter(item -> item.get("cause").asString("").equals(CAUSE))
            .count();

    assertThat(cause.get("hides").asLong()).isEqualTo(hidden).isGreaterThan(100);
    assertThat(cause.get("summary").asString()).isEqualTo(SENTENCE);
    assertThat(cause.get("kind").asString()).isEqualTo("DENIED_BY_SERVICE_CONTROL_POLICY");
    assertThat(cause.get("subjects")).hasSize(16);
    assertThat(page(""))
        .containsOnlyOnce(SENTENCE)
        .contains("leaves " + hidden + " findings unknown");
    assertThat(page("?cause=" + CAUSE)).contains(SENTENCE, "xx-test-01");
    assertThat(page(""))
        .containsOnlyOnce(
            "17 of 34 Regions are enabled in this account. Nothing can be created in the other 17,"
                + " so they are not read.");
    assertThat(checklist.at("/regionAvailability/notEnabled")).hasSize(17);
    assertThat(checklist.get("items").valueStream())
        .noneMatch(item -> item.at("/resource/region").asString("").startsWith("yy-test"));
  }

  @Test
  void closedRegionsAreLeftOutAndTakenInAgain() throws Exception {
    List<String> regions =
        checklist()
            .at("/causes")
            .valueStream()
            .filter(c -> c.get("id").asString().equals(CAUSE))
            .flatMap(c -> c.get("subjects").valueStream())
            .map(JsonNode::asString)
            .toList();

    assertThat(
            call(
                    "POST",
                    ACCOUNT_PATH + "/excluded-regions",
                    "{\"regions\":[\"" + String.join("\",\"", regions) + "\"]}")
                .status())
        .isEqualTo(200);

    assertThat(checklist().get("excludedRegions").propertyNames())
        .containsExactlyInAnyOrderElementsOf(regions);
    assertThat(checklist().get("items").size()).isLessThan(60);
    assertThat(page("")).doesNotContain(SENTENCE).contains("16 Regions are left out");

    assertThat(call("DELETE", ACCOUNT_PATH + "/excluded-regions/xx-test-01", null).status())
        .isEqualTo(204);
    assertThat(page(""))
        .contains("The organization has closed xx-test-01", "15 Regions are left out");
  }

  @Test
  void whatIsNoRegionIsRefused() throws Exception {
    assertThat(
            call("POST", ACCOUNT_PATH + "/excluded-regions", "{\"regions\":[\"nowhere\"]}")
                .status())
        .isEqualTo(400);
    assertThat(call("POST", ACCOUNT_PATH + "/excluded-regions", "{}").status()).isEqualTo(400);
  }

  @Test
  void aRuleIsFixedInAllAccountsWithOneLineForTheCause() throws Exception {
    JsonNode hidden =
        checklist()
            .get("items")
            .valueStream()
            .filter(item -> item.get("cause").asString("").equals(CAUSE))
            .findFirst()
            .orElseThrow();
    String rule = hidden.get("rule").asString();

    JsonNode findings = get("/fix?rule=" + rule).json().at("/accounts/0/findings");
    long ofCause =
        findings.valueStream().filter(one -> one.get("cause").asString("").equals(CAUSE)).count();
    String fix = new PageClient(context).get("/fix?rule=" + rule, Locale.ENGLISH);

    assertThat(ofCause).isGreaterThanOrEqualTo(16);
    assertThat(fix)
        .containsOnlyOnce(SENTENCE)
        .contains("leaves " + ofCause + " findings unknown")
        .containsPattern("[0-9]+ not checked")
        .contains("href=\"/accounts/" + ACCOUNT_ID + "?cause=" + CAUSE + "\"")
        .doesNotContain(hidden.get("summary").asString());
    assertThat(fix.split("name=\"finding\"").length - 1)
        .as("a box for what is mended one by one")
        .isEqualTo(findings.valueStream().filter(one -> one.get("cause").isNull()).count());
  }
}
