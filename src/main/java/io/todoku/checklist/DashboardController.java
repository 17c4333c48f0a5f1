package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.account.DefaultCredentialsAccount;
import io.todoku.checklist.Checklist.Readiness;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.RuleInfo;
import io.todoku.scan.Scans;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Serves the dashboard: which accounts are not ready, and what is the first thing to do? */
@Controller
class DashboardController {

  /** The filter in the query string; blank: all. */
  record DashboardFilter(
      @Nullable String client,
      @Nullable String environment,
      @Nullable String readiness,
      @Nullable String rule,
      @Nullable String q) {

    boolean matches(DashboardRow row) {
      return matchesValue(client, row.client())
          && matchesValue(environment, row.environment())
          && matchesValue(readiness, row.readiness() == null ? "NEVER" : row.readiness().name())
          && (rule == null || rule.isEmpty() || row.openRules().contains(rule))
          && matchesText(row);
    }

    private boolean matchesText(DashboardRow row) {
      String text = (row.name() + " " + row.client() + " " + row.id()).toLowerCase(Locale.ROOT);
      return q == null || text.contains(q.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean matchesValue(@Nullable String wanted, String value) {
      return wanted == null || wanted.isEmpty() || wanted.equals(value);
    }
  }

  /** The number of accounts by readiness. */
  record ReadinessCounts(long ready, long notReady, long undetermined, long neverScanned) {

    static ReadinessCounts of(List<DashboardRow> rows) {
      return new ReadinessCounts(
          rows.stream().filter(r -> r.readiness() == Readiness.READY).count(),
          rows.stream().filter(r -> r.readiness() == Readiness.NOT_READY).count(),
          rows.stream().filter(r -> r.readiness() == Readiness.UNDETERMINED).count(),
          rows.stream().filter(r -> r.readiness() == null).count());
    }
  }

  private final Accounts accounts;
  private final Checklists checklists;
  private final Scans scans;
  private final DefaultCredentialsAccount offer;
  private final RuleEngine judge;
  private final MessageSource messages;

  DashboardController(
      Accounts accounts,
      Checklists checklists,
      Scans scans,
      DefaultCredentialsAccount offer,
      RuleEngine judge,
      MessageSource messages) {
    this.accounts = accounts;
    this.checklists = checklists;
    this.scans = scans;
    this.offer = offer;
    this.judge = judge;
    this.messages = messages;
  }

  /** Shows the dashboard; where there is only one account, its checklist instead. */
  @GetMapping("/")
  String home(DashboardFilter filter, Model model, Locale locale) {
    List<Account> all = accounts.all();
    return all.size() == 1
        ? "redirect:/accounts/" + all.getFirst().id()
        : show(filter, model, locale);
  }

  @GetMapping("/accounts")
  String show(DashboardFilter filter, Model model, Locale locale) {
    Wording wording = new Wording(messages, locale);
    Set<String> running = scans.runningRun().keySet();
    List<Account> all = accounts.all();
    Map<String, Optional<AccountStatus>> standings = checklists.statuses(all);
    List<DashboardRow> rows =
        all.stream()
            .map(account ->
                DashboardRow.of(
                    account, standings.get(account.id()), running.contains(account.id()), wording))
            .sorted(DashboardRow.BY_URGENCY)
            .toList();
    model.addAttribute("counts", ReadinessCounts.of(rows));
    model.addAttribute(
        "lastScan",
        rows.stream()
            .map(DashboardRow::scannedAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null));
    model.addAttribute("rows", rows.stream().filter(filter::matches).toList());
    model.addAttribute("scannable", rows.stream().anyMatch(row -> !row.recorded()));
    model.addAttribute("sample", rows.stream().anyMatch(DashboardRow::sample));
    model.addAttribute("filter", filter);
    model.addAttribute(
        "clients",
        all.stream().map(Account::client).filter(c -> !c.isEmpty()).distinct().sorted().toList());
    model.addAttribute("rules", judge.catalogue().stream().map(RuleInfo::id).toList());
    model.addAttribute("offer", offer.accountId().orElse(null));
    return "dashboard";
  }
}
