package io.todoku.checklist;

import io.todoku.account.Access;
import io.todoku.account.AccessTestTexts;
import io.todoku.account.AccessTests;
import io.todoku.account.Account;
import io.todoku.account.AccountClients;
import io.todoku.account.FindingNotes;
import io.todoku.account.VisibleAccounts;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.onboarding.OrganizationNews;
import io.todoku.scan.Scans;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.CollectionOutcome;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Serves the checklist of an account. */
@Controller
@RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
class ChecklistController {

  /** An account as the heading of its pages shows it. */
  record AccountHeaderView(
      String id, String name, String client, String environment, boolean sample, boolean recorded) {

    public String title() {
      return AccountFacts.title(client, name);
    }

    static AccountHeaderView of(Account account) {
      return new AccountHeaderView(
          account.id(),
          account.name(),
          account.client(),
          account.environment().id(),
          account.isSample(),
          account.access() instanceof Access.SnapshotsOnly);
    }
  }

  private final VisibleAccounts accounts;
  private final Checklists checklists;
  private final Scans scans;
  private final FindingNotes notes;
  private final AccessTests accessTests;
  private final OrganizationNews organizations;
  private final ReaderWording readerWording;

  ChecklistController(
      VisibleAccounts accounts,
      Checklists checklists,
      Scans scans,
      FindingNotes notes,
      AccessTests accessTests,
      OrganizationNews organizations,
      ReaderWording readerWording) {
    this.accounts = accounts;
    this.checklists = checklists;
    this.scans = scans;
    this.notes = notes;
    this.accessTests = accessTests;
    this.organizations = organizations;
    this.readerWording = readerWording;
  }

  @GetMapping("/accounts/{id}")
  String show(@PathVariable String id, ChecklistQuery query, Model model, Locale locale) {
    Account account = accounts.get(id);
    Wording wording = readerWording.in(locale).about(account);
    model.addAttribute("account", AccountHeaderView.of(account));
    model.addAttribute(
        "mailDomains", account.mailDomains().stream().map(MailDomain::name).toList());
    model.addAttribute("query", query);
    model.addAttribute("notes", notes.byFinding(id));
    accessTests
        .newest(account)
        .ifPresent(test ->
            model.addAttribute(
                "access", new AccessTestTexts(wording.messages(), locale).view(test)));
    model.addAttribute("departure", organizations.departures().get(id));
    model.addAttribute("broke", scans.failedAt(id).orElse(null));
    model.addAttribute("running", scans.runningRun(id).orElse(null));
    checklists
        .of(account)
        .ifPresent(found -> {
          model.addAttribute("list", found);
          if (found.scan().outcome() == CollectionOutcome.FAILED) {
            model.addAttribute("lastRead", checklists.lastRead(account).orElse(null));
          }
          model.addAttribute("counts", FindingCounts.of(found));
          model.addAttribute("page", ChecklistPage.of(found, query, wording));
          model.addAttribute(
              "senders",
              ItemPage.ofSenders(found.senders(), query.part(), query.from())
                  .map(sender -> ChecklistView.view(sender, found.account(), wording)));
        });
    checklists
        .latestChanges(account)
        .ifPresent(changed -> {
          model.addAttribute("changedSince", changed.since());
          model.addAttribute("changed", HistoryView.of(changed.changes(), wording).groups());
        });
    return "checklist";
  }
}
