package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.identity.signin.SignInAttempts.AttemptKey;
import io.todoku.testing.ConcurrentCalls;
import io.todoku.testing.HttpBrowser;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in by link and by password. */
class SecuritySignInIntegrationTests extends SecurityFixture {

  @Test
  void theLinkCreatesTheFirstAdministratorOnce() throws Exception {
    String token = link.issue();
    browser.get("/sign-in?token=" + token);
    assertThat(browser.get("/sign-in?token=" + token).statusCode()).isEqualTo(200);
    assertThat(setUpAdministrator(browser, token, "mika").statusCode()).isEqualTo(302);
    assertThat(browser.get("/probe").body()).isEqualTo("reached");

    HttpBrowser other = new HttpBrowser(port);
    assertThat(other.get("/sign-in?token=" + token).statusCode()).isEqualTo(410);
    assertThat(setUpAdministrator(other, token, "nagi").statusCode()).isEqualTo(410);
    assertThat(users.findByName("nagi")).isEmpty();
    assertThat(other.get("/probe").statusCode()).isEqualTo(302);
  }

  @Test
  void anInvalidFormDoesNotConsumeTheLink() throws Exception {
    String token = link.issue();
    browser.get("/sign-in?token=" + token);
    HttpResponse<String> answer =
        browser.post("/sign-in/first", Map.of("name", "mika", "password", "short", "token", token));

    assertThat(answer.body()).contains("shorter than 12 characters");
    assertThat(setUpAdministrator(browser, token, "mika").statusCode()).isEqualTo(302);
  }

  @Test
  void aNewLinkResetsThePasswordOfAnExistingUser() throws Exception {
    signIn(browser);
    String token = link.issue();
    HttpBrowser other = new HttpBrowser(port);
    other.get("/sign-in?token=" + token);
    other.post(
        "/sign-in/first",
        Map.of("name", "mika", "password", "other words in a row", "token", token));

    assertThat(users.count()).isOne();
    assertThat(withPassword("other words in a row")).endsWith("/");
    assertThat(withPassword(PASSWORD)).endsWith("/sign-in?wrong");
  }

  @Test
  void signInStartsANewSessionAndSignOutEndsIt() throws Exception {
    signIn(browser);
    browser.get("/sign-in");
    assertThat(browser.post("/sign-out", Map.of()).statusCode()).isEqualTo(302);

    assertThat(browser.get("/probe").statusCode()).isEqualTo(302);
  }

  @Test
  void repeatedWrongPasswordsAreDelayed() throws Exception {
    signIn(browser);
    assertThat(withPassword("a guess")).endsWith("/sign-in?wrong");
    for (int i = 0; i < 5; i++) {
      attempts.begin(ATTEMPT);
    }

    assertThat(withPassword(PASSWORD)).contains("/sign-in?wait=");
  }

  @Test
  void aUserWhoSignedInHereBeforeIsNotLockedOutByStrangers() throws Exception {
    signIn(browser);
    browser.post("/sign-out", Map.of());
    for (int i = 0; i < 200; i++) {
      attempts.begin(AttemptKey.of("mika", "192.0.2." + i, null));
      attempts.begin(AttemptKey.of("name" + i, "127.0.0.1", null));
    }
    browser.get("/sign-in");

    assertThat(withPassword(PASSWORD)).contains("/sign-in?wait=");
    assertThat(location(browser.post("/sign-in", Map.of("name", "mika", "password", PASSWORD))))
        .endsWith(":" + port + "/");
    browser.post("/sign-out", Map.of());
    browser.get("/sign-in");
    assertThat(location(browser.post("/sign-in", Map.of("name", "nagi", "password", PASSWORD))))
        .as("the browser is not known for another name")
        .contains("/sign-in?wait=");
  }

  @Test
  void ofSixtyGuessesAtOnceFewAreLookedAt() throws Exception {
    signIn(browser);
    List<String> answers = Collections.synchronizedList(new ArrayList<>());

    ConcurrentCalls.repeat(
        60,
        _ -> {
          try {
            answers.add(withPassword("a guess"));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });

    assertThat(answers).hasSize(60).allMatch(answer -> answer.matches(".*\\?(wrong|wait=\\d+)"));
    assertThat(answers)
        .as("five, and one more for each second that it took")
        .filteredOn(answer -> answer.endsWith("?wrong"))
        .hasSizeBetween(5, 10);
  }

  @Test
  void aGuessablePasswordIsRefused() throws Exception {
    String token = link.issue();
    browser.get("/sign-in?token=" + token);

    assertThat(
            browser
                .post(
                    "/sign-in/first",
                    Map.of("name", "mika", "password", "aaaaaaaaaaaa", "token", token))
                .body())
        .contains("The password is easy to guess");
    assertThat(users.count()).isZero();
  }

  @Test
  void aNewPasswordEndsTheSessionsThatTheOldOneBegan() throws Exception {
    signIn(browser);
    HttpBrowser other = new HttpBrowser(port);
    signIn(other);

    assertThat(other.get("/probe").body()).isEqualTo("reached");
    assertThat(browser.get("/probe").statusCode()).isEqualTo(302);
  }

  /**
   * Spring trims control characters off a name, so attempts under such variants count for the same
   * user.
   */
  @Test
  void attemptsUnderVariantsOfANameCountTogether() throws Exception {
    signIn(browser);
    for (int i = 0; i < 5; i++) {
      attempts.begin(ATTEMPT);
    }

    for (String disguised : List.of("\u0001\u0002mika", " mika\u0000", "\u2003mika")) {
      assertThat(withPassword(disguised, PASSWORD)).contains("/sign-in?wait=");
    }
  }

  @Test
  void controlCharactersInAUserNameAreIgnored() throws Exception {
    signIn(browser);

    assertThat(withPassword("mi\u0000ka", PASSWORD)).endsWith("/");
    assertThat(withPassword("mi\u0000ko", PASSWORD)).endsWith("/sign-in?wrong");
  }

  @Test
  void linksUsedAtTheSameTimeCreateOneAdministrator() throws Exception {
    List<String> tokens = IntStream.range(0, 6).mapToObj(i -> link.issue()).toList();
    List<Integer> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> running = new ArrayList<>();
      for (String token : tokens) {
        HttpBrowser one = new HttpBrowser(port);
        one.get("/sign-in?token=" + token);
        running.add(
            threads.submit(() -> setUpAdministrator(one, token, "mika" + token).statusCode()));
      }
      for (Future<Integer> answer : running) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).containsOnlyOnce(302).containsOnly(302, 410);
    assertThat(users.count()).isOne();
  }

  @Test
  void signInLeadsToTheRequestedPage() throws Exception {
    signIn(browser);
    HttpBrowser other = new HttpBrowser(port);
    other.get("/rules?x=1", "Accept", "text/html");
    other.get("/favicon.ico", "Accept", "image/*");
    other.get("/sign-in");

    assertThat(
            other
                .post("/sign-in", Map.of("name", "mika", "password", PASSWORD))
                .headers()
                .firstValue("Location")
                .orElse(""))
        .endsWith("/rules?x=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"!!!", "eHglJQ", "Ly8uLi9ldmlsLmV4YW1wbGU", "aHR0cHM6Ly9ldmlsLmV4YW1wbGU"})
  void aForgedCookieLeadsToTheStartPage(String cookie) throws Exception {
    signIn(browser);
    HttpBrowser other = new HttpBrowser(port);
    other.setCookie("todoku-back", cookie);
    other.get("/sign-in");

    assertThat(
            other
                .post("/sign-in", Map.of("name", "mika", "password", PASSWORD))
                .headers()
                .firstValue("Location")
                .orElse(""))
        .endsWith(":" + port + "/");
  }

  @Test
  void anOverlongAddressIsNotRemembered() throws Exception {
    var answer = browser.get("/accounts?q=" + "a".repeat(7000), "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().allValues("Set-Cookie"))
        .noneMatch(c -> c.startsWith("todoku-back=L"));
  }

  /** Where a sign-in with this password leads to. */
  private String withPassword(String password) throws Exception {
    return withPassword("mika", password);
  }

  private String withPassword(String name, String password) throws Exception {
    HttpBrowser other = new HttpBrowser(port);
    other.get("/sign-in");
    return location(other.post("/sign-in", Map.of("name", name, "password", password)));
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }
}
