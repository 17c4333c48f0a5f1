package io.todoku.history;

import io.todoku.history.NotifiedFinding.UnknownNotified;
import io.todoku.rule.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores what people were last told of each finding. */
@Component
class NotifiedFindings {

  private final JdbcClient database;

  NotifiedFindings(JdbcClient database) {
    this.database = database;
  }

  Map<FindingKey, NotifiedFinding> of(String accountId) {
    Map<FindingKey, NotifiedFinding> notified = new LinkedHashMap<>();
    database
        .sql(
            "select rule, resource, resource_json, problem, unknown_notified from notified_finding"
                + " where account_id = ? order by rule, resource")
        .param(accountId)
        .query((row, _) -> notified.put(key(row), notifiedFinding(row)))
        .list();
    return notified;
  }

  private static FindingKey key(ResultSet row) throws SQLException {
    return new FindingKey(row.getString("rule"), row.getString("resource"));
  }

  private static NotifiedFinding notifiedFinding(ResultSet row) throws SQLException {
    String problem = row.getString("problem");
    return new NotifiedFinding(
        row.getString("rule"),
        StoredResource.read(row.getString("resource_json")),
        problem == null ? null : Verdict.valueOf(problem),
        UnknownNotified.valueOf(row.getString("unknown_notified")));
  }

  /** Writes what differs from before. */
  void replace(
      String accountId,
      Map<FindingKey, NotifiedFinding> before,
      Map<FindingKey, NotifiedFinding> after) {
    before.forEach((key, notified) -> {
      if (!notified.equals(after.get(key))) {
        delete(accountId, key);
      }
    });
    after.forEach((key, notified) -> {
      if (!notified.equals(before.get(key))) {
        insert(accountId, key, notified);
      }
    });
  }

  /**
   * Takes what other rules find for told, because a change of the rules is no change of mail. What
   * both find alike stays as it was told.
   */
  void rulesChanged(
      String accountId, Map<FindingKey, FindingState> before, Map<FindingKey, FindingState> after) {
    Map<FindingKey, NotifiedFinding> notified = of(accountId);
    Map<FindingKey, NotifiedFinding> now = new LinkedHashMap<>();
    after.forEach((key, state) -> {
      FindingState earlier = before.get(key);
      boolean isSame = earlier != null && earlier.verdict() == state.verdict();
      NotifiedFinding known = isSame ? notified.get(key) : NotifiedFinding.silently(state);
      if (known != null) {
        now.put(key, known);
      }
    });
    replace(accountId, notified, now);
  }

  private void delete(String accountId, FindingKey key) {
    database
        .sql("delete from notified_finding where account_id = ? and rule = ? and resource = ?")
        .params(accountId, key.rule(), key.resource())
        .update();
  }

  private void insert(String accountId, FindingKey key, NotifiedFinding notified) {
    Verdict problem = notified.problem();
    database
        .sql(
            "insert into notified_finding"
                + " (account_id, rule, resource, resource_json, problem, unknown_notified)"
                + " values (?, ?, ?, ?, ?, ?)")
        .param(accountId)
        .param(key.rule())
        .param(key.resource())
        .param(StoredResource.write(notified.resource()))
        .param(problem == null ? null : problem.name())
        .param(notified.unknown().name())
        .update();
  }
}
