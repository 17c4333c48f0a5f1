package io.todoku.collect.aws;

import io.todoku.snapshot.ReasonKind;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose policy denied a call. AWS tells it only in the message, by documented phrases; the error
 * code is the same for all of them.
 *
 * @param fix what would let the call through: the action where an Allow is missing, or a key of the
 *     texts where no Allow in the account helps
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">
 *     Troubleshoot access denied error messages</a>
 */
record PolicyDenial(ReasonKind kind, String fix) {

  private static final Pattern EXPLICIT = Pattern.compile("with an explicit deny\\b");

  private static final Pattern POLICY =
      Pattern.compile(
          "(?:because no|with an explicit deny in (?:an?|the)) (service control policy|resource"
              + " control policy|permissions boundary|session policy|VPC endpoint policy)\\b");

  private static final Map<String, PolicyDenial> BY_POLICY =
      Map.of(
          "service control policy",
          new PolicyDenial(ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY, "service-control-policy"),
          "resource control policy",
          new PolicyDenial(ReasonKind.DENIED_BY_RESOURCE_CONTROL_POLICY, "resource-control-policy"),
          "permissions boundary",
          new PolicyDenial(ReasonKind.DENIED_BY_PERMISSIONS_BOUNDARY, "permissions-boundary"),
          "session policy",
          new PolicyDenial(ReasonKind.DENIED_BY_SESSION_POLICY, "session-policy"),
          "VPC endpoint policy",
          new PolicyDenial(ReasonKind.DENIED_BY_ENDPOINT_POLICY, "endpoint-policy"));

  /**
   * Reads the phrase. A message without one is a denial for want of an Allow, because services that
   * do not support the phrases say no more than that.
   *
   * @param action that was denied, {@code ec2:DescribeAddresses}
   */
  static PolicyDenial of(@Nullable String message, String action) {
    String text = message == null ? "" : message;
    Matcher policy = POLICY.matcher(text);
    if (policy.find()) {
      return Objects.requireNonNull(BY_POLICY.get(policy.group(1)));
    }
    return EXPLICIT.matcher(text).find()
        ? new PolicyDenial(ReasonKind.DENIED_EXPLICITLY, "explicit-deny")
        : new PolicyDenial(ReasonKind.DENIED, action);
  }
}
