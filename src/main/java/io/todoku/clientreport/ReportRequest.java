package io.todoku.clientreport;

import io.todoku.account.Account;
import io.todoku.account.AccountLookup;
import io.todoku.locale.InvalidInputException;
import io.todoku.locale.Languages;
import io.todoku.report.Report.Style;
import io.todoku.report.ReportFormat;
import io.todoku.report.ReportProblem;
import io.todoku.report.ReportSettings;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request for a report; a default replaces what is left out.
 *
 * @param accounts ids
 * @param client whose accounts are all included
 * @param format {@code html}, {@code pdf}, {@code xlsx}, {@code csv} or {@code json}
 * @param lang tag of a language
 * @param zone that times are shown in
 * @param compare {@code last}, {@code none}, or the id of an earlier report
 * @param note the remarks at the end
 * @param to whom it is sent, as the sender writes it
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
   * @throws InvalidInputException where no account is selected
   * @throws io.todoku.account.NoSuchAccountException where an account does not exist
   */
  List<Account> selectFrom(AccountLookup all) {
    List<Account> selected =
        all.all().stream()
            .filter(account ->
                (client != null && !client.isBlank() && client.equals(account.client()))
                    || ids().contains(account.id()))
            .toList();
    ids().forEach(all::get);
    if (selected.isEmpty()) {
      throw new InvalidInputException(ReportProblem.ACCOUNTS);
    }
    return selected;
  }

  private List<String> ids() {
    return accounts == null ? List.of() : accounts.stream().filter(Objects::nonNull).toList();
  }

  /**
   * @throws InvalidInputException where the format does not exist
   */
  ReportFormat formatOr(ReportFormat other) {
    return format == null || format.isBlank() ? other : ReportFormat.of(format);
  }

  /**
   * @throws InvalidInputException where the zone does not exist, or the note is too long
   */
  Style toStyle(Letterheads letterheads, Locale reader) {
    String remarks = note == null ? "" : note.strip().replace("\r\n", "\n");
    if (remarks.length() > MAX_NOTE || recipient().length() > MAX_TO) {
      throw new InvalidInputException(ReportProblem.LONG, MAX_NOTE, MAX_TO);
    }
    return new Style(
        (lang == null || lang.isBlank() ? Languages.of(reader) : Languages.named("lang", lang))
            .locale(),
        zone == null || zone.isBlank() ? letterheads.zone() : ReportSettings.zone("zone", zone),
        letterheads.current(),
        remarks);
  }

  String compareOr(String other) {
    return compare == null || compare.isBlank() ? other : compare;
  }

  String recipient() {
    return to == null ? "" : to.strip();
  }
}
