package io.todoku.account;

import io.todoku.snapshot.ReasonKind;
import java.util.EnumSet;
import java.util.Set;

/** Whether a role allows an action, as far as a test of the access shows it. */
public enum AccessResult {
  /** Proved by an answer of AWS. */
  ALLOWED,
  /** A policy denies it, or none allows it. */
  DENIED,
  /** The account has not enabled the Region, the service or the support plan: nothing to try. */
  NOT_ENABLED,
  /** The Region does not have the service: nothing to try. */
  NOT_OFFERED,
  /** It could not be found out. */
  UNKNOWN;

  private static final Set<ReasonKind> DENIALS =
      EnumSet.range(ReasonKind.DENIED, ReasonKind.DENIED_BY_SESSION_POLICY);

  private static final Set<ReasonKind> REFUSED_LOGINS =
      EnumSet.of(
          ReasonKind.NO_ACCESS,
          ReasonKind.MAY_NOT_ASSUME_ROLE,
          ReasonKind.WRONG_PARTITION,
          ReasonKind.WRONG_ACCOUNT);

  private static final Set<ReasonKind> MISSING =
      EnumSet.of(
          ReasonKind.REGION_NOT_ENABLED, ReasonKind.NOT_SIGNED_UP, ReasonKind.NOT_SUBSCRIBED);

  /** What the failure of a call tells of its action; every other reason tells nothing. */
  public static AccessResult of(ReasonKind failure) {
    if (DENIALS.contains(failure)) {
      return DENIED;
    }
    return MISSING.contains(failure) ? NOT_ENABLED : UNKNOWN;
  }

  /** The same of a login, which other settings than permissions may refuse. */
  static AccessResult ofLogin(ReasonKind failure) {
    return REFUSED_LOGINS.contains(failure) ? DENIED : of(failure);
  }
}
