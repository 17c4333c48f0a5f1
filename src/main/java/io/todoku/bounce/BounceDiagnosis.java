package io.todoku.bounce;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bounce means.
 *
 * @param id key of its texts in the message files
 * @param rules the ids of the rules that judge what the receiver complains of; empty where no rule
 *     does
 * @param receiver id of the receiver that publishes the phrase; null where several use it
 * @param source address of the page or standard that says so
 */
public record BounceDiagnosis(
    String id, Side side, List<String> rules, @Nullable String receiver, String source) {

  /** Who can do something about it. */
  public enum Side {
    SENDER,
    RECIPIENT,
    /** Nobody has to: the sending server tries again. */
    WAIT,
    /** The sender or the recipient, which the text does not tell. */
    EITHER
  }
}
