package io.todoku.checklist;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.checklist.ChecklistView.SectionView;
import io.todoku.scan.Scans;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.AccountFacts.MailDomain;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Serves the checklist of an account. */
@Controller
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

  private final Accounts accounts;
  private final Checklists checklists;
  private final Scans scans;
  private final MessageSource messages;

  ChecklistController(
      Accounts accounts, Checklists checklists, Scans scans, MessageSource messages) {
    this.accounts = accounts;
    this.checklists = checklists;
    this.scans = scans;
    this.messages = messages;
  }

  @GetMapping("/accounts/{id}")
  String show(
      @PathVariable String id,
      @RequestParam(defaultValue = "todo") String show,
      @RequestParam(defaultValue = "") String area,
      @RequestParam(defaultValue = "") String part,
      @RequestParam(defaultValue = "") String cause,
      @RequestParam(defaultValue = "0") int from,
      Model model,
      Locale locale) {
    Account account = accounts.get(id);
    Wording wording = new Wording(messages, locale);
    model.addAttribute("account", AccountHeaderView.of(account));
    model.addAttribute(
        "mailDomains", account.mailDomains().stream().map(MailDomain::name).toList());
    model.addAttribute("show", show);
    model.addAttribute("area", area);
    model.addAttribute("part", part);
    model.addAttribute("cause", cause);
    model.addAttribute("broke", scans.failedAt(id).orElse(null));
    model.addAttribute("running", scans.runningRun(id).orElse(null));
    ChecklistView list =
        checklists.of(account).map(found -> ChecklistView.of(found, wording)).orElse(null);
    model.addAttribute("list", list);
    if (list != null) {
      model.addAttribute(
          "sections", ItemPage.ofSections(sectionsShown(list, area, part, cause), part, from));
      List<CauseView> causes = causesShown(list, area, part, cause);
      boolean single = !cause.isBlank();
      model.addAttribute(
          "causes", causes.stream().filter(c -> single || c.needsAttention()).toList());
      model.addAttribute(
          "otherCauses", causes.stream().filter(c -> !single && !c.needsAttention()).toList());
      model.addAttribute("senders", ItemPage.ofSenders(list.senders(), part, from));
    }
    checklists
        .latestChanges(account)
        .ifPresent(changed -> {
          model.addAttribute("changedSince", changed.since());
          model.addAttribute("changed", HistoryView.of(changed.changes(), wording).groups());
        });
    return "checklist";
  }

  /** Unchecked findings stand under their causes, unless their section alone is shown. */
  private static List<SectionView> sectionsShown(
      ChecklistView list, String area, String part, String cause) {
    if (!cause.isBlank()) {
      return list.sectionsHiddenBy(cause);
    }
    return part.equals(Urgency.UNCHECKED.name())
        ? list.sectionsWithHidden(area)
        : list.sectionsOf(area);
  }

  /** None where only one section is shown, and one where only its findings are. */
  private static List<CauseView> causesShown(
      ChecklistView list, String area, String part, String cause) {
    if (!cause.isBlank()) {
      return list.causes().stream().filter(shown -> shown.id().equals(cause)).toList();
    }
    return part.isBlank() ? list.causesOf(area) : List.of();
  }
}
