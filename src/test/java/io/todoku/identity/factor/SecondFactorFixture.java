package io.todoku.identity.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.identity.signin.SecurityFixture;
import io.todoku.testing.HttpBrowser;
import io.todoku.testing.MovableClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpHeaders;

/** A server whose clock the test moves, and what a person does with a second factor. */
@Import(SecondFactorFixture.MovableTime.class)
abstract class SecondFactorFixture extends SecurityFixture {

  static final String SETUP = "/profile/second-factor";
  static final String CHALLENGE = "/sign-in/second-factor";
  static final Pattern SECRET = Pattern.compile("id=\"secret\">([A-Z2-7 ]+)<");
  private static final Pattern CODES = Pattern.compile("id=\"codes\">([a-z2-7\\-\\s]+)<");

  @Autowired MovableClock clock;

  @TestConfiguration
  static class MovableTime {

    @Bean
    @Primary
    MovableClock movableClock() {
      return new MovableClock();
    }
  }

  @BeforeEach
  void begin() throws Exception {
    clock.reset();
    signIn(browser);
    browser.get("/profile");
  }

  /** A secret, and the recovery codes that came with it. */
  record SetUpApp(String secret, List<String> recoveryCodes) {}

  SetUpApp setUpApp(HttpBrowser who) throws Exception {
    who.get(SETUP);
    assertThat(location(who.post(SETUP + "/app", Map.of()))).isEqualTo(SETUP);
    String secret = find(SECRET, who.get(SETUP).body());
    HttpResponse<String> done = who.post(SETUP + "/app/confirm", Map.of("passcode", code(secret)));
    assertThat(done.statusCode()).isEqualTo(201);
    return new SetUpApp(secret, List.of(find(CODES, done.body()).split("\\s+")));
  }

  /** Another user, who has the password of the first and a passkey. */
  void addUserWithPasskey(String name) {
    database
        .sql(
            "insert into app_user (id, name, password_hash, role, created_at) select :id,"
                + " :name, password_hash, role, created_at from app_user where name = 'mika'")
        .param("id", UUID.randomUUID())
        .param("name", name)
        .update();
    addPasskey(name);
  }

  void addPasskey(String name) {
    database
        .sql(
            "insert into passkey (id, credential_id, user_id, attestation_object, sign_count,"
                + " user_verified, backup_eligible, backed_up, transports, name, created_at)"
                + " select :id, :name, id, :attestation, 0, true, false, false, '', 'Laptop',"
                + " current_timestamp from app_user where name = :name")
        .param("id", UUID.randomUUID())
        .param("attestation", new byte[1])
        .param("name", name)
        .update();
  }

  /** The code of a step that was not used yet. */
  String nextCode(String secret) {
    clock.advance(Duration.ofSeconds(30));
    return code(secret);
  }

  String code(String secret) {
    return AuthenticatorAppFixture.code(secret, clock.instant());
  }

  static String find(Pattern pattern, String body) {
    Matcher found = pattern.matcher(body);
    assertThat(found.find()).as("%s in %s", pattern, body).isTrue();
    return found.group(1).strip();
  }

  /** A new browser, in which the password was given. */
  HttpBrowser givePassword() throws Exception {
    HttpBrowser other = new HttpBrowser(port);
    other.get("/sign-in");
    assertThat(location(other.post("/sign-in", Map.of("name", "mika", "password", PASSWORD))))
        .endsWith(CHALLENGE);
    other.get(CHALLENGE);
    return other;
  }

  static HttpResponse<String> enter(HttpBrowser who, String passcode) throws Exception {
    return who.post(CHALLENGE, Map.of("passcode", passcode));
  }

  static String location(HttpResponse<String> answer) {
    String target =
        answer.headers().firstValue(HttpHeaders.LOCATION).orElse("/status/" + answer.statusCode());
    return target.replaceFirst("^http://127\\.0\\.0\\.1:\\d+", "");
  }

  static boolean isSignedIn(HttpBrowser who) throws Exception {
    return who.get("/profile").statusCode() == 200;
  }

  List<String> auditActions() {
    return database
        .sql("select action || ' ' || outcome || ' ' || actor from audit_entry order by seq")
        .query(String.class)
        .list();
  }
}
