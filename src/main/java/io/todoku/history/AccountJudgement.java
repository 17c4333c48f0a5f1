package io.todoku.history;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The version of the rules by which an account's {@link FindingStateEntity}s were derived. */
@Entity
@Table(name = "account_judgement")
class AccountJudgement {

  @Id String accountId = "";
  String catalogue = "";
}
