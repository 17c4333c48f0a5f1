package io.todoku.identity.signin;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The sessions of a user on all nodes. */
@Component
class UserSessions {

  /**
   * A session that has not ended.
   *
   * @param id as stored, of which the cookie cannot be made
   * @param address that signed in; empty where an earlier release did not note it
   * @param browser its name, by {@link BrowserName}
   * @param current whether it is the one that asks
   * @param secondFactor whether it has given one
   */
  record SessionView(
      String id,
      Instant startedAt,
      Instant lastUsedAt,
      String address,
      String browser,
      boolean current,
      boolean secondFactor) {}

  private final FindByIndexNameSessionRepository<? extends Session> sessions;

  UserSessions(FindByIndexNameSessionRepository<? extends Session> sessions) {
    this.sessions = sessions;
  }

  /**
   * Last used first.
   *
   * @param currentId of the session that asks
   */
  List<SessionView> of(String userName, String currentId) {
    return sessions.findByPrincipalName(userName).values().stream()
        .filter(session -> !session.isExpired())
        .map(session ->
            new SessionView(
                session.getId(),
                session.getCreationTime(),
                session.getLastAccessedTime(),
                text(session, SignedInSession.ADDRESS),
                text(session, SignedInSession.BROWSER),
                session.getId().equals(currentId),
                session.getAttribute(SessionProof.SECOND_FACTOR) != null))
        .sorted(Comparator.comparing(SessionView::lastUsedAt).reversed())
        .toList();
  }

  private static String text(Session session, String attribute) {
    return Objects.requireNonNullElse(session.getAttribute(attribute), "").toString();
  }

  /** Ends a session of the user; those of others stay. */
  void end(String userName, String id) {
    Map<String, ? extends Session> own = sessions.findByPrincipalName(userName);
    if (own.containsKey(id)) {
      sessions.deleteById(id);
    }
  }

  /** Signs the user out everywhere. */
  void endAll(String userName) {
    sessions.findByPrincipalName(userName).keySet().forEach(sessions::deleteById);
  }
}
