package io.todoku.history;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface AccountJudgementRepository extends JpaRepository<AccountJudgement, String> {

  /**
   * Nobody else changes what is known of the account until this transaction ends.
   *
   * @return its id; empty where it is not there any more
   */
  @Query(value = "select id from account where id = :accountId for update", nativeQuery = true)
  Optional<String> lockAccount(String accountId);

  default void saveCatalogue(String accountId, String catalogue) {
    AccountJudgement judgement = new AccountJudgement();
    judgement.accountId = accountId;
    judgement.catalogue = catalogue;
    save(judgement);
  }
}
