package io.todoku.scan;

import org.springframework.data.jpa.repository.JpaRepository;

interface AccountJudgements extends JpaRepository<AccountJudgement, String> {

  default void stamp(String accountId, String catalogue) {
    AccountJudgement judgement = new AccountJudgement();
    judgement.accountId = accountId;
    judgement.catalogue = catalogue;
    save(judgement);
  }
}
