package io.todoku.idempotency;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an Idempotency-Key means for a request that has it. */
sealed interface KeyClaim {

  /** The request is the first with its key, and this one does it. */
  record First(UUID id) implements KeyClaim {}

  /** It was done before, and has the same answer again. */
  record Done(KeptAnswer answer) implements KeyClaim {}

  /** It was done before, and its answer was not kept. */
  record DoneWithoutAnswer() implements KeyClaim {}

  /** It was begun before, and its node died or could not keep its answer: it may have been done. */
  record NeverAnswered() implements KeyClaim {}

  /** The same request is being done now. */
  record UnderWay() implements KeyClaim {}

  /** The key belongs to another request. */
  record Reused() implements KeyClaim {}

  /**
   * An answer as it is kept.
   *
   * @param location of what was made; null where the answer names none
   * @param contentType null where it has no body
   * @param body empty where it has none
   */
  record KeptAnswer(
      int status, @Nullable String location, @Nullable String contentType, String body) {}
}
