package io.todoku.history;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The version of the rules by which an account's {@link FindingStateEntity}s were derived. */
@Entity
@Table(name = "account_judgement")
class AccountJudgement {

  @Id String accountId = "";
  String catalogue = "";

  /** Since when people are told what changes in the account; null before its first scan. */
  @Nullable Instant notifiedSince;
}
