package io.todoku.handover;

import io.todoku.scan.ToldScans;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The scans that sent reports told of. */
@Component
class SentScans implements ToldScans {

  private final SentAccountRepository accounts;

  SentScans(SentAccountRepository accounts) {
    this.accounts = accounts;
  }

  @Override
  public List<UUID> of(String accountId) {
    return accounts.of(accountId).stream().map(account -> account.runId).toList();
  }
}
