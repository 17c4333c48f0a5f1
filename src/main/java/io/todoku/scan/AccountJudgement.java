package io.todoku.scan;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.springframework.data.jpa.repository.JpaRepository;

/** By which catalogue of rules an account's {@link KnownFinding}s were derived. */
@Entity
@Table(name = "account_judgement")
class AccountJudgement {

  @Id String accountId = "";
  String catalogue = "";

  /** Of all accounts. */
  interface Repository extends JpaRepository<AccountJudgement, String> {

    default void stamp(String accountId, String catalogue) {
      AccountJudgement judgement = new AccountJudgement();
      judgement.accountId = accountId;
      judgement.catalogue = catalogue;
      save(judgement);
    }
  }
}
