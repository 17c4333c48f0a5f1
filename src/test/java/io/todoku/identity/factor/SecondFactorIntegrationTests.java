package io.todoku.identity.factor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.testing.HttpBrowser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Codes of an authenticator app and recovery codes, from set-up to the sign-ins that need them. */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:second-factor;DB_CLOSE_DELAY=-1",
      "todoku.encryption.keys=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    })
class SecondFactorIntegrationTests extends SecondFactorFixture {

  @Test
  void withoutASecondFactorThePasswordSignsIn() throws Exception {
    HttpBrowser other = new HttpBrowser(port);
    other.get("/sign-in");

    assertThat(location(other.post("/sign-in", Map.of("name", "mika", "password", PASSWORD))))
        .endsWith("/");
    assertThat(other.get("/profile").body()).contains("None is set up");
  }

  @Test
  void thePasswordAloneOpensNothingOnceAnAppIsSetUp() throws Exception {
    setUpApp(browser);

    HttpBrowser other = givePassword();

    for (String path : List.of("/", "/profile", "/settings/users", SETUP, "/rules")) {
      assertThat(location(other.get(path, "Accept", "text/html"))).as(path).endsWith(CHALLENGE);
    }
    assertThat(other.get("/api/v1/accounts").statusCode()).isEqualTo(401);
    assertThat(other.get("/actuator/prometheus").statusCode()).isEqualTo(401);
    assertThat(other.get("/actuator/health").body()).doesNotContain("components");
    assertThat(other.get(CHALLENGE).body()).doesNotContain("Users", "API tokens");
    assertThat(isSignedIn(browser)).as("the session that set it up").isTrue();
  }

  @Test
  void theCodeOfTheAppSignsInOnceAndLeadsToTheWantedPage() throws Exception {
    SetUpApp app = setUpApp(browser);
    HttpBrowser other = new HttpBrowser(port);
    other.get("/rules", "Accept", "text/html");
    other.get("/sign-in");
    other.post("/sign-in", Map.of("name", "mika", "password", PASSWORD));
    other.get(CHALLENGE);
    String passcode = nextCode(app.secret());

    assertThat(location(enter(other, passcode))).endsWith("/rules");
    assertThat(isSignedIn(other)).isTrue();

    HttpBrowser thief = givePassword();
    assertThat(enter(thief, passcode).body()).contains("This code is not accepted");
    assertThat(isSignedIn(thief)).isFalse();
  }

  @Test
  void theSecretIsStoredEncryptedAndShownNoMore() throws Exception {
    String secret = setUpApp(browser).secret().replace(" ", "");

    assertThat(database.sql("select secret from totp_secret").query(String.class).single())
        .startsWith("{aes:")
        .doesNotContain(secret);
    assertThat(browser.get(SETUP).body()).contains("Remove the app").doesNotContain(secret);
  }

  @Test
  void aSecretThatWasNotConfirmedIsNotAskedFor() throws Exception {
    browser.get(SETUP);
    browser.post(SETUP + "/app", Map.of());
    browser.get(SETUP);
    HttpResponse<String> wrong = browser.post(SETUP + "/app/confirm", Map.of("passcode", "000000"));

    assertThat(wrong.body()).contains("This code is not accepted");
    HttpBrowser other = new HttpBrowser(port);
    other.get("/sign-in");
    other.post("/sign-in", Map.of("name", "mika", "password", PASSWORD));
    assertThat(isSignedIn(other)).isTrue();
  }

  @Test
  void eachRecoveryCodeSignsInOnce() throws Exception {
    List<String> codes = setUpApp(browser).recoveryCodes();
    assertThat(codes).hasSize(10).doesNotHaveDuplicates();

    HttpBrowser other = givePassword();
    enter(other, codes.getFirst().toUpperCase(Locale.ROOT).replace("-", " "));
    assertThat(isSignedIn(other)).isTrue();
    assertThat(other.get(SETUP).body()).contains("9 are left");

    HttpBrowser again = givePassword();
    enter(again, codes.getFirst());
    assertThat(isSignedIn(again)).isFalse();
    enter(again, codes.getLast());
    assertThat(isSignedIn(again)).isTrue();
  }

  @Test
  void newRecoveryCodesReplaceTheEarlierOnes() throws Exception {
    List<String> earlier = setUpApp(browser).recoveryCodes();
    browser.get(SETUP);
    HttpResponse<String> made = browser.post(SETUP + "/recovery-codes", Map.of());
    assertThat(made.statusCode()).isEqualTo(201);

    HttpBrowser other = givePassword();
    enter(other, earlier.getFirst());

    assertThat(isSignedIn(other)).isFalse();
  }

  /** Two requests with one code, at the same moment: one of them is signed in. */
  @Test
  void ofTwoSignInsWithOneCodeOneSucceeds() throws Exception {
    SetUpApp app = setUpApp(browser);
    List<HttpBrowser> both = List.of(givePassword(), givePassword());
    String passcode = nextCode(app.secret());

    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Callable<Object>> entries =
          both.stream().map(who -> (Callable<Object>) () -> enter(who, passcode)).toList();
      for (Future<Object> entry : threads.invokeAll(entries)) {
        entry.get();
      }
    }

    assertThat(List.of(isSignedIn(both.get(0)), isSignedIn(both.get(1))))
        .containsExactlyInAnyOrder(true, false);
  }

  @Test
  void afterTenWrongCodesFromWhereverARightOneIsNotLookedAt() throws Exception {
    SetUpApp app = setUpApp(browser);
    for (int i = 0; i < 10; i++) {
      enter(givePassword(), "000000");
    }

    HttpBrowser thief = givePassword();
    assertThat(enter(thief, nextCode(app.secret())).body()).contains("Too many wrong codes");
    assertThat(isSignedIn(thief)).isFalse();
    clock.advance(Duration.ofMinutes(11));
    HttpBrowser later = givePassword();
    enter(later, nextCode(app.secret()));
    assertThat(isSignedIn(later)).isTrue();
  }

  @Test
  void whoeverSignedInHereBeforeIsNotLockedOutByAThiefOfThePassword() throws Exception {
    SetUpApp app = setUpApp(browser);
    browser.get("/profile");
    browser.post("/sign-out", Map.of());
    for (int i = 0; i < 10; i++) {
      enter(givePassword(), "000000");
    }
    browser.get("/sign-in");
    browser.post("/sign-in", Map.of("name", "mika", "password", PASSWORD));
    browser.get(CHALLENGE);

    enter(browser, nextCode(app.secret()));

    assertThat(isSignedIn(browser)).isTrue();
  }

  @Test
  void thePasswordIsForgottenAfterAQuarterOfAnHour() throws Exception {
    SetUpApp app = setUpApp(browser);
    HttpBrowser other = givePassword();
    clock.advance(Duration.ofMinutes(16));

    enter(other, nextCode(app.secret()));

    assertThat(isSignedIn(other)).isFalse();
  }

  /** A browser that gave the second factor too late is not sent to and fro. */
  @Test
  void whoeverIsTooLateForTheSecondFactorSignsInAnew() throws Exception {
    SetUpApp app = setUpApp(browser);
    HttpBrowser other = givePassword();
    clock.advance(Duration.ofMinutes(16));

    assertThat(location(other.get(CHALLENGE))).isEqualTo("/");
    assertThat(location(other.get("/", "Accept", "text/html"))).endsWith("/sign-in");

    other.get("/sign-in");
    other.post("/sign-in", Map.of("name", "mika", "password", PASSWORD));
    other.get(CHALLENGE);
    enter(other, nextCode(app.secret()));
    assertThat(isSignedIn(other)).isTrue();
  }

  /** Spring Security keeps the attributes of a session in which somebody else signs in. */
  @Test
  void theSecondFactorOfAUserServesNoOtherWhoSignsInWithTheSession() throws Exception {
    addUserWithPasskey("kai");
    setUpApp(browser);
    browser.get("/sign-in");

    String next = location(browser.post("/sign-in", Map.of("name", "kai", "password", PASSWORD)));

    assertThat(next).endsWith(CHALLENGE);
    assertThat(isSignedIn(browser)).isFalse();
  }

  /** Who has the password, and was there before the second factor, could have made the secret. */
  @Test
  void aSecretThatWasNotConfirmedDoesNotSignIn() throws Exception {
    browser.get(SETUP);
    browser.post(SETUP + "/app", Map.of());
    String secret = find(SECRET, browser.get(SETUP).body());
    addPasskey("mika");

    HttpBrowser thief = givePassword();
    enter(thief, code(secret));

    assertThat(isSignedIn(thief)).isFalse();
  }

  @Test
  void aSecretIsShownOnlyToTheSessionThatMadeIt() throws Exception {
    HttpBrowser thief = new HttpBrowser(port);
    thief.get("/sign-in");
    thief.post("/sign-in", Map.of("name", "mika", "password", PASSWORD));
    thief.get(SETUP);
    thief.post(SETUP + "/app", Map.of());
    String known = find(SECRET, thief.get(SETUP).body());

    assertThat(browser.get(SETUP).body()).contains("Set up an app").doesNotContain(known);
    assertThat(browser.post(SETUP + "/app/confirm", Map.of("passcode", code(known))).statusCode())
        .isEqualTo(200);
    assertThat(setUpApp(browser).secret()).isNotEqualTo(known);
  }

  @Test
  void anotherSessionIsAskedForTheSecondFactorToo() throws Exception {
    HttpBrowser other = new HttpBrowser(port);
    other.get("/sign-in");
    other.post("/sign-in", Map.of("name", "mika", "password", PASSWORD));
    assertThat(isSignedIn(other)).isTrue();

    SetUpApp app = setUpApp(browser);

    assertThat(isSignedIn(other)).isFalse();
    other.get(CHALLENGE);
    enter(other, nextCode(app.secret()));
    assertThat(isSignedIn(other)).isTrue();
  }

  @Test
  void aNewPasswordKeepsTheSecondFactorAndTheSession() throws Exception {
    setUpApp(browser);
    browser.get("/profile");
    browser.post(
        "/profile/password", Map.of("present", PASSWORD, "password", "other words in this row"));

    assertThat(isSignedIn(browser)).isTrue();
    HttpBrowser other = new HttpBrowser(port);
    other.get("/sign-in");
    assertThat(
            location(
                other.post(
                    "/sign-in", Map.of("name", "mika", "password", "other words in this row"))))
        .endsWith(CHALLENGE);
  }

  @Test
  void aLinkForANewPasswordDoesNotReplaceTheSecondFactor() throws Exception {
    setUpApp(browser);
    UUID mika = database.sql("select id from app_user").query(UUID.class).single();
    browser.get("/settings/users/" + mika);
    browser.post("/settings/users/" + mika + "/link", Map.of());
    String token =
        find(
            Pattern.compile("/sign-in/link\\?token=([\\w-]{43})"),
            browser.get("/settings/users/" + mika).body());
    HttpBrowser other = new HttpBrowser(port);
    other.get("/sign-in/link?token=" + token);
    other.post("/sign-in/link", Map.of("token", token, "password", "other words in this row"));

    assertThat(isSignedIn(other)).isFalse();
    assertThat(other.get(CHALLENGE).body()).contains("Your password was right");
  }

  @Test
  void anAdministratorRemovesTheSecondFactorOfWhomeverHasLostIt() throws Exception {
    setUpApp(browser);
    UUID mika = database.sql("select id from app_user").query(UUID.class).single();
    assertThat(browser.get("/settings/users").body()).contains("second factor");
    browser.get("/settings/users/" + mika);

    browser.post("/settings/users/" + mika + "/second-factor/remove", Map.of());

    assertThat(isSignedIn(browser)).as("the sessions end").isFalse();
    browser.get("/sign-in");
    browser.post("/sign-in", Map.of("name", "mika", "password", PASSWORD));
    assertThat(isSignedIn(browser)).isTrue();
    assertThat(database.sql("select count(*) from recovery_code").query(Integer.class).single())
        .isZero();
  }

  /** Whoever runs the server lets an administrator in who has lost everything. */
  @Test
  void theLinkOfTheServersStartRemovesTheSecondFactor() throws Exception {
    setUpApp(browser);
    HttpBrowser other = new HttpBrowser(port);

    signIn(other);

    assertThat(isSignedIn(other)).isTrue();
    assertThat(other.get(SETUP).body()).contains("Set up an app");
  }

  @Test
  void removingTheAppNeedsThePasswordIfItWasGivenLongAgo() throws Exception {
    setUpApp(browser);
    browser.get(SETUP);
    clock.advance(Duration.ofMinutes(16));

    String confirmation = location(browser.post(SETUP + "/app/remove", Map.of()));
    assertThat(confirmation).endsWith("/profile/confirmation?back=%2Fprofile%2Fsecond-factor");
    assertThat(browser.get(SETUP).body()).contains("Remove the app");

    browser.get("/profile/confirmation?back=/profile/second-factor");
    assertThat(
            browser
                .post("/profile/confirmation", Map.of("password", "wrong", "back", SETUP))
                .body())
        .contains("This is not your present password");
    assertThat(
            location(
                browser.post("/profile/confirmation", Map.of("password", PASSWORD, "back", SETUP))))
        .endsWith(SETUP);
    browser.get(SETUP);
    browser.post(SETUP + "/app/remove", Map.of());
    assertThat(browser.get(SETUP).body()).contains("Set up an app");
  }

  @Test
  void theConfirmationLeadsToNoOtherSite() throws Exception {
    browser.get("/profile/confirmation?back=//evil.example/");

    assertThat(
            location(
                browser.post(
                    "/profile/confirmation",
                    Map.of("password", PASSWORD, "back", "https://evil.example/"))))
        .endsWith("/")
        .doesNotContain("evil");
  }

  @Test
  void theAuditLogTellsBothStepsAndNoSecret() throws Exception {
    SetUpApp app = setUpApp(browser);
    HttpBrowser other = givePassword();
    enter(other, "000000");
    enter(other, nextCode(app.secret()));

    assertThat(auditActions())
        .endsWith(
            "second-factor.begin-app DONE mika",
            "second-factor.add-app DONE mika",
            "session.password DONE mika",
            "session.begin FAILED mika",
            "session.begin DONE mika");
    assertThat(
            database.sql("select new_value from audit_entry").query(String.class).list().toString())
        .doesNotContain("000000", app.secret());
  }

  /** Wrong codes of a thief of the password leave the owner the recovery codes. */
  @Test
  void recoveryCodesAreNotUsedUpWithTheCodesOfTheApp() throws Exception {
    SetUpApp app = setUpApp(browser);
    for (int i = 0; i < 11; i++) {
      enter(givePassword(), "000000");
    }
    HttpBrowser other = givePassword();

    enter(other, app.recoveryCodes().getFirst());

    assertThat(isSignedIn(other)).isTrue();
  }

  /** Somebody who had the password before may have signed in with another browser. */
  @Test
  void anotherBrowserIsKnownNoMoreOnceAnAppIsSetUp() throws Exception {
    HttpBrowser thief = new HttpBrowser(port);
    thief.get("/sign-in");
    thief.post("/sign-in", Map.of("name", "mika", "password", PASSWORD));
    setUpApp(browser);
    for (int i = 0; i < 10; i++) {
      enter(givePassword(), "000000");
    }

    thief.get(CHALLENGE);

    assertThat(enter(thief, "000000").body()).contains("Too many wrong codes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'attestationObject':null}",
        "{'attestationObject':''}",
        "{'attestationObject':'eA'}",
        "{'attestationObject':'o2NmbXRkbm9uZQ'}",
        "{'attestationObject':7,'transports':[null,'x',7]}"
      })
  void whatIsNoPasskeyIsNotAddedAndNoError(String response) throws Exception {
    browser.get(SETUP);
    String options = browser.post(SETUP + "/passkeys/options", Map.of()).body();
    String client =
        "{\"type\":\"webauthn.create\",\"origin\":\"http://localhost\",\"challenge\":\"%s\"}"
            .formatted(new JsonMapper().readTree(options).get("challenge").asString());
    String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(client.getBytes(UTF_8));
    String made =
        "{\"id\":\"eA\",\"rawId\":\"eA\",\"type\":\"public-key\",\"response\":%s}"
            .formatted(
                response
                    .replace('\'', '"')
                    .replaceFirst("^\\{(.)", "{\"clientDataJSON\":\"" + encoded + "\",$1")
                    .replace(",}", "}"));

    HttpResponse<String> answer = browser.post(SETUP + "/passkeys", Map.of("passkey", made));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("The passkey was not accepted");
  }
}
