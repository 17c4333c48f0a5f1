package io.todoku.history;

import java.time.Instant;
import org.springframework.data.jpa.repository.JpaRepository;

public interface AccountJudgementRepository extends JpaRepository<AccountJudgement, String> {

  default void saveCatalogue(String accountId, String catalogue) {
    AccountJudgement judgement = findById(accountId).orElseGet(AccountJudgement::new);
    judgement.accountId = accountId;
    judgement.catalogue = catalogue;
    save(judgement);
  }

  /** Whether people are told what changes in the account. */
  default boolean isNotifiedOf(String accountId) {
    return findById(accountId).filter(judgement -> judgement.notifiedSince != null).isPresent();
  }

  default void beginNotifying(String accountId, Instant since) {
    findById(accountId)
        .ifPresent(judgement -> {
          judgement.notifiedSince = since;
          save(judgement);
        });
  }
}
