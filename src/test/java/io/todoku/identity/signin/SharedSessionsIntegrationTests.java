package io.todoku.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.testing.HttpBrowser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** Sessions stored in the database. */
class SharedSessionsIntegrationTests extends SecurityFixture {

  @Autowired private SessionRepository<? extends Session> sessions;

  @Test
  void anUnreadableSessionOnlySignsTheUserOut() throws Exception {
    signIn(browser);
    assertThat(browser.get("/probe").body()).isEqualTo("reached");
    database
        .sql("update spring_session_attributes set attribute_bytes = :bytes")
        .param("bytes", new byte[] {1, 2, 3})
        .update();

    assertThat(browser.get("/probe").statusCode()).isEqualTo(302);
    browser.get("/sign-in");
    browser.post("/sign-in", Map.of("name", "mika", "password", PASSWORD));
    assertThat(browser.get("/probe").body()).isEqualTo("reached");
  }

  @Test
  void ofTwoConcurrentAttributesTheLaterWins() {
    assertThat(addedTwice(sessions)).isEqualTo("second");
  }

  private static <S extends Session> String addedTwice(SessionRepository<S> sessions) {
    S created = sessions.createSession();
    sessions.save(created);
    S one = sessions.findById(created.getId());
    S other = sessions.findById(created.getId());
    one.setAttribute("added", "first");
    sessions.save(one);
    other.setAttribute("added", "second");
    sessions.save(other);
    return sessions.findById(created.getId()).getAttribute("added");
  }

  @Test
  void aSessionLastsTwelveHoursFromItsLastRequest() throws Exception {
    signIn(browser);

    assertThat(
            database
                .sql(
                    "select max_inactive_interval from spring_session where principal_name ="
                        + " 'mika'")
                .query(Integer.class)
                .set())
        .containsExactly(12 * 60 * 60);
  }

  @Test
  void aCopyOfTheDatabaseSignsNobodyIn() throws Exception {
    signIn(browser);
    String cookie = browser.cookie("todoku").orElseThrow();
    List<String> stored =
        database.sql("select trim(session_id) from spring_session").query(String.class).list();

    assertThat(stored).isNotEmpty().doesNotContain(cookie);
    for (String id : stored) {
      HttpBrowser thief = new HttpBrowser(port);
      thief.setCookie("todoku", id);
      assertThat(thief.get("/probe").statusCode()).isEqualTo(302);
    }
    HttpBrowser owner = new HttpBrowser(port);
    owner.setCookie("todoku", cookie);
    assertThat(owner.get("/probe").body()).isEqualTo("reached");
  }

  @Test
  void aForgedCookieGivesNoSession() throws Exception {
    browser.setCookie("todoku", "AA==");

    assertThat(browser.get("/probe").statusCode()).isEqualTo(302);
  }
}
