package io.todoku.rule;

/** What a block is pasted into. The order is that in which forms of the same thing are shown. */
public enum BlockKind {
  /** Lines of a zone file (RFC 1035 section 5). */
  ZONE_RECORD("zone", true),
  /** A command of the AWS CLI that changes record sets of Route 53. */
  ROUTE53_CLI("cli", true),
  /** Another command of the AWS CLI. */
  AWS_CLI("cli", true),
  TERRAFORM("terraform", true),
  /** Commands for a shell on the server. */
  SHELL("shell", false),
  /** Commands for the Exchange Management Shell. */
  EXCHANGE_SHELL("exchange", false),
  /** Lines of a configuration file of a server. */
  CONFIGURATION("configuration", false),
  /** A statement of an IAM policy. */
  POLICY("policy", true),
  /** A file that a web server serves. */
  SERVED_FILE("file", false),
  /** The text of a request to people. */
  REQUEST_TEXT("request", true);

  private final String family;
  private final boolean namesItsSubject;

  BlockKind(String family, boolean namesItsSubject) {
    this.family = family;
    this.namesItsSubject = namesItsSubject;
  }

  /** Kinds of one family are used by the same people: who chose one prefers it everywhere. */
  public String family() {
    return family;
  }

  /** Whether equal texts are the same change; otherwise each server needs it. */
  public boolean namesItsSubject() {
    return namesItsSubject;
  }
}
