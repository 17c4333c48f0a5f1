package io.todoku.clientreport;

import io.todoku.account.Account;
import io.todoku.locale.Languages;
import io.todoku.notify.AttachmentMailer;
import io.todoku.notify.AwsChannelSession;
import io.todoku.report.ReportFormat;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/**
 * A schedule of reports as the form of its page has it.
 *
 * @param enabled null where its box is not checked
 */
record ReportScheduleForm(
    @Nullable String client,
    @Nullable Integer day,
    @Nullable Integer hour,
    @Nullable String zone,
    @Nullable String language,
    @Nullable List<String> formats,
    @Nullable String recipients,
    @Nullable String bucket,
    @Nullable String prefix,
    @Nullable String region,
    @Nullable String roleArn,
    @Nullable String externalId,
    @Nullable Integer keepMonths,
    @Nullable Boolean enabled) {

  private static final int MAX_RECIPIENTS = 500;
  private static final int MAX_PREFIX = 400;

  /** The formats that a person reads. */
  static final List<String> FORMATS =
      List.of(ReportFormat.PDF, ReportFormat.XLSX, ReportFormat.HTML).stream()
          .map(ReportFormat::extension)
          .toList();

  static ReportScheduleForm blank(String client, String zone, String language) {
    return new ReportScheduleForm(
        client, 1, 9, zone, language, List.of("pdf"), "", "", "", "", "", "", 24, true);
  }

  static ReportScheduleForm of(ReportSchedule schedule) {
    return new ReportScheduleForm(
        schedule.client,
        schedule.day,
        schedule.hour,
        schedule.zone,
        schedule.language,
        Arrays.asList(schedule.formats.split(",")),
        schedule.recipients,
        schedule.bucket,
        schedule.prefix,
        schedule.region,
        schedule.roleArn,
        schedule.externalId,
        schedule.keepMonths,
        schedule.enabled);
  }

  /** For the template. */
  public boolean hasFormat(String format) {
    return formats != null && formats.contains(format);
  }

  /**
   * @param clients that exist
   */
  void validate(List<String> clients, Errors errors) {
    reject(errors, "client", !clients.contains(text(client)), "monthly.wrong.client");
    reject(errors, "day", !isBetween(day, 1, 31), "monthly.wrong.day");
    reject(errors, "hour", !isBetween(hour, 0, 23), "monthly.wrong.hour");
    reject(errors, "zone", !isZone(text(zone)), "monthly.wrong.zone");
    reject(errors, "formats", chosenFormats().isEmpty(), "monthly.wrong.formats");
    reject(errors, "keepMonths", !isBetween(keepMonths, 2, 120), "monthly.wrong.keep");
    String to = text(recipients);
    reject(
        errors,
        "recipients",
        to.length() > MAX_RECIPIENTS || !to.isEmpty() && !AttachmentMailer.areAddresses(to),
        "monthly.wrong.recipients");
    if (text(bucket).isEmpty()) {
      return;
    }
    reject(
        errors,
        "bucket",
        !text(bucket).matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
        "monthly.wrong.bucket");
    reject(
        errors,
        "prefix",
        text(prefix).length() > MAX_PREFIX || !text(prefix).matches("[\\w!.*()/-]*"),
        "monthly.wrong.prefix");
    reject(errors, "region", !Account.isRegion(text(region)), "monthly.wrong.region");
    String role = text(roleArn);
    reject(
        errors, "roleArn", !role.isEmpty() && !AwsChannelSession.isRole(role), "notify.field.role");
    String external = text(externalId);
    reject(
        errors,
        "externalId",
        !external.isEmpty() && !AwsChannelSession.isExternalId(external),
        "notify.field.external-id");
  }

  private static void reject(Errors errors, String field, boolean wrong, String key) {
    if (wrong) {
      errors.rejectValue(field, key);
    }
  }

  private static boolean isBetween(@Nullable Integer value, int low, int high) {
    return value != null && value >= low && value <= high;
  }

  private static boolean isZone(String zone) {
    try {
      return !ZoneId.of(zone).getId().isEmpty();
    } catch (DateTimeException e) {
      return false;
    }
  }

  private List<String> chosenFormats() {
    return FORMATS.stream().filter(this::hasFormat).toList();
  }

  /** Copies what was entered, once it is valid. */
  void applyTo(ReportSchedule schedule) {
    schedule.client = text(client);
    schedule.day = Objects.requireNonNullElse(day, 1);
    schedule.hour = Objects.requireNonNullElse(hour, 0);
    schedule.zone = text(zone);
    schedule.language = Languages.find(text(language)).orElse(Languages.DEFAULT).tag();
    schedule.formats = String.join(",", chosenFormats());
    schedule.recipients = text(recipients);
    boolean stores = !text(bucket).isEmpty();
    schedule.bucket = text(bucket);
    schedule.prefix = stores ? text(prefix) : "";
    schedule.region = stores ? text(region) : "";
    schedule.roleArn = stores ? text(roleArn) : "";
    schedule.externalId = stores ? text(externalId) : "";
    schedule.keepMonths = Objects.requireNonNullElse(keepMonths, 24);
    schedule.enabled = Boolean.TRUE.equals(enabled);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
