package io.todoku.recheck;

import io.todoku.account.AccessTester;
import io.todoku.account.Accounts;
import io.todoku.collect.OwnConnections;
import io.todoku.history.SharedCause;
import io.todoku.history.SharedCauseProbe;
import io.todoku.snapshot.Observed;
import org.springframework.stereotype.Component;

/** Looks by one question each whether Todoku can reach what it needs. */
@Component
class ConnectionProbe implements SharedCauseProbe {

  private final OwnConnections connections;
  private final AccessTester access;
  private final Accounts accounts;

  ConnectionProbe(OwnConnections connections, AccessTester access, Accounts accounts) {
    this.connections = connections;
    this.access = access;
    this.accounts = accounts;
  }

  @Override
  public boolean isGone(SharedCause cause, String accountId) {
    return switch (cause.kind()) {
      case RESOLVERS -> connections.doesResolverAnswer();
      case PORT_25 -> connections.isPort25Open();
      case LOGIN, CREDENTIALS ->
          accounts
              .find(accountId)
              .map(account -> access.resolveCallerAccount(account) instanceof Observed.Known)
              .orElse(false);
      case AWS_SERVICE, BLOCKLIST, SETTING, BUG -> false;
    };
  }
}
