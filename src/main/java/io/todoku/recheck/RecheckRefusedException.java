package io.todoku.recheck;

/** Nothing can be checked again, for a reason that the reader can act on. */
final class RecheckRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Refusal refusal;

  /** Why; texts are keyed by it. */
  enum Refusal {
    /** The account was never scanned. */
    NEVER_SCANNED,
    /** The sample is a recording. */
    SAMPLE,
    /** The newest snapshot has no such finding, address or domain. */
    NOT_THERE,
    /** It rests on AWS alone, and the account is not reached there. */
    ONLY_AWS,
    /** More than one recheck takes. */
    TOO_MANY,
    /** Nothing of it can be observed by itself. */
    ONLY_SCAN,
    /** The account is being scanned. */
    SCANNING,
    /** Something else of the account is being checked again. */
    BUSY
  }

  RecheckRefusedException(Refusal refusal) {
    super(refusal.name());
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
