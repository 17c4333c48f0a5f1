package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.identity.TokenHash;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import io.todoku.testing.HttpBrowser;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Inviting, changing, suspending and removing users, each seen from that user's browser. */
class UsersIntegrationTests extends SecurityFixture {

  private static final Pattern LINK = Pattern.compile("/sign-in/link\\?token=([\\w-]{43})");
  private static final String USERS = "/settings/users";

  @Autowired private AppUsers appUsers;
  @Autowired private PlatformTransactionManager transactions;
  private HttpBrowser other;

  @BeforeEach
  void signInAsAdministrator() throws Exception {
    signIn(browser);
    browser.get("/profile");
    other = new HttpBrowser(port);
  }

  private static Map<String, String> access(String name, UserRole role, String client) {
    Map<String, String> fields = new HashMap<>();
    fields.put("name", name);
    fields.put("role", role.name());
    fields.put("limited", String.valueOf(!client.isEmpty()));
    fields.put("client", client);
    return fields;
  }

  /** Invites a user and opens the page that shows the link. */
  private String invite(String name, UserRole role, String client) throws Exception {
    HttpResponse<String> answer = browser.post(USERS, access(name, role, client));
    assertThat(answer.statusCode()).isEqualTo(302);
    return linkOn(answer);
  }

  private String linkOn(HttpResponse<String> redirect) throws Exception {
    String page =
        URI.create(redirect.headers().firstValue(HttpHeaders.LOCATION).orElseThrow()).getPath();
    Matcher link = LINK.matcher(browser.get(page).body());
    assertThat(link.find()).as("a link on " + page).isTrue();
    return link.group(1);
  }

  private HttpResponse<String> accept(HttpBrowser who, String token, String password)
      throws Exception {
    who.get("/sign-in/link?token=" + token);
    HttpResponse<String> answer =
        who.post("/sign-in/link", Map.of("token", token, "password", password));
    who.get("/rules");
    return answer;
  }

  private UUID idOf(String name) {
    return users.findByName(name).orElseThrow().id();
  }

  private static boolean isSignedIn(HttpBrowser who) throws Exception {
    return who.get("/profile").statusCode() == 200;
  }

  /** A password takes time to hash, and an administrator may act meanwhile. */
  @Test
  void aPasswordThatIsStoredLaterDoesNotEndASuspensionOrGiveRightsBack() {
    TransactionTemplate alone = new TransactionTemplate(transactions);
    alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

    new TransactionTemplate(transactions)
        .executeWithoutResult(status -> {
          AppUser loaded = users.findByName("mika").orElseThrow();
          alone.executeWithoutResult(other ->
              database
                  .sql("update app_user set suspended = true, role = 'VIEWER' where name = 'mika'")
                  .update());
          loaded.changePassword("{noop}another");
        });

    assertThat(
            database
                .sql("select role, suspended, password_hash from app_user where name = 'mika'")
                .query()
                .singleRow())
        .containsEntry("role", "VIEWER")
        .containsEntry("suspended", true)
        .containsEntry("password_hash", "{noop}another");
  }

  @Test
  void anInvitedUserChoosesAPasswordAndSignsInWithTheGivenAccess() throws Exception {
    String token = invite("ken", UserRole.OPERATOR, "Example KK");
    assertThat(appUsers.findAccess("ken")).as("before the link is used").isEmpty();
    assertThat(other.get("/sign-in/link?token=" + token).body()).contains("ken");

    assertThat(accept(other, token, PASSWORD).statusCode()).isEqualTo(302);

    assertThat(other.get("/profile").body())
        .contains("ken", "Operator", "Example KK")
        .doesNotContain("Every client");
    assertThat(other.get(USERS).statusCode()).as("only for administrators").isEqualTo(403);
    HttpBrowser third = new HttpBrowser(port);
    assertThat(third.get("/sign-in/link?token=" + token).statusCode()).isEqualTo(410);
    assertThat(accept(third, token, "another row of words").statusCode()).isEqualTo(410);
    third.get("/sign-in");
    third.post("/sign-in", Map.of("name", "ken", "password", PASSWORD));
    assertThat(isSignedIn(third)).isTrue();
  }

  @Test
  void aWeakPasswordKeepsTheLinkValid() throws Exception {
    String token = invite("ken", UserRole.VIEWER, "Example KK");
    HttpResponse<String> refused = accept(other, token, "aaaaaaaaaaaaaa");
    assertThat(refused.statusCode()).isEqualTo(200);
    assertThat(refused.body()).contains("easy to guess");
    assertThat(accept(other, token, PASSWORD).statusCode()).isEqualTo(302);
  }

  @Test
  void aLinkIsValidForAWeek() throws Exception {
    String token = invite("ken", UserRole.VIEWER, "Example KK");
    Instant end = Instant.now().plus(PasswordLinks.VALIDITY);
    Instant stored =
        database
            .sql("select expires_at from password_link")
            .query(OffsetDateTime.class)
            .single()
            .toInstant();
    assertThat(stored).isBetween(end.minusSeconds(60), end);
    database.sql("update password_link set expires_at = ?").param(OffsetDateTime.now()).update();
    assertThat(other.get("/sign-in/link?token=" + token).statusCode()).isEqualTo(410);
  }

  @Test
  void theDatabaseHoldsNoToken() throws Exception {
    String token = invite("ken", UserRole.VIEWER, "Example KK");
    assertThat(database.sql("select token_hash from password_link").query(String.class).single())
        .isEqualTo(TokenHash.hex(token))
        .isNotEqualTo(token);
  }

  @Test
  void aChangeOfRoleTakesEffectWithTheNextRequestOfAnOldSession() throws Exception {
    accept(other, invite("ken", UserRole.ADMINISTRATOR, ""), PASSWORD);
    assertThat(other.get(USERS).statusCode()).isEqualTo(200);

    browser.post(USERS + "/" + idOf("ken"), access("ken", UserRole.VIEWER, "Example KK"));

    assertThat(other.get(USERS).statusCode()).isEqualTo(403);
    assertThat(other.get(USERS).body())
        .contains("Your role does not allow this", "Ask an administrator")
        .doesNotContain("the page was open too long");
    assertThat(other.get("/profile").body()).contains("Viewer", "Example KK");
  }

  @Test
  void aSuspendedUserIsSignedOutAndCannotSignIn() throws Exception {
    accept(other, invite("ken", UserRole.VIEWER, ""), PASSWORD);
    browser.post(USERS + "/" + idOf("ken") + "/suspend", Map.of());
    assertThat(isSignedIn(other)).isFalse();
    other.get("/sign-in");
    other.post("/sign-in", Map.of("name", "ken", "password", PASSWORD));
    assertThat(isSignedIn(other)).isFalse();

    browser.post(USERS + "/" + idOf("ken") + "/resume", Map.of());

    other.post("/sign-in", Map.of("name", "ken", "password", PASSWORD));
    assertThat(isSignedIn(other)).isTrue();
  }

  @Test
  void aRemovedUserIsSignedOut() throws Exception {
    accept(other, invite("ken", UserRole.VIEWER, ""), PASSWORD);
    browser.post(USERS + "/" + idOf("ken") + "/remove", Map.of());
    assertThat(isSignedIn(other)).isFalse();
    assertThat(users.findByName("ken")).isEmpty();
  }

  @Test
  void theLastAdministratorStays() throws Exception {
    String own = USERS + "/" + idOf("mika");
    browser.post(own, access("mika", UserRole.VIEWER, "Example KK"));
    browser.post(own + "/suspend", Map.of());
    browser.post(own + "/remove", Map.of());
    assertThat(browser.get(USERS).body()).contains("this is the last administrator");
    assertThat(appUsers.findAccess("mika")).contains(UserAccess.unlimited("mika"));

    invite("ken", UserRole.ADMINISTRATOR, "");
    browser.post(own + "/remove", Map.of());
    assertThat(appUsers.findAccess("mika"))
        .as("somebody who has not accepted the invitation cannot administer")
        .isPresent();
  }

  @Test
  void anAdministratorSeesEveryClientWhateverIsChosen() throws Exception {
    accept(other, invite("ken", UserRole.ADMINISTRATOR, "Example KK"), PASSWORD);
    assertThat(appUsers.findAccess("ken")).contains(UserAccess.unlimited("ken"));
  }

  @Test
  void aLimitedUserNeedsAClientAndANameIsTakenOnceInAnyCase() throws Exception {
    Map<String, String> without = access("ken", UserRole.VIEWER, "");
    without.put("limited", "true");
    assertThat(browser.post(USERS, without).body()).contains("Choose at least one client");
    assertThat(browser.post(USERS, access("MIKA", UserRole.VIEWER, "Example KK")).body())
        .contains("There is a user of this name already");
    assertThat(browser.post(USERS, Map.of("name", "ken", "role", "ROOT")).body())
        .contains("Choose a role");
    assertThat(users.count()).isEqualTo(1);
  }

  @Test
  void aNewLinkReplacesTheEarlierAndThePasswordWorksUntilItIsUsed() throws Exception {
    String first = invite("ken", UserRole.VIEWER, "");
    String second = linkOn(browser.post(USERS + "/" + idOf("ken") + "/link", Map.of()));
    assertThat(other.get("/sign-in/link?token=" + first).statusCode()).isEqualTo(410);
    accept(other, second, PASSWORD);
    String reset = linkOn(browser.post(USERS + "/" + idOf("ken") + "/link", Map.of()));
    assertThat(isSignedIn(other)).isTrue();

    accept(new HttpBrowser(port), reset, "quite another row of words");

    assertThat(isSignedIn(other)).as("sessions of the earlier password end").isFalse();
  }

  @Test
  void aUserChangesThePasswordWithThePresentOne() throws Exception {
    HttpBrowser elsewhere = new HttpBrowser(port);
    elsewhere.get("/sign-in");
    elsewhere.post("/sign-in", Map.of("name", "mika", "password", PASSWORD));
    assertThat(isSignedIn(elsewhere)).isTrue();
    String next = "quite another row of words";
    assertThat(
            browser
                .post("/profile/password", Map.of("present", "wrong words here", "password", next))
                .body())
        .contains("This is not your present password");
    assertThat(isSignedIn(elsewhere)).isTrue();

    browser.post("/profile/password", Map.of("present", PASSWORD, "password", next));

    assertThat(isSignedIn(browser)).isTrue();
    assertThat(isSignedIn(elsewhere)).isFalse();
  }

  @Test
  void guessesOfThePresentPasswordAreSlowedDown() throws Exception {
    for (int i = 0; i < 5; i++) {
      guess(i);
    }
    assertThat(guess(5)).contains("Too many wrong passwords");
  }

  private String guess(int number) throws Exception {
    return browser
        .post(
            "/profile/password",
            Map.of("present", "guess number " + number, "password", "quite another row of words"))
        .body();
  }

  @Test
  void aUserEndsOneSessionAndAllSessions() throws Exception {
    accept(other, invite("ken", UserRole.VIEWER, ""), PASSWORD);
    HttpBrowser second = new HttpBrowser(port);
    second.get("/sign-in");
    second.post("/sign-in", Map.of("name", "ken", "password", PASSWORD));
    Matcher end =
        Pattern.compile("/profile/sessions/[\\w-]+/end").matcher(other.get("/profile").body());
    assertThat(end.find()).isTrue();
    String path = end.group();
    browser.post(path, Map.of());
    assertThat(isSignedIn(second)).as("nobody ends the session of another user").isTrue();

    other.post(path, Map.of());

    assertThat(isSignedIn(second)).isFalse();
    assertThat(isSignedIn(other)).isTrue();
    other.post("/profile/sessions/end", Map.of());
    assertThat(isSignedIn(other)).isFalse();
  }

  @Test
  void aSessionEndsAfterAWeekHoweverBusyItIs() throws Exception {
    assertThat(isSignedIn(browser)).isTrue();
    database
        .sql("update spring_session set creation_time = creation_time - ?")
        .param(7 * 86_400_000L - 60_000)
        .update();
    assertThat(isSignedIn(browser)).isTrue();
    database.sql("update spring_session set creation_time = creation_time - 60000").update();
    assertThat(isSignedIn(browser)).isFalse();
  }

  /** Whoever runs the server has perhaps lost every other way in. */
  @Test
  void theLinkOfTheServersStartMakesASuspendedViewerAnAdministrator() throws Exception {
    String token = invite("yui", UserRole.VIEWER, "Example KK");
    accept(other, token, PASSWORD);
    browser.get(USERS);
    browser.post(USERS + "/" + idOf("yui") + "/suspend", Map.of());
    assertThat(isSignedIn(other)).isFalse();

    String start = link.issue();
    other.get("/sign-in?token=" + start);
    setUpAdministrator(other, start, "yui");

    assertThat(other.get("/profile").body()).contains("Administrator", "Every client");
  }
}
