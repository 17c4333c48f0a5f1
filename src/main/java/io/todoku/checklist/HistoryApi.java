package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.account.AccountClients;
import io.todoku.account.VisibleAccounts;
import io.todoku.history.AccountHistory;
import io.todoku.history.AccountHistory.FinishedScan;
import io.todoku.history.FindingChange;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.rule.Resource;
import io.todoku.rule.Verdict;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of the scans of an account and of the changes between them. */
@RestController
@RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
@RequestMapping("/api/v1/accounts/{id}")
class HistoryApi {

  /**
   * A finding that changed.
   *
   * @param before absent where the finding did not exist
   * @param after absent where its resource is gone
   */
  record ChangeJson(
      FindingChange.ChangeKind kind,
      String rule,
      Resource resource,
      @Nullable Verdict before,
      @Nullable Verdict after) {}

  private final VisibleAccounts accounts;
  private final AccountHistory history;

  HistoryApi(VisibleAccounts accounts, AccountHistory history) {
    this.accounts = accounts;
    this.history = history;
  }

  /** The scans whose snapshots are kept, newest first. */
  @GetMapping("/history")
  List<FinishedScan> scans(@PathVariable String id) {
    return history.finishedScans(accounts.get(id).id());
  }

  @GetMapping("/changes")
  List<ChangeJson> changes(
      @PathVariable String id, @RequestParam UUID from, @RequestParam UUID to) {
    Account account = accounts.get(id);
    return history
        .changes(account, from, to)
        .orElseThrow(() ->
            new ResponseStatusException(HttpStatus.NOT_FOUND, "one of these scans is not kept"))
        .stream()
        .map(c -> new ChangeJson(c.kind(), c.rule(), c.resource(), c.before(), c.after()))
        .toList();
  }
}
