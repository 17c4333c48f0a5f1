package io.todoku.onboarding;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.AccountAddition;
import org.jspecify.annotations.Nullable;

/**
 * The result of adding one account, from an organization or a CSV file.
 *
 * @param name blank where the organization does not list the account
 * @param client to which it was added; blank where it was not
 * @param externalId that its role must require; null where it was not added
 * @param detail what a refusal is about
 */
record MemberAddition(
    String id,
    String name,
    String client,
    @Nullable String externalId,
    AdditionOutcome outcome,
    String detail) {

  /** What became of it; the last ones are refusals. */
  enum AdditionOutcome {
    ADDED,
    EXISTS,
    NOT_ACTIVE,
    TAGS_UNKNOWN,
    UNITS_UNKNOWN,
    NO_TAG,
    NO_UNIT,
    BAD_CLIENT,
    LEFT,
    /** The organization does not list an account of this id. */
    UNLISTED
  }

  static MemberAddition of(AccountAddition addition) {
    Account account = addition.account();
    return new MemberAddition(
        account.id(),
        account.name(),
        addition.isAdded() ? account.client() : "",
        addition.isAdded() && account.access() instanceof Access.IamRole role
            ? role.externalId()
            : null,
        addition.isAdded() ? AdditionOutcome.ADDED : AdditionOutcome.EXISTS,
        "");
  }

  static MemberAddition existing(ProposedAccount proposed) {
    return notAdded(proposed, AdditionOutcome.EXISTS);
  }

  static MemberAddition left(ProposedAccount proposed) {
    return notAdded(proposed, AdditionOutcome.LEFT);
  }

  static MemberAddition refused(ProposedAccount proposed) {
    return notAdded(proposed, AdditionOutcome.valueOf(String.valueOf(proposed.refusal())));
  }

  static MemberAddition unlisted(String id) {
    return new MemberAddition(id, "", "", null, AdditionOutcome.UNLISTED, "");
  }

  private static MemberAddition notAdded(ProposedAccount proposed, AdditionOutcome outcome) {
    return new MemberAddition(
        proposed.listed().id(), proposed.name(), "", null, outcome, proposed.detail());
  }

  public boolean isAdded() {
    return outcome == AdditionOutcome.ADDED;
  }

  public boolean isRefused() {
    return outcome != AdditionOutcome.ADDED && outcome != AdditionOutcome.EXISTS;
  }
}
