package io.todoku.collect;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who assumes the roles: what a trust policy names for the credentials that Todoku runs with.
 *
 * @param arn of the IAM role or user
 * @param withoutPath whether the role may have a path, which the ARN of a session does not tell, so
 *     that a person has to add it
 */
public record RolePrincipal(String arn, boolean withoutPath) {

  private static final Pattern SESSION =
      Pattern.compile("arn:([a-z-]+):sts::([0-9]{12}):assumed-role/([^/]+)/.+");
  private static final Pattern IAM = Pattern.compile("arn:[a-z-]+:iam::[0-9]{12}:(user/.+|root)");

  /**
   * Returns whom to trust; empty for sessions that no trust policy can name for long.
   *
   * @param caller the ARN that STS tells of the credentials
   */
  static Optional<RolePrincipal> ofCaller(String caller) {
    Matcher session = SESSION.matcher(caller);
    if (session.matches()) {
      return Optional.of(
          new RolePrincipal(
              "arn:%s:iam::%s:role/%s"
                  .formatted(session.group(1), session.group(2), session.group(3)),
              true));
    }
    return IAM.matcher(caller).matches()
        ? Optional.of(new RolePrincipal(caller, false))
        : Optional.empty();
  }
}
