package io.todoku.account;

import io.todoku.snapshot.Observed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The account that credentials in the environment belong to, offered while none is known. */
@Component
public class DefaultCredentialsAccount {

  private final Accounts accounts;
  private final AccessTester accessTester;
  private volatile @Nullable String detectedAccountId;

  DefaultCredentialsAccount(Accounts accounts, AccessTester accessTest) {
    this.accounts = accounts;
    this.accessTester = accessTest;
  }

  /** Looks in the background, as an environment without credentials takes seconds to say so. */
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

  /** Empty where no credentials were found, or the account is known already. */
  public Optional<String> accountId() {
    return Optional.ofNullable(detectedAccountId).filter(id -> accounts.find(id).isEmpty());
  }
}
