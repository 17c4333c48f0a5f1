package io.todoku.clientreport;

import io.todoku.archive.ReportedScans;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The scans that sent reports were made from. */
@Component
class SentReportScans implements ReportedScans {

  private final SentReportAccountRepository accounts;

  SentReportScans(SentReportAccountRepository accounts) {
    this.accounts = accounts;
  }

  @Override
  public List<UUID> of(String accountId) {
    return accounts.findByAccountNewestFirst(accountId).stream()
        .map(account -> account.runId)
        .toList();
  }
}
