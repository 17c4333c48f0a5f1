package io.todoku.clientreport;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.locale.Languages;
import io.todoku.report.InvalidReportException;
import io.todoku.report.InvalidReportException.ReportProblem;
import io.todoku.report.Report.Style;
import io.todoku.report.ReportFormat;
import io.todoku.report.ReportSettings;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for; what is left out is as usual.
 *
 * @param accounts ids
 * @param client all of whose accounts are meant too
 * @param format {@code html}, {@code pdf}, {@code xlsx}, {@code csv} or {@code json}
 * @param lang tag of a language
 * @param zone in which times are given
 * @param compare {@code last}, {@code none}, or the id of an earlier report
 * @param note that closes the report
 * @param to whom it goes, as the sender writes it
 */
record ReportRequest(
    @Nullable List<@Nullable String> accounts,
    @Nullable String client,
    @Nullable String format,
    @Nullable String lang,
    @Nullable String zone,
    @Nullable String compare,
    @Nullable String note,
    @Nullable String to) {

  private static final int MAX_NOTE = 4000;
  private static final int MAX_TO = 500;

  /**
   * @throws WrongReportException where none is named
   * @throws io.todoku.account.NoSuchAccountException where one is not known
   */
  List<Account> selectFrom(Accounts all) {
    List<Account> wanted =
        all.all().stream()
            .filter(account ->
                (client != null && !client.isBlank() && client.equals(account.client()))
                    || ids().contains(account.id()))
            .toList();
    ids().forEach(all::get);
    if (wanted.isEmpty()) {
      throw new InvalidReportException(ReportProblem.ACCOUNTS);
    }
    return wanted;
  }

  private List<String> ids() {
    return accounts == null ? List.of() : accounts.stream().filter(Objects::nonNull).toList();
  }

  /**
   * @throws WrongReportException listing the formats there are
   */
  ReportFormat formatOr(ReportFormat usual) {
    return format == null || format.isBlank() ? usual : ReportFormat.of(format);
  }

  /**
   * @throws WrongReportException where the zone does not exist, or the note is too long
   */
  Style toStyle(Letterheads letterheads, Locale reader) {
    String closing = note == null ? "" : note.strip().replace("\r\n", "\n");
    if (closing.length() > MAX_NOTE || recipient().length() > MAX_TO) {
      throw new InvalidReportException(ReportProblem.LONG, MAX_NOTE, MAX_TO);
    }
    return new Style(
        (lang == null || lang.isBlank() ? Languages.of(reader) : Languages.ofTag(lang)).locale(),
        zone == null || zone.isBlank() ? letterheads.zone() : ReportSettings.zone("zone", zone),
        letterheads.current(),
        closing);
  }

  String compareOr(String usual) {
    return compare == null || compare.isBlank() ? usual : compare;
  }

  String recipient() {
    return to == null ? "" : to.strip();
  }
}
