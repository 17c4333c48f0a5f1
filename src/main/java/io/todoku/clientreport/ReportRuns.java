package io.todoku.clientreport;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.todoku.account.Accounts;
import io.todoku.clientreport.ReportRun.RunState;
import io.todoku.locale.InvalidInputException;
import io.todoku.notify.AttachmentMailer;
import io.todoku.notify.AttachmentMailer.Attachment;
import io.todoku.notify.AttachmentMailer.MailFailedException;
import io.todoku.notify.NoticeLine;
import io.todoku.report.PdfBusyException;
import io.todoku.report.Report;
import io.todoku.report.ReportFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes and delivers scheduled reports. Each step is stored when it is done, so that an attempt
 * after a failure, or on another node, does only what is left.
 */
@Component
class ReportRuns {

  private static final Logger log = LoggerFactory.getLogger(ReportRuns.class);

  /** Mail servers commonly refuse more than 10 MB, and Base64 makes 4 octets of 3. */
  static final int MAX_ATTACHED = 7_000_000;

  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
  private static final Duration LONGEST_RETRY = Duration.ofHours(1);
  private static final int MAX_DETAIL = 900;

  private final ReportScheduleRepository schedules;
  private final ReportRunRepository runs;
  private final ReportRunFiles files;
  private final SentReports reports;
  private final Accounts accounts;
  private final ReportMailText texts;
  private final AttachmentMailer mailer;
  private final ReportBucket bucket;
  private final MessageSource messages;
  private final TransactionTemplate transactions;
  private final Clock clock;

  ReportRuns(
      ReportScheduleRepository schedules,
      ReportRunRepository runs,
      ReportRunFiles files,
      SentReports reports,
      Accounts accounts,
      ReportMailText texts,
      AttachmentMailer mailer,
      ReportBucket bucket,
      MessageSource messages,
      TransactionTemplate transactions,
      Clock clock) {
    this.schedules = schedules;
    this.runs = runs;
    this.files = files;
    this.reports = reports;
    this.accounts = accounts;
    this.texts = texts;
    this.mailer = mailer;
    this.bucket = bucket;
    this.messages = messages;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Begins what is due; of several times that were missed, one. */
  void startDue(SchedulerClient jobs) {
    Instant now = clock.instant();
    for (ReportSchedule due : schedules.findByEnabledTrueAndNextAtLessThanEqual(now)) {
      transactions.executeWithoutResult(_ -> startDue(due.id, jobs, now));
    }
  }

  private void startDue(UUID id, SchedulerClient jobs, Instant now) {
    schedules
        .findByIdForUpdate(id)
        .filter(schedule -> schedule.enabled && !schedule.nextAt.isAfter(now))
        .ifPresent(schedule -> {
          start(schedule, schedule.nextAt, jobs);
          schedule.nextAt = schedule.nextAfter(now);
        });
  }

  /** Begins a run in the open transaction. */
  ReportRun start(ReportSchedule schedule, Instant dueAt, SchedulerClient jobs) {
    ReportRun run = ReportRun.of(schedule, dueAt, clock.instant());
    if (!runs.existsByScheduleIdAndDueAt(schedule.id, dueAt)) {
      runs.save(run);
      ReportScheduleJobs.schedule(jobs, run);
    }
    return run;
  }

  /** Tries a given-up run again; any other is left as it is. */
  void retry(UUID schedule, UUID id, SchedulerClient jobs) {
    transactions.executeWithoutResult(_ ->
        runs.findByIdForUpdate(id)
            .filter(run -> run.scheduleId.equals(schedule) && run.state == RunState.FAILED)
            .ifPresent(run -> {
              run.begin(clock.instant());
              ReportScheduleJobs.schedule(jobs, run);
            }));
  }

  /** Makes and delivers what is left of a run, and records what came of it. */
  void attempt(UUID id) {
    ReportRun run = runs.findById(id).filter(r -> r.state == RunState.WAITING).orElse(null);
    ReportSchedule schedule = run == null ? null : schedules.findById(run.scheduleId).orElse(null);
    if (run == null || schedule == null) {
      return;
    }
    try {
      make(run, schedule);
      deliver(run, schedule);
      update(
          id,
          r -> {
            r.state = RunState.DONE;
            r.attempts++;
            r.errorKey = null;
            r.errorDetail = null;
          });
    } catch (ReportDeliveryException failed) {
      recordFailure(id, failed);
    } catch (RuntimeException bug) {
      log.error("The scheduled report {} could not be made", id, bug);
      recordFailure(id, new ReportDeliveryException("monthly.failed.bug", "", false));
    }
  }

  /**
   * Ends the job of an attempt, in one transaction with the row.
   *
   * @param reschedule runs the job again at the given time
   */
  void finishJob(UUID id, Consumer<Instant> reschedule, Runnable remove) {
    transactions.executeWithoutResult(_ ->
        runs.findByIdForUpdate(id)
            .filter(run -> run.state == RunState.WAITING)
            .ifPresentOrElse(run -> reschedule.accept(run.nextAt), remove));
  }

  private void update(UUID id, Consumer<ReportRun> change) {
    transactions.executeWithoutResult(_ -> runs.findByIdForUpdate(id).ifPresent(change));
  }

  private void recordFailure(UUID id, ReportDeliveryException failed) {
    update(
        id,
        run -> {
          run.attempts++;
          Instant next = clock.instant().plus(delayAfter(run.attempts));
          boolean givenUp = failed.isPermanent() || next.isAfter(run.giveUpAt);
          run.state = givenUp ? RunState.FAILED : RunState.WAITING;
          run.nextAt = givenUp ? clock.instant() : next;
          run.errorKey = failed.key();
          run.errorDetail =
              failed.detail().substring(0, Math.min(failed.detail().length(), MAX_DETAIL));
          log.warn(
              "The scheduled report {} failed, try {}: {}", id, run.attempts, failed.getMessage());
        });
  }

  private static Duration delayAfter(int failures) {
    Duration wait = FIRST_RETRY;
    for (int i = 1; i < failures && wait.compareTo(LONGEST_RETRY) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(LONGEST_RETRY) < 0 ? wait : LONGEST_RETRY;
  }

  private void make(ReportRun run, ReportSchedule schedule) throws ReportDeliveryException {
    if (run.madeAt != null) {
      return;
    }
    try {
      transactions.executeWithoutResult(_ ->
          runs.findByIdForUpdate(run.id)
              .filter(row -> row.madeAt == null)
              .ifPresent(row -> make(row, schedule, clock.instant())));
    } catch (PdfBusyException busy) {
      throw new ReportDeliveryException("monthly.failed.busy", "", false);
    } catch (InvalidInputException refused) {
      String reason = messages.getMessage(refused, Locale.forLanguageTag(schedule.language));
      throw new ReportDeliveryException("monthly.failed.make", reason, true);
    }
  }

  private void make(ReportRun row, ReportSchedule schedule, Instant now) {
    Optional<UUID> last = files.lastBefore(schedule.id, row.dueAt);
    ReportRequest request =
        new ReportRequest(
            null,
            schedule.client,
            null,
            schedule.language,
            schedule.zone,
            last.map(UUID::toString).orElse(ReportMaker.LAST_REPORT),
            null,
            schedule.recipients);
    List<SentReport> made = new ArrayList<>();
    Report report = reports.createScheduled(request, accounts, schedule.formatList(), made::add);
    for (int place = 0; place < made.size(); place++) {
      files.add(row.id, made.get(place).id, place);
    }
    row.subject = texts.subject(report, schedule.client, now);
    row.mailText = texts.body(report, schedule.client, now);
    row.madeAt = now;
  }

  private void deliver(ReportRun given, ReportSchedule schedule) throws ReportDeliveryException {
    ReportRun run = runs.findById(given.id).orElseThrow();
    List<UUID> made = files.of(run.id);
    ReportDeliveryException failure = null;
    if (!schedule.recipients.isEmpty() && run.mailedAt == null) {
      try {
        mail(run, schedule, made);
        update(run.id, row -> row.mailedAt = clock.instant());
      } catch (ReportDeliveryException failed) {
        failure = failed;
      }
    }
    if (!schedule.bucket.isEmpty() && run.storedAt == null) {
      store(run, schedule, made);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void store(ReportRun run, ReportSchedule schedule, List<UUID> made)
      throws ReportDeliveryException {
    LocalDate day =
        LocalDate.ofInstant(Objects.requireNonNull(run.madeAt), ZoneId.of(schedule.zone));
    for (UUID report : made) {
      bucket.put(schedule, day.toString(), reports.get(report), reports.file(report));
    }
    update(run.id, row -> row.storedAt = clock.instant());
  }

  private void mail(ReportRun run, ReportSchedule schedule, List<UUID> made)
      throws ReportDeliveryException {
    Locale language = Locale.forLanguageTag(schedule.language);
    List<Attachment> attachments = attachments(made);
    String text = Objects.requireNonNull(run.mailText);
    if (attachments == null) {
      text += "\n" + messages.getMessage("monthly.mail.large", null, language) + "\n";
    }
    try {
      mailer.send(
          run.id,
          schedule.recipients,
          Objects.requireNonNull(run.subject),
          text,
          language,
          attachments == null ? List.of() : attachments);
    } catch (MailFailedException failed) {
      NoticeLine reason = failed.reason();
      throw new ReportDeliveryException(
          reason.key(),
          reason.arguments().isEmpty() ? "" : reason.arguments().getFirst().toString(),
          false);
    }
  }

  /** Null where they are too large for an e-mail. */
  private @Nullable List<Attachment> attachments(List<UUID> made) {
    List<SentReport> all = made.stream().map(reports::get).toList();
    return all.stream().mapToLong(report -> report.size).sum() > MAX_ATTACHED
        ? null
        : all.stream()
            .map(report ->
                new Attachment(
                    report.fileName,
                    ReportFormat.of(report.format).mediaType(),
                    reports.file(report.id)))
            .toList();
  }
}
