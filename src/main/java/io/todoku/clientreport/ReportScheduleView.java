package io.todoku.clientreport;

import io.todoku.locale.Language;
import io.todoku.locale.Languages;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * A schedule of reports as pages show it.
 *
 * @param clientKnown whether the client has an account
 * @param formats in capitals
 * @param nextAt null where it is not enabled
 * @param runs the last ones, newest first
 */
record ReportScheduleView(
    UUID id,
    String client,
    boolean clientKnown,
    int day,
    int hour,
    String zone,
    Language language,
    List<String> formats,
    String recipients,
    String bucket,
    boolean enabled,
    @Nullable Instant nextAt,
    List<ReportRunView> runs) {

  /**
   * A run and how far it is.
   *
   * @param at when it was done, is tried next, or was given up
   * @param error why the last attempt failed; null where it did not
   */
  record ReportRunView(
      UUID id,
      Instant dueAt,
      String state,
      Instant at,
      int attempts,
      boolean mailed,
      boolean stored,
      @Nullable String error,
      List<RunFileView> files) {

    static ReportRunView of(
        ReportRun run, List<SentReport> reports, MessageSource messages, Locale locale) {
      return new ReportRunView(
          run.id,
          run.dueAt,
          run.state.name(),
          run.nextAt,
          run.attempts,
          run.mailedAt != null,
          run.storedAt != null,
          errorText(run, messages, locale),
          reports.stream().map(report -> new RunFileView(report.id, report.format)).toList());
    }
  }

  /** The last report of a schedule, which was given up. */
  record ReportFailureView(UUID schedule, String client, Instant dueAt, @Nullable String error) {

    static ReportFailureView of(
        ReportSchedule schedule, ReportRun run, MessageSource messages, Locale locale) {
      return new ReportFailureView(
          schedule.id, schedule.client, run.dueAt, errorText(run, messages, locale));
    }
  }

  private static @Nullable String errorText(ReportRun run, MessageSource messages, Locale locale) {
    String key = run.errorKey;
    String detail = run.errorDetail == null ? "" : run.errorDetail;
    return key == null ? null : messages.getMessage(key, new Object[] {detail}, key, locale);
  }

  /** A file of a run. */
  record RunFileView(UUID id, String format) {}

  static ReportScheduleView of(
      ReportSchedule schedule, boolean clientKnown, List<ReportRunView> runs) {
    return new ReportScheduleView(
        schedule.id,
        schedule.client,
        clientKnown,
        schedule.day,
        schedule.hour,
        schedule.zone,
        Languages.ofTag(schedule.language),
        schedule.formatList().stream()
            .map(format -> format.extension().toUpperCase(Locale.ROOT))
            .toList(),
        schedule.recipients,
        schedule.bucket,
        schedule.enabled,
        schedule.enabled ? schedule.nextAt : null,
        runs);
  }
}
