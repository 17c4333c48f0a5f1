package io.todoku.notify;

import java.time.Instant;

/** What is known of a problem that has a ticket. */
public sealed interface ProblemState {

  /** What shows that a problem is over. */
  enum EndKind {
    /** The newest known verdict is that it passes. */
    FIXED,
    /** The newest known verdict is that the rule does not apply to it. */
    NOT_APPLICABLE,
    /** Its Region was read, and does not have the resource. */
    GONE
  }

  /** It is there, as far as people know. */
  record Present(NotifiedItem item) implements ProblemState {}

  /**
   * It is over.
   *
   * @param evidence what was found
   * @param at when it was found
   */
  record Over(EndKind kind, NoticeLine evidence, Instant at) implements ProblemState {}

  /** Nothing shows whether it is there or over, and why. */
  record NotObserved(NoticeLine cause) implements ProblemState {}
}
