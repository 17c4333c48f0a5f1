package io.todoku.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test of the access to an account in the language of its reader.
 *
 * @param headline the verdict
 * @param summary how much is allowed where, and what is not
 * @param failure why the login failed; null where it did not
 */
public record AccessTestView(
    AccessVerdict verdict,
    Instant testedAt,
    String headline,
    String summary,
    @Nullable String caller,
    @Nullable String failure,
    List<AccessGroupView> groups,
    List<AccessStatementView> statements) {

  /** Actions with the same kind of result. */
  public record AccessGroupView(AccessResult result, String title, List<AccessRowView> rows) {}

  /**
   * Actions that have the same result in the same Regions, for the same reason.
   *
   * @param where the Regions, or the whole account
   * @param regions how many Regions these are; 0 for the whole account
   * @param said what came back from AWS; null where nothing did
   * @param fix what helps, or who can help; null where nothing does
   */
  public record AccessRowView(
      List<String> actions,
      String where,
      int regions,
      String sentence,
      @Nullable String said,
      @Nullable String fix) {}

  /** A statement to add, and to which policy. */
  public record AccessStatementView(String title, String json) {}
}
