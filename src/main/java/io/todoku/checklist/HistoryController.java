package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.account.AccountClients;
import io.todoku.account.VisibleAccounts;
import io.todoku.history.AccountHistory;
import io.todoku.history.AccountHistory.FinishedScan;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Serves the page of the scans of an account and of the changes between two of them. */
@Controller
@RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
class HistoryController {

  private final VisibleAccounts accounts;
  private final AccountHistory history;
  private final MessageSource messages;

  HistoryController(VisibleAccounts accounts, AccountHistory history, MessageSource messages) {
    this.accounts = accounts;
    this.history = history;
    this.messages = messages;
  }

  /**
   * @param from the scan to compare with; null for the scan before {@code to}
   * @param to null for the newest
   */
  @GetMapping("/accounts/{id}/history")
  String show(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable UUID from,
      @RequestParam(required = false) @Nullable UUID to,
      Model model,
      Locale locale) {
    Account account = accounts.get(id);
    List<FinishedScan> scans = history.finishedScans(id);
    FinishedScan after =
        scans.stream().filter(e -> to == null || e.run().equals(to)).findFirst().orElse(null);
    FinishedScan before =
        after == null
            ? null
            : from == null
                ? history
                    .comparedWith(id, after.run())
                    .or(() -> scans.stream().filter(e -> isBefore(scans, e, after)).findFirst())
                    .orElse(null)
                : scans.stream().filter(e -> e.run().equals(from)).findFirst().orElse(null);
    if ((to != null && after == null) || (from != null && before == null)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "this scan is not kept");
    }
    model.addAttribute("account", ChecklistController.AccountHeaderView.of(account));
    model.addAttribute("scans", scans);
    model.addAttribute("from", before);
    model.addAttribute("to", after);
    model.addAttribute(
        "changes",
        before == null || after == null
            ? null
            : history
                .changes(account, before.run(), after.run())
                .map(changes -> HistoryView.of(changes, new Wording(messages, locale)))
                .orElse(null));
    return "history";
  }

  private static boolean isBefore(
      List<FinishedScan> newestFirst, FinishedScan scan, FinishedScan later) {
    return newestFirst.indexOf(scan) > newestFirst.indexOf(later);
  }
}
