package io.todoku.clientreport;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One time of a {@link ReportSchedule}: its report and how far that was delivered. */
@Entity
@Table(name = "report_run")
class ReportRun {

  static final Duration GIVE_UP = Duration.ofDays(2);

  /** How far it is. */
  enum RunState {
    /** To be made or delivered now, or at the next attempt. */
    WAITING,
    DONE,
    /** Given up. A person may try it again. */
    FAILED
  }

  @Id UUID id = UUID.randomUUID();
  UUID scheduleId = id;
  Instant dueAt = Instant.EPOCH;

  /** That its report was made for. */
  String client = "";

  @Enumerated(EnumType.STRING)
  RunState state = RunState.WAITING;

  /** Of the e-mail, made with the report; null before. */
  @Nullable String subject;

  @Nullable
  @Column(length = 100_000)
  String mailText;

  int attempts;
  Instant nextAt = Instant.EPOCH;
  Instant giveUpAt = Instant.EPOCH;

  /** The key of the text that tells why the last attempt failed; null where it did not. */
  @Nullable String errorKey;

  /** The only argument of that text. */
  @Nullable String errorDetail;

  @Nullable Instant madeAt;

  /** How many files were made. */
  int fileCount;

  @Nullable Instant mailedAt;
  @Nullable Instant storedAt;

  static ReportRun of(ReportSchedule schedule, Instant dueAt, Instant now) {
    ReportRun run = new ReportRun();
    run.scheduleId = schedule.id;
    run.client = schedule.client;
    run.dueAt = dueAt;
    run.begin(now);
    return run;
  }

  /** Waits for an attempt now. */
  void begin(Instant now) {
    state = RunState.WAITING;
    attempts = 0;
    nextAt = now;
    giveUpAt = now.plus(GIVE_UP);
  }
}
