package io.todoku.checklist;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.scan.History;
import io.todoku.scan.History.Entry;
import io.todoku.scan.Scans;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What is wrong, why, and what do I do? */
@Controller
class ChecklistPage {

  /** What the page's head says of an account. */
  record AccountView(
      String id, String name, String client, String environment, boolean sample, boolean recorded) {

    /** Whose account it is, and which. */
    public String title() {
      return client.isEmpty() ? name : client + " · " + name;
    }

    static AccountView of(Account account) {
      return new AccountView(
          account.id(),
          account.name(),
          account.client(),
          account.environment().id(),
          account.sample(),
          account.access() instanceof Access.Recorded);
    }
  }

  private final Accounts accounts;
  private final Checklists checklists;
  private final Scans scans;
  private final History history;
  private final MessageSource messages;

  ChecklistPage(
      Accounts accounts,
      Checklists checklists,
      Scans scans,
      History history,
      MessageSource messages) {
    this.accounts = accounts;
    this.checklists = checklists;
    this.scans = scans;
    this.history = history;
    this.messages = messages;
  }

  @GetMapping("/accounts/{id}")
  String show(
      @PathVariable String id,
      @RequestParam(defaultValue = "todo") String show,
      @RequestParam(defaultValue = "") String area,
      Model model,
      Locale locale) {
    Account account = accounts.get(id);
    Wording wording = new Wording(messages, locale);
    model.addAttribute("account", AccountView.of(account));
    model.addAttribute("show", show);
    model.addAttribute("area", area);
    model.addAttribute("broke", scans.brokeAt(id).orElse(null));
    model.addAttribute("running", scans.running(id).orElse(null));
    model.addAttribute(
        "list", checklists.of(account).map(list -> ChecklistView.of(list, wording)).orElse(null));
    List<Entry> scanned = history.of(id);
    if (scanned.size() > 1) {
      Entry last = scanned.get(1);
      model.addAttribute("changedSince", last.finishedAt());
      model.addAttribute(
          "changed",
          history
              .changes(account, last.run(), scanned.getFirst().run())
              .map(changes -> HistoryView.of(changes, wording).groups())
              .orElse(List.of()));
    }
    return "checklist";
  }
}
