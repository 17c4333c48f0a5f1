package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.account.AccountOverview;
import io.todoku.account.AccountOverview.OverviewCounts;
import io.todoku.account.AccountOverviews;
import io.todoku.account.AccountReadiness;
import io.todoku.scan.Scans;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The readiness of accounts as the dashboard shows it. */
@Component
class StoredAccountOverviews implements AccountOverviews {

  private final Checklists checklists;
  private final Scans scans;

  StoredAccountOverviews(Checklists checklists, Scans scans) {
    this.checklists = checklists;
    this.scans = scans;
  }

  @Override
  public Map<String, AccountOverview> of(List<Account> accounts) {
    Map<String, Optional<AccountStatus>> statuses = checklists.statuses(accounts);
    Map<String, Instant> failed = scans.failedAt();
    Map<String, UUID> running = scans.runningRun();
    Map<String, AccountOverview> all = new HashMap<>();
    for (Account account : accounts) {
      String id = account.id();
      DashboardRow row =
          DashboardRow.of(account, statuses.get(id), failed.get(id), running.containsKey(id));
      all.put(id, overview(row, running.get(id)));
    }
    return all;
  }

  private static AccountOverview overview(DashboardRow row, @Nullable UUID running) {
    return new AccountOverview(
        switch (row.state()) {
          case READY -> AccountReadiness.READY;
          case NOT_READY -> AccountReadiness.NOT_READY;
          case UNDETERMINED -> AccountReadiness.UNDETERMINED;
          case FAILED -> AccountReadiness.FAILED;
          case NEVER -> AccountReadiness.NEVER_SCANNED;
        },
        row.scannedAt() == null ? null : counts(row.counts()),
        row.scannedAt(),
        row.failedAt(),
        running);
  }

  private static OverviewCounts counts(FindingCounts counts) {
    return new OverviewCounts(
        counts.toFix(),
        counts.toAsk(),
        counts.unchecked(),
        counts.warnings(),
        counts.advice(),
        counts.fine(),
        counts.waived(),
        counts.known(),
        counts.all());
  }
}
