package io.todoku.rule;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.Arrays;

/** The questions that only a person can answer. A finding that waits for one is UNKNOWN. */
public enum Question {
  /** Whether a server that takes mail in sends any by itself. */
  DOES_IT_SEND("does-it-send"),
  /** The same for an address that only takes mail from inside. */
  DOES_RELAY_SEND("does-relay-send"),
  /** The same for a host without a public address, which only a tag can answer for. */
  DOES_HOST_SEND("does-host-send"),
  /** Whether a server behind a load balancer sends. */
  DOES_TARGET_SEND("does-target-send"),
  /** Whether the mail of a server with several addresses leaves by this one. */
  WHICH_ADDRESS("which-address"),
  /** Which mail domain a sender sends for. */
  WHICH_DOMAIN("which-domain"),
  /** Whether a sender sends for the domain that the source names. */
  SENDS_FOR_DOMAIN("sends-for-domain"),
  /** What a tag with a value that is not defined means. */
  TAG_VALUE("tag-value"),
  /** Whether mail leaves from a gateway whose tag and that of a host behind it contradict. */
  TAGS_CONTRADICT("tags-contradict"),
  /** Which DKIM selectors a domain has. */
  DKIM_SELECTORS("dkim-selectors");

  private final String fix;

  Question(String fix) {
    this.fix = fix;
  }

  /**
   * The question as the reason of a finding.
   *
   * @param subject what the question is about: an address, a host or a domain
   * @param source what was looked at and does not answer it
   */
  public Reason about(String subject, String source) {
    return new Reason(ReasonKind.NOT_CONFIGURED, source, subject, fix);
  }

  /** Whether the account's settings answer it, and not its table of public addresses or a tag. */
  public static boolean isAnsweredInSettings(Reason reason) {
    return isAskedBy(reason) && DKIM_SELECTORS.fix.equals(reason.fix());
  }

  /** Whether the reason is a question, so that an answer and no further scan resolves it. */
  public static boolean isAskedBy(Reason reason) {
    return reason.kind() == ReasonKind.NOT_CONFIGURED
        && Arrays.stream(values()).anyMatch(question -> question.fix.equals(reason.fix()));
  }
}
