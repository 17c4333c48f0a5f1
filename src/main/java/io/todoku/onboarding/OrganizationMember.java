package io.todoku.onboarding;

import io.todoku.snapshot.OrganizationAccount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account of a remembered organization.
 *
 * @param listed as the newest listing that has it tells it
 * @param leftAt when a listing first lacked it; null where the newest has it
 * @param declinedBy who decided that it is not offered; null where nobody did
 * @param known whether it is an account here
 */
record OrganizationMember(
    OrganizationAccount listed,
    Instant firstListedAt,
    @Nullable Instant leftAt,
    @Nullable String declinedBy,
    boolean known) {

  /** Where it stands. */
  enum MemberState {
    /** Can be added. */
    OFFERED,
    DECLINED,
    /** Is an account here. */
    ADDED,
    /** AWS does not let it be used: suspended, being closed, or not open yet. */
    NOT_ACTIVE,
    /** No longer in the organization. */
    LEFT
  }

  MemberState state() {
    if (leftAt != null) {
      return MemberState.LEFT;
    }
    if (!listed.isActive()) {
      return MemberState.NOT_ACTIVE;
    }
    if (known) {
      return MemberState.ADDED;
    }
    return declinedBy == null ? MemberState.OFFERED : MemberState.DECLINED;
  }
}
