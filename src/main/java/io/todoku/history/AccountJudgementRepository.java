package io.todoku.history;

import org.springframework.data.jpa.repository.JpaRepository;

public interface AccountJudgementRepository extends JpaRepository<AccountJudgement, String> {

  default void saveCatalogue(String accountId, String catalogue) {
    AccountJudgement judgement = new AccountJudgement();
    judgement.accountId = accountId;
    judgement.catalogue = catalogue;
    save(judgement);
  }
}
