package io.todoku.recheck;

import io.todoku.account.Account;
import io.todoku.history.FindingKey;
import io.todoku.history.SecondLook;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Observes findings again by a recheck. */
@Component
class FindingsSecondLook implements SecondLook {

  private final Rechecks rechecks;

  FindingsSecondLook(Rechecks rechecks) {
    this.rechecks = rechecks;
  }

  @Override
  public Optional<UUID> start(Account account, List<FindingKey> findings) {
    RecheckTarget target =
        RecheckTarget.ofFindings(
            findings.stream().map(key -> key.rule() + "/" + key.resource()).toList());
    try {
      return Optional.of(rechecks.start(account, target));
    } catch (RecheckRefusedException nothingToObserve) {
      return Optional.empty();
    }
  }
}
