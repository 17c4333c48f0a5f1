package io.todoku.identity.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.testing.HttpBrowser;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** With {@code todoku.second-factor=administrators}, whoever lacks one sets it up first. */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:second-factor-demand;DB_CLOSE_DELAY=-1",
      "todoku.second-factor=administrators"
    })
class SecondFactorDemandIntegrationTests extends SecondFactorFixture {

  private void becomeViewer() {
    database.sql("update app_user set role = 'VIEWER'").update();
  }

  @Test
  void anAdministratorWithoutOneReachesOnlyItsSetUp() throws Exception {
    assertThat(location(browser.get("/", "Accept", "text/html"))).isEqualTo(SETUP);
    assertThat(browser.get("/api/v1/accounts").statusCode()).isEqualTo(401);
    assertThat(location(browser.get("/profile/tokens", "Accept", "text/html"))).isEqualTo(SETUP);
    assertThat(browser.get(SETUP).body()).contains("Todoku asks you for a second factor");

    setUpApp(browser);

    assertThat(isSignedIn(browser)).isTrue();
  }

  @Test
  void othersAreNotAsked() throws Exception {
    becomeViewer();

    assertThat(isSignedIn(browser)).isTrue();
  }

  @Test
  void theLastOneCannotBeRemoved() throws Exception {
    setUpApp(browser);
    browser.get(SETUP);

    browser.post(SETUP + "/app/remove", Map.of());

    assertThat(browser.get(SETUP).body())
        .contains("You must have a second factor", "Remove the app");
  }

  @Test
  void whoeverWaitedLongConfirmsThePasswordAndSetsItUp() throws Exception {
    clock.advance(Duration.ofMinutes(16));
    browser.get(SETUP);
    assertThat(location(browser.post(SETUP + "/app", Map.of())))
        .startsWith("/profile/confirmation");
    browser.get("/profile/confirmation");

    browser.post("/profile/confirmation", Map.of("password", PASSWORD, "back", SETUP));
    setUpApp(browser);

    assertThat(isSignedIn(browser)).isTrue();
  }

  @Test
  void theConfiguredTokenGoesOn() throws Exception {
    HttpBrowser program = new HttpBrowser(port);
    String token = "Bearer a-token-for-tests-V7nKq3xWz9Lr";

    assertThat(program.get("/api/v1/accounts", "Authorization", token).statusCode()).isEqualTo(200);
  }
}
