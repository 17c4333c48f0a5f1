package io.todoku.account;

import io.todoku.snapshot.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test of the access to an account, in the API and on the command line.
 *
 * @param caller the ARN that the login led to; null where it failed
 * @param failure why the login failed, so that nothing was tried; null where it did not
 * @param allowed how many actions were proved allowed wherever they were tried
 * @param tried how many actions were tried
 * @param regions in how many Regions
 * @param statements that would allow what was denied, where a statement can
 */
public record AccessTestJson(
    String account,
    Instant testedAt,
    AccessVerdict verdict,
    @Nullable String caller,
    @Nullable Reason failure,
    int allowed,
    int tried,
    int regions,
    List<ActionAccess> actions,
    List<AccessStatement> statements) {

  public static AccessTestJson of(String account, AccessTest test) {
    return new AccessTestJson(
        account,
        test.testedAt(),
        test.verdict(),
        test.caller(),
        test.failure(),
        test.allowedCount(),
        test.actionCount(),
        test.regionCount(),
        test.actions(),
        AccessStatement.of(test));
  }
}
