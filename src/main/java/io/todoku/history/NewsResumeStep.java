package io.todoku.history;

import io.todoku.installation.ResumeStep;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes the next scan of each account its first one for notifications: what changed while the
 * installation was quiet is shown on pages, and nobody is notified of it. Outages are noted anew.
 */
@Component
class NewsResumeStep implements ResumeStep {

  private final JdbcClient database;

  NewsResumeStep(JdbcClient database) {
    this.database = database;
  }

  @Override
  public void beforeResume(Instant now) {
    database.sql("delete from pending_news").update();
    database.sql("delete from shared_cause").update();
    database.sql("update account_judgement set notified_since = null").update();
  }
}
