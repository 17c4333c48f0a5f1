package io.todoku.notify;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Stores the findings of an account as a channel last sent them to Security Hub. */
@Component
class ExportedFindings {

  private static final JsonMapper JSON = new JsonMapper();

  /** A finding, and when it was sent. */
  record ExportedFinding(ItemKey key, HubFinding finding, boolean archived, Instant sentAt) {

    ExportedFinding withWorkflow(String status) {
      return new ExportedFinding(key, finding.withWorkflow(status), archived, sentAt);
    }

    boolean isPassed() {
      return archived && finding.hasPassed();
    }
  }

  private final JdbcClient database;

  ExportedFindings(JdbcClient database) {
    this.database = database;
  }

  Map<String, ExportedFinding> of(UUID channel, String account) {
    Map<String, ExportedFinding> byId = new LinkedHashMap<>();
    database
        .sql(
            "select rule, resource, finding, archived, sent_at from exported_finding"
                + " where channel_id = ? and account_id = ? order by rule, resource")
        .params(channel, account)
        .query((row, _) ->
            new ExportedFinding(
                new ItemKey(row.getString("rule"), row.getString("resource")),
                JSON.readValue(row.getString("finding"), HubFinding.class),
                row.getBoolean("archived"),
                row.getTimestamp("sent_at").toInstant()))
        .list()
        .forEach(exported -> byId.put(exported.finding().id(), exported));
    return byId;
  }

  /** Replaces those of the same rule and resource. */
  @Transactional
  public void save(UUID channel, String account, List<ExportedFinding> sent) {
    for (ExportedFinding exported : sent) {
      ItemKey key = exported.key();
      database
          .sql(
              "delete from exported_finding where channel_id = ? and account_id = ? and rule = ?"
                  + " and resource = ?")
          .params(channel, account, key.rule(), key.resource())
          .update();
      database
          .sql(
              "insert into exported_finding (channel_id, account_id, rule, resource, finding,"
                  + " archived, sent_at) values (?, ?, ?, ?, ?, ?, ?)")
          .params(
              channel,
              account,
              key.rule(),
              key.resource(),
              JSON.writeValueAsString(exported.finding()),
              exported.archived(),
              Timestamp.from(exported.sentAt()))
          .update();
    }
  }
}
