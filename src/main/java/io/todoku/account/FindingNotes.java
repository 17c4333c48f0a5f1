package io.todoku.account;

import io.todoku.locale.InvalidInputException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The notes of people on findings. They are kept as long as the account is, like other statements
 * of people, unless their authors delete them.
 */
@Component
public class FindingNotes {

  /** The most characters of a note. */
  public static final int MAX_TEXT = 1000;

  private static final int MAX_RESOURCE = 500;
  private static final String COLUMNS = "select id, rule, resource, note, author, created_at";

  private final JdbcClient database;
  private final KnownRules rules;
  private final Clock clock;

  FindingNotes(JdbcClient database, KnownRules rules, Clock clock) {
    this.database = database;
    this.rules = rules;
    this.clock = clock;
  }

  /** All notes of an account, newest first. */
  @Transactional(readOnly = true)
  public List<FindingNote> of(String accountId) {
    return database
        .sql(COLUMNS + " from finding_note where account_id = ? order by created_at desc, id")
        .param(accountId)
        .query((row, _) -> note(row))
        .list();
  }

  /** The same by finding, each named by its rule and resource with a slash between them. */
  public Map<String, List<FindingNote>> byFinding(String accountId) {
    return of(accountId).stream()
        .collect(Collectors.groupingBy(note -> note.rule() + "/" + note.resource()));
  }

  /** The notes on one finding, newest first. */
  @Transactional(readOnly = true)
  public List<FindingNote> of(String accountId, String rule, String resource) {
    return database
        .sql(
            COLUMNS
                + " from finding_note where account_id = ? and rule = ? and resource = ?"
                + " order by created_at desc, id")
        .params(accountId, rule, resource)
        .query((row, _) -> note(row))
        .list();
  }

  private static FindingNote note(ResultSet row) throws SQLException {
    return new FindingNote(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getObject(6, OffsetDateTime.class).toInstant());
  }

  /**
   * @throws InvalidInputException if the text or the resource is blank or too long, or there is no
   *     such rule
   */
  @Transactional
  public FindingNote add(
      String accountId,
      @Nullable String rule,
      @Nullable String resource,
      @Nullable String text,
      String author) {
    String knownRule = TextInput.required("rule", rule, 100);
    if (!rules.exists(knownRule)) {
      throw new InvalidInputException(AccountInputProblem.NO_SUCH_RULE, knownRule);
    }
    String key = TextInput.required("resource", resource, MAX_RESOURCE);
    String kept = TextInput.required("note", text, MAX_TEXT);
    UUID id = UUID.randomUUID();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    database
        .sql(
            "insert into finding_note (id, account_id, rule, resource, note, author, created_at)"
                + " values (?, ?, ?, ?, ?, ?, ?)")
        .params(id, accountId, knownRule, key, kept, author, now.atOffset(ZoneOffset.UTC))
        .update();
    return new FindingNote(id.toString(), knownRule, key, kept, author, now);
  }

  /**
   * Deletes a note of this author; those of others stay.
   *
   * @return whether there was one
   */
  @Transactional
  public boolean delete(String accountId, UUID id, String author) {
    return database
            .sql("delete from finding_note where account_id = ? and id = ? and author = ?")
            .params(accountId, id, author)
            .update()
        > 0;
  }
}
