package io.todoku.account;

import io.todoku.snapshot.Observed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The account of the credentials in the environment, which is offered while no account is known.
 */
@Component
public class DefaultCredentialsAccount {

  private final Accounts accounts;
  private final AccessTester accessTester;
  private volatile @Nullable String detectedAccountId;

  DefaultCredentialsAccount(Accounts accounts, AccessTester accessTest) {
    this.accounts = accounts;
    this.accessTester = accessTest;
  }

  /** Detects it in the background, because the SDK takes seconds to find no credentials. */
  @EventListener(ApplicationReadyEvent.class)
  void detect() {
    if (accounts.all().isEmpty()) {
      Thread.ofVirtual()
          .name("account-offer")
          .start(() -> {
            if (accessTester.resolveCallerAccount(null)
                instanceof Observed.Known<String>(String id)) {
              detectedAccountId = id;
            }
          });
    }
  }

  /** Its id; empty if no credentials were found or the account is known already. */
  public Optional<String> accountId() {
    return Optional.ofNullable(detectedAccountId).filter(id -> accounts.find(id).isEmpty());
  }
}
