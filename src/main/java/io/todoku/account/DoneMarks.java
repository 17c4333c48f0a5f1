package io.todoku.account;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The notes of people that they have done what a finding asks for, one for each finding. */
@Component
public class DoneMarks {

  private static final int MAX_RULE = 100;
  private static final int MAX_RESOURCE = 500;

  private final JdbcClient database;
  private final Clock clock;

  DoneMarks(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The marks at findings of a rule, of all accounts. */
  @Transactional(readOnly = true)
  public List<DoneMark> of(String rule) {
    return database
        .sql("select account_id, resource, author, marked_at from done_mark where rule = ?")
        .param(rule)
        .query((row, _) ->
            new DoneMark(
                row.getString(1),
                rule,
                row.getString(2),
                row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant()))
        .list();
  }

  /**
   * Marks a finding as done, by this person and now. Who marks it at the same time waits.
   *
   * @throws io.todoku.locale.InvalidInputException if the rule or resource is blank or too long
   */
  @Transactional
  public void mark(String accountId, String rule, String resource, String author) {
    String knownRule = TextInput.required("rule", rule, MAX_RULE);
    String key = TextInput.required("resource", resource, MAX_RESOURCE);
    database
        .sql("select id from account where id = ? for update")
        .param(accountId)
        .query(String.class)
        .optional();
    unmark(accountId, knownRule, key);
    database
        .sql(
            "insert into done_mark (account_id, rule, resource, author, marked_at)"
                + " values (?, ?, ?, ?, ?)")
        .params(accountId, knownRule, key, author, clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  @Transactional
  public void unmark(String accountId, String rule, String resource) {
    database
        .sql("delete from done_mark where account_id = ? and rule = ? and resource = ?")
        .params(accountId, rule, resource)
        .update();
  }
}
