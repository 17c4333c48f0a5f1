package io.todoku.bounce;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a pasted bounce.
 *
 * @param replyCode of SMTP; null where none was found
 * @param statusCode enhanced status code; null where none was found
 * @param statusMeaning key of what the enhanced status code means by its standard; null where the
 *     receiver publishes another meaning, or the code is not registered
 * @param statusSource the standard; null without a meaning
 * @param receiver id of the receiver; null where it is not known
 * @param phraseKnown whether the table knows the text, not only its code
 * @param diagnoses the most specific first
 * @param names of hosts and domains in the text, lower case, without those of links
 * @param cut whether the text was too long and only its beginning was read
 */
public record BounceExplanation(
    @Nullable Integer replyCode,
    @Nullable String statusCode,
    @Nullable String statusMeaning,
    @Nullable String statusSource,
    @Nullable String receiver,
    boolean phraseKnown,
    List<BounceDiagnosis> diagnoses,
    List<BounceAddress> addresses,
    List<String> names,
    boolean cut) {

  /** Whether it is a bounce at all, as far as Todoku can tell. */
  public boolean recognized() {
    return replyCode != null || statusCode != null || phraseKnown;
  }
}
