package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import java.util.List;

/**
 * What came of trying every action that the collectors need.
 *
 * @param caller the ARN that the login led to; Unknown where it failed, and then nothing was tried
 */
public record ProbedAccess(Observed<String> caller, List<ProbedAction> actions) {}
