package io.todoku.clientreport;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which stored reports a run made, one for each format. */
@Component
class ReportRunFiles {

  private final JdbcClient database;

  ReportRunFiles(JdbcClient database) {
    this.database = database;
  }

  void add(UUID run, UUID report, int position) {
    database
        .sql("insert into report_run_file (run_id, report_id, place) values (?, ?, ?)")
        .params(run, report, position)
        .update();
  }

  /** In the order of the formats; without those that a person removed. */
  List<UUID> of(UUID run) {
    return database
        .sql("select report_id from report_run_file where run_id = ? order by place")
        .param(run)
        .query((row, _) -> Objects.requireNonNull(row.getObject(1, UUID.class)))
        .list();
  }

  /** The first report of the last run before this time, to compare with. */
  Optional<UUID> lastBefore(UUID schedule, Instant before) {
    return database
        .sql(
            "select f.report_id from report_run_file f join report_run r on r.id = f.run_id"
                + " where r.schedule_id = ? and r.due_at < ? order by r.due_at desc, f.place")
        .param(schedule)
        .param(before.atOffset(ZoneOffset.UTC))
        .query((row, _) -> Objects.requireNonNull(row.getObject(1, UUID.class)))
        .list()
        .stream()
        .findFirst();
  }
}
