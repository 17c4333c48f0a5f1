package io.todoku.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem that people were told of, as a tracker shows it.
 *
 * @param failing false for a warning
 * @param unknown whether it cannot be observed now, so that it may or may not be there
 * @param waived why nothing is to be done about it now; null where something is
 * @param client blank where the account has none
 * @param title of the rule
 * @param resource as people read it
 * @param summary what was found, or why it cannot be observed; null where the newest scan found
 *     nothing
 * @param steps what to do
 * @param path of the page that shows it
 */
public record NotifiedItem(
    ItemKey key,
    boolean failing,
    boolean unknown,
    @Nullable NoticeLine waived,
    String client,
    String accountId,
    String accountName,
    NoticeLine title,
    String resource,
    @Nullable NoticeLine summary,
    List<NoticeLine> steps,
    String path) {

  /** The end of the condition of what cannot be observed. */
  static final String UNKNOWN = "/unknown";

  /** What a comment tells when it changes. */
  String condition() {
    return (failing ? "FAIL" : "WARN") + (unknown ? UNKNOWN : "");
  }
}
