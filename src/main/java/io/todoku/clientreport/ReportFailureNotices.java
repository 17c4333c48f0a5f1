package io.todoku.clientreport;

import io.todoku.notify.Notice;
import io.todoku.notify.NoticeKind;
import io.todoku.notify.NoticeLine;
import io.todoku.notify.Outbox;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tells operators of scheduled reports that were given up, because nobody else misses them. */
@Component
class ReportFailureNotices {

  private final Outbox outbox;
  private final Clock clock;

  ReportFailureNotices(Outbox outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Publishes it in the open transaction, once for each time that the run is given up. */
  void publish(ReportRun run, String client, String zone) {
    outbox.publish(() -> List.of(of(run, client, zone, clock.instant())));
  }

  private static Notice of(ReportRun run, String client, String zone, Instant now) {
    String name = "report/" + run.id + "/" + run.giveUpAt;
    return Notice.ofNoAccount(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        NoticeKind.REPORT,
        now,
        "/reports",
        NoticeLine.of(
            "notify.report.failed",
            client,
            LocalDate.ofInstant(run.dueAt, ZoneId.of(zone)),
            NoticeLine.of(run.errorKey == null ? "" : run.errorKey, run.errorDetail)));
  }
}
