package io.todoku.account;

import io.todoku.snapshot.Observed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The account that credentials in the environment belong to, offered while none is known. */
@Component
public class AccountOffer {

  private final Accounts accounts;
  private final AccessTest accessTest;
  private volatile @Nullable String found;

  AccountOffer(Accounts accounts, AccessTest accessTest) {
    this.accounts = accounts;
    this.accessTest = accessTest;
  }

  /** Looks in the background, as an environment without credentials takes seconds to say so. */
  @EventListener(ApplicationReadyEvent.class)
  void look() {
    if (accounts.all().isEmpty()) {
      Thread.ofVirtual()
          .name("account-offer")
          .start(() -> {
            if (accessTest.whoAnswers(null) instanceof Observed.Known<String>(String id)) {
              found = id;
            }
          });
    }
  }

  /** Empty where no credentials were found, or the account is known already. */
  public Optional<String> accountId() {
    return Optional.ofNullable(found).filter(id -> accounts.find(id).isEmpty());
  }
}
