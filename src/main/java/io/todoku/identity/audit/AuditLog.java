package io.todoku.identity.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The audit log: entries are only added, and each holds the hash of the one before, so that a
 * change or a removal afterwards is found. It is kept apart from the retention of scans.
 */
@Component
public class AuditLog {

  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

  private static final int MAX_VALUE = 4000;
  private static final int PAGE = 1000;

  /** What happened, before it has a place in the log. */
  public record AuditEvent(
      String actor,
      String actorRole,
      String address,
      String action,
      String path,
      String outcome,
      String oldValue,
      String newValue) {}

  /**
   * Which entries are asked for; empty texts match everything.
   *
   * @param path a part of the path
   * @param before only entries with a smaller number
   */
  record AuditQuery(
      String actor,
      String action,
      String path,
      Optional<Instant> from,
      Optional<Instant> until,
      long before,
      int limit) {}

  /**
   * What a check of the whole log found.
   *
   * @param brokenAt the number of the first entry that was changed, or before which one is missing;
   *     0 if the log is intact
   */
  record AuditCheck(long entries, long brokenAt, String lastHash) {}

  private final JdbcClient database;
  private final Clock clock;
  private final TransactionTemplate ownTransaction;

  AuditLog(JdbcClient database, Clock clock, PlatformTransactionManager transactions) {
    this.database = database;
    this.clock = clock;
    ownTransaction = new TransactionTemplate(transactions);
    ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Adds an entry; those of several threads and nodes come one after the other. */
  public void append(AuditEvent event) {
    ownTransaction.executeWithoutResult(_ -> appendAfterHead(event));
  }

  private void appendAfterHead(AuditEvent event) {
    var head =
        database
            .sql("select seq, hash from audit_head where id = 1 for update")
            .query()
            .singleRow();
    long seq = ((Number) Objects.requireNonNull(head.get("seq"))).longValue() + 1;
    AuditEntry entry =
        new AuditEntry(
            seq,
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            cut(event.actor(), 100),
            event.actorRole(),
            cut(event.address(), 100),
            event.action(),
            cut(event.path(), 500),
            event.outcome(),
            cut(event.oldValue(), MAX_VALUE),
            cut(event.newValue(), MAX_VALUE),
            String.valueOf(head.get("hash")));
    database
        .sql(
            "insert into audit_entry (seq, at, actor, actor_role, address, action, thing, outcome,"
                + " old_value, new_value, previous_hash, hash)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            entry.seq(),
            OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC),
            entry.actor(),
            entry.actorRole(),
            entry.address(),
            entry.action(),
            entry.path(),
            entry.outcome(),
            entry.oldValue(),
            entry.newValue(),
            entry.previousHash(),
            entry.hash())
        .update();
    database
        .sql("update audit_head set seq = ?, hash = ? where id = 1")
        .params(entry.seq(), entry.hash())
        .update();
  }

  /** Adds an entry of something that has happened, which a fault of the log cannot undo. */
  public void appendOrLog(AuditEvent event) {
    try {
      append(event);
    } catch (RuntimeException notStored) {
      log.error("The audit log could not take {}", event, notStored);
    }
  }

  /** PostgreSQL stores no NUL; a text that is too long ends with an ellipsis. */
  private static String cut(String text, int max) {
    String storable = text.replace('\0', '\uFFFD');
    return storable.length() <= max ? storable : storable.substring(0, max - 1) + "…";
  }

  /** Newest first. */
  List<AuditEntry> find(AuditQuery query) {
    return database
        .sql(
            "select * from audit_entry where seq < :before"
                + " and (:actor = '' or actor = :actor)"
                + " and (:action = '' or action like :actionPattern escape '!')"
                + " and (:path = '' or thing like :pathPattern escape '!')"
                + " and at >= :from and at < :until"
                + " order by seq desc limit :limit")
        .param("before", query.before())
        .param("actor", query.actor())
        .param("action", query.action())
        .param("actionPattern", escape(query.action()) + "%")
        .param("path", query.path())
        .param("pathPattern", "%" + escape(query.path()) + "%")
        .param("from", time(query.from().orElse(Instant.EPOCH)))
        .param("until", time(query.until().orElse(Instant.parse("9999-01-01T00:00:00Z"))))
        .param("limit", query.limit())
        .query(AuditLog::entry)
        .list();
  }

  private static String escape(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  private static OffsetDateTime time(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  private static AuditEntry entry(ResultSet row, int number) throws SQLException {
    return new AuditEntry(
        row.getLong("seq"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        row.getString("actor_role"),
        row.getString("address"),
        row.getString("action"),
        row.getString("thing"),
        row.getString("outcome"),
        row.getString("old_value"),
        row.getString("new_value"),
        row.getString("previous_hash"));
  }

  private record StoredEntry(AuditEntry entry, String hash) {}

  /** Computes the hash of every entry again. */
  @Transactional(readOnly = true)
  public AuditCheck check() {
    String expected = AuditEntry.FIRST_HASH;
    long seq = 0;
    while (true) {
      List<StoredEntry> page =
          database
              .sql("select * from audit_entry where seq > ? order by seq limit ?")
              .params(seq, PAGE)
              .query((row, number) -> new StoredEntry(entry(row, number), row.getString("hash")))
              .list();
      for (StoredEntry stored : page) {
        AuditEntry entry = stored.entry();
        if (entry.seq() != seq + 1
            || !entry.previousHash().equals(expected)
            || !entry.hash().equals(stored.hash())) {
          return new AuditCheck(seq, seq + 1, expected);
        }
        expected = stored.hash();
        seq = entry.seq();
      }
      if (page.size() < PAGE) {
        break;
      }
    }
    String head =
        database.sql("select hash from audit_head where id = 1").query(String.class).single();
    return new AuditCheck(seq, head.equals(expected) ? 0 : seq + 1, expected);
  }
}
