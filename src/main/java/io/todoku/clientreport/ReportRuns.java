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
import io.todoku.report.ReportProblem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
  private final ReportFailureNotices notices;
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
      ReportFailureNotices notices,
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
    this.notices = notices;
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

  /** Gives up what a schedule has not delivered yet, in the open transaction. */
  void endWaiting(UUID schedule) {
    for (ReportRun run : runs.findByScheduleIdAndState(schedule, RunState.WAITING)) {
      run.state = RunState.FAILED;
      run.nextAt = clock.instant();
      run.errorKey = "monthly.failed.disabled";
      run.errorDetail = null;
    }
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
      deliver(id, schedule);
      updateWaiting(
          id,
          r -> {
            r.state = RunState.DONE;
            r.attempts++;
            r.errorKey = null;
            r.errorDetail = null;
          });
    } catch (ReportDeliveryException failed) {
      recordFailure(id, schedule, failed);
    } catch (RuntimeException bug) {
      log.error("The scheduled report {} could not be made", id, bug);
      recordFailure(id, schedule, new ReportDeliveryException("monthly.failed.bug", "", false));
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

  /** Changes a run unless a person has ended it meanwhile. */
  private void updateWaiting(UUID id, Consumer<ReportRun> change) {
    transactions.executeWithoutResult(_ -> waiting(id).ifPresent(change));
  }

  private Optional<ReportRun> waiting(UUID id) {
    return runs.findByIdForUpdate(id).filter(run -> run.state == RunState.WAITING);
  }

  private void recordFailure(UUID id, ReportSchedule schedule, ReportDeliveryException failed) {
    updateWaiting(
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
          if (givenUp) {
            notices.publish(run, schedule.client, schedule.zone);
          }
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
    try {
      transactions.executeWithoutResult(_ ->
          waiting(run.id)
              .ifPresent(row -> {
                if (isToBeMadeAgain(row, schedule)) {
                  files.of(row.id).forEach(reports::remove);
                  row.madeAt = null;
                }
                if (row.madeAt == null) {
                  make(row, schedule, clock.instant());
                }
              }));
    } catch (PdfBusyException busy) {
      throw new ReportDeliveryException("monthly.failed.busy", "", false);
    } catch (InvalidInputException refused) {
      throw refused.problem() == ReportProblem.ACCOUNTS
          ? new ReportDeliveryException("monthly.failed.accounts", schedule.client, true)
          : new ReportDeliveryException(
              "monthly.failed.make",
              messages.getMessage(refused, Locale.forLanguageTag(schedule.language)),
              true);
    }
  }

  /** Whether a person removed a file of the report before any of it was delivered. */
  private boolean isToBeMadeAgain(ReportRun row, ReportSchedule schedule) {
    return row.madeAt != null
        && row.mailedAt == null
        && row.storedAt == null
        && row.client.equals(schedule.client)
        && files.of(row.id).size() < row.fileCount;
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
    row.client = schedule.client;
    row.fileCount = made.size();
    row.subject = texts.subject(report, schedule.client, now);
    row.mailText = texts.body(report, schedule.client, now);
    row.madeAt = now;
  }

  private void deliver(UUID id, ReportSchedule schedule) throws ReportDeliveryException {
    ReportRun run = runs.findById(id).filter(r -> r.state == RunState.WAITING).orElse(null);
    if (run == null) {
      return; // removed or ended by a person
    }
    boolean toMail = !schedule.recipients.isEmpty() && run.mailedAt == null;
    boolean toStore = !schedule.bucket.isEmpty() && run.storedAt == null;
    if ((toMail || toStore) && !run.client.equals(schedule.client)) {
      throw new ReportDeliveryException("monthly.failed.client", run.client, true);
    }
    ReportDeliveryException failure = null;
    if (toMail) {
      try {
        mail(run, schedule);
        update(id, row -> row.mailedAt = clock.instant());
      } catch (ReportDeliveryException failed) {
        failure = failed;
      }
    }
    if (toStore) {
      store(run, schedule);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * The files of a run.
   *
   * @throws ReportDeliveryException where a person removed one; another attempt makes them again
   *     where nothing was delivered yet
   */
  private List<SentReport> files(ReportRun run) throws ReportDeliveryException {
    List<SentReport> made =
        files.of(run.id).stream().flatMap(id -> reports.find(id).stream()).toList();
    if (made.size() < run.fileCount) {
      throw removed(run);
    }
    return made;
  }

  private byte[] content(ReportRun run, SentReport report) throws ReportDeliveryException {
    byte[] content = reports.file(report.id);
    if (reports.find(report.id).isEmpty()) {
      throw removed(run);
    }
    return content;
  }

  private ReportDeliveryException removed(ReportRun given) {
    boolean undelivered =
        runs.findById(given.id)
            .filter(run -> run.mailedAt == null && run.storedAt == null)
            .isPresent();
    return new ReportDeliveryException("monthly.failed.removed", "", !undelivered);
  }

  private void store(ReportRun run, ReportSchedule schedule) throws ReportDeliveryException {
    for (SentReport report : files(run)) {
      bucket.put(schedule, run.dueAt, report, content(run, report));
    }
    update(run.id, row -> row.storedAt = clock.instant());
  }

  private void mail(ReportRun run, ReportSchedule schedule) throws ReportDeliveryException {
    Locale language = Locale.forLanguageTag(schedule.language);
    List<Attachment> attachments = attachments(run);
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
          failed.isPermanent());
    }
  }

  /** Null where they are too large for an e-mail. */
  private @Nullable List<Attachment> attachments(ReportRun run) throws ReportDeliveryException {
    List<SentReport> made = files(run);
    if (made.stream().mapToLong(report -> report.size).sum() > MAX_ATTACHED) {
      return null;
    }
    List<Attachment> attachments = new ArrayList<>();
    for (SentReport report : made) {
      attachments.add(
          new Attachment(
              report.fileName, ReportFormat.of(report.format).mediaType(), content(run, report)));
    }
    return attachments;
  }
}
