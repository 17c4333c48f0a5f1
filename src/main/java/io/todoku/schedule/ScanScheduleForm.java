package io.todoku.schedule;

import io.todoku.locale.InvalidInputException;
import io.todoku.schedule.ScanSchedules.ScheduleRequest;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/**
 * The fields of the schedule form.
 *
 * @param whom {@code all}, {@code client:} and its name, or {@code account:} and its id
 * @param kind {@code every} or {@code cron}
 * @param unit {@code m}, {@code h} or {@code d}
 */
record ScanScheduleForm(
    @Nullable String whom,
    @Nullable String kind,
    @Nullable String amount,
    @Nullable String unit,
    @Nullable String cron,
    @Nullable String zone) {

  static final String ALL = "all";
  static final String OF_CLIENT = "client:";
  static final String OF_ACCOUNT = "account:";
  private static final String CRON = "cron";

  static ScanScheduleForm blank(@Nullable String whom) {
    return new ScanScheduleForm(whom == null ? ALL : whom, "every", "1", "d", "", serverZone());
  }

  private static String serverZone() {
    return ZoneId.systemDefault().getId().replace("Etc/UTC", "UTC");
  }

  static ScanScheduleForm of(ScanScheduleEntity stored) {
    String whom =
        stored.accountId != null
            ? OF_ACCOUNT + stored.accountId
            : stored.client != null ? OF_CLIENT + stored.client : ALL;
    return switch (stored.toTiming()) {
      case ScanTiming.FixedInterval every ->
          new ScanScheduleForm(
              whom, "every", Long.toString(every.amount()), every.unit(), "", stored.zone);
      case ScanTiming.CronTiming cron ->
          new ScanScheduleForm(whom, CRON, "1", "d", cron.text(), stored.zone);
    };
  }

  private boolean isCron() {
    return CRON.equals(kind);
  }

  ScheduleRequest toRequest() {
    String of = text(whom);
    return new ScheduleRequest(
        of.startsWith(OF_ACCOUNT) ? of.substring(OF_ACCOUNT.length()) : null,
        of.startsWith(OF_CLIENT) ? of.substring(OF_CLIENT.length()) : null,
        of.equals(ALL) ? true : null,
        isCron() ? text(cron) : "every " + text(amount) + text(unit),
        text(zone));
  }

  /** Puts the error beside the field it concerns. */
  void rejectFields(InvalidInputException wrong, Errors errors) {
    String code = wrong.problem().key();
    Object[] arguments = wrong.getArguments();
    switch ((ScheduleProblem) wrong.problem()) {
      case FORM, OFTEN, LONG, NEVER -> rejectTiming(wrong, errors);
      case ZONE -> errors.rejectValue("zone", code, arguments, wrong.getMessage());
      case TARGET, ACCOUNT, RECORDED, CLIENT, EVERYTHING ->
          errors.rejectValue("whom", code, arguments, wrong.getMessage());
    }
  }

  /**
   * Words the error for the form's fields, because only the API and files write {@code every 6h}.
   */
  private void rejectTiming(InvalidInputException wrong, Errors errors) {
    Object[] arguments = wrong.getArguments();
    String message = wrong.getMessage();
    if (isCron()) {
      String code =
          wrong.problem() == ScheduleProblem.FORM ? "schedule.wrong.cron" : wrong.problem().key();
      errors.rejectValue(CRON, code, arguments, message);
    } else if (wrong.problem() == ScheduleProblem.FORM) {
      errors.rejectValue("amount", "schedule.wrong.amount", new Object[] {text(amount)}, message);
    } else {
      String code = wrong.problem().key().replace(".wrong.", ".wrong.amount.");
      errors.rejectValue("amount", code, new Object[] {arguments[1]}, message);
    }
  }

  private static String text(@Nullable String entered) {
    return entered == null ? "" : entered.strip();
  }
}
