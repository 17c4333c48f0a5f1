package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.account.DefaultCredentialsAccount;
import io.todoku.account.VisibleAccounts;
import io.todoku.history.AccountTrends;
import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.onboarding.OrganizationNews;
import io.todoku.rule.RuleEngine;
import io.todoku.scan.RunSummary;
import io.todoku.scan.Scans;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Serves the dashboard: which accounts are not ready, and what is the first thing to do? */
@Controller
@RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
class DashboardController {

  private final VisibleAccounts accounts;
  private final Checklists checklists;
  private final Scans scans;
  private final AccountTrends trends;
  private final DefaultCredentialsAccount offer;
  private final OrganizationNews organizations;
  private final RuleEngine judge;
  private final MessageSource messages;

  DashboardController(
      VisibleAccounts accounts,
      Checklists checklists,
      Scans scans,
      AccountTrends trends,
      DefaultCredentialsAccount offer,
      OrganizationNews organizations,
      RuleEngine judge,
      MessageSource messages) {
    this.accounts = accounts;
    this.checklists = checklists;
    this.scans = scans;
    this.trends = trends;
    this.offer = offer;
    this.organizations = organizations;
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
    Map<String, Instant> failed = scans.failedAt();
    List<Account> all = accounts.all();
    Map<String, UUID> runs = new HashMap<>(scans.runningRun());
    Set<String> ids = all.stream().map(Account::id).collect(Collectors.toSet());
    runs.keySet().retainAll(ids);
    Set<String> running = runs.keySet();
    Map<String, Optional<AccountStatus>> statuses = checklists.statuses(all);
    List<DashboardRow> rows =
        all.stream()
            .map(account ->
                DashboardRow.of(
                    account,
                    statuses.get(account.id()),
                    failed.get(account.id()),
                    running.contains(account.id())))
            .toList();
    model.addAttribute(
        "page",
        DashboardPage.of(
            rows,
            filter,
            judge.catalogue(),
            shown -> trends.last(DashboardPage.TREND_SCANS, shown),
            trends.accountsToFix(ids, DashboardPage.TREND_DAYS).values(),
            wording));
    model.addAttribute("scannable", rows.stream().anyMatch(row -> !row.recorded()));
    model.addAttribute("sample", rows.stream().anyMatch(DashboardRow::sample));
    model.addAttribute("filter", filter);
    model.addAttribute("scanning", running.size());
    model.addAttribute(
        "runs",
        RunSummary.of(runs, all.stream().collect(Collectors.toMap(Account::id, Account::name))));
    model.addAttribute("organizationOffers", organizations.offers());
    model.addAttribute("departures", organizations.departures());
    model.addAttribute("begin", all.isEmpty());
    model.addAttribute("offer", offer.accountId().orElse(null));
    return "dashboard";
  }

  /**
   * Scans the selected accounts, or leads to the form of a report on them.
   *
   * @param action {@code scan} or {@code report}
   * @param filter what the page shows, to which a refusal returns
   */
  @Audited("scan.start")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
  @PostMapping("/accounts/selection")
  String act(
      @RequestParam(defaultValue = "") List<String> account,
      @RequestParam String action,
      DashboardFilter filter,
      RedirectAttributes redirect,
      Locale locale) {
    List<Account> selected = account.stream().distinct().map(accounts::get).toList();
    if (selected.isEmpty()) {
      return refuse("dashboard.selection.none", filter, redirect, locale);
    }
    if (action.equals("report")) {
      AuditTrail.notDone(); // the form comes first
      return "redirect:"
          + UriComponentsBuilder.fromPath("/reports/new")
              .queryParam("account", selected.stream().map(Account::id).toList())
              .build()
              .toUriString();
    }
    List<Account> scannable = selected.stream().filter(Account::hasAwsAccess).toList();
    return scannable.isEmpty()
        ? refuse("dashboard.selection.recorded", filter, redirect, locale)
        : "redirect:/scans/" + scans.start(scannable).run();
  }

  private String refuse(
      String key, DashboardFilter filter, RedirectAttributes redirect, Locale locale) {
    redirect.addFlashAttribute("problem", messages.getMessage(key, null, locale));
    return "redirect:/accounts" + filter.page(filter.from());
  }
}
