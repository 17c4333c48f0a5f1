package io.todoku.identity;

import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The sessions of a user on all nodes. */
@Component
class UserSessions {

  private final FindByIndexNameSessionRepository<? extends Session> sessions;

  UserSessions(FindByIndexNameSessionRepository<? extends Session> sessions) {
    this.sessions = sessions;
  }

  /** Signs the user out everywhere. */
  void endAll(String userName) {
    sessions.findByPrincipalName(userName).keySet().forEach(sessions::deleteById);
  }
}
