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

  private static final String IDENTITY_POLICY = "identity-based policy";

  private static final Pattern PHRASE =
      Pattern.compile(
          "(?:because no|(with an explicit deny)(?: in (?:an?|the))?)\\b(?: (identity-based"
              + " policy|resource-based policy|role trust policy|service control policy|resource"
              + " control policy|permissions boundary|session policy|VPC endpoint policy)\\b)?");

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

  private static final PolicyDenial EXPLICIT =
      new PolicyDenial(ReasonKind.DENIED_EXPLICITLY, "explicit-deny");

  private static final PolicyDenial MAY_NOT_ASSUME_ROLE =
      new PolicyDenial(ReasonKind.MAY_NOT_ASSUME_ROLE, ApiCall.ASSUME_ROLE.action());

  private static final PolicyDenial NOT_TRUSTED =
      new PolicyDenial(ReasonKind.NO_ACCESS, "trust-policy");

  /**
   * Reads the phrase. A message without one is a denial for want of an Allow, because services that
   * do not support the phrases say no more than that.
   *
   * @param action that was denied, {@code ec2:DescribeAddresses}
   */
  static PolicyDenial of(@Nullable String message, String action) {
    Phrase phrase = Phrase.in(message);
    PolicyDenial denial = BY_POLICY.get(phrase.policy());
    if (denial != null) {
      return denial;
    }
    return phrase.explicit() ? EXPLICIT : new PolicyDenial(ReasonKind.DENIED, action);
  }

  /**
   * Reads the phrase where a role was refused. Without one, or with one about the role itself, its
   * trust policy refuses; all others are about the credentials that ask for the role.
   */
  static PolicyDenial ofAssumeRole(@Nullable String message) {
    Phrase phrase = Phrase.in(message);
    PolicyDenial denial = BY_POLICY.get(phrase.policy());
    if (denial != null) {
      return denial;
    }
    return switch (phrase.policy()) {
      case IDENTITY_POLICY -> phrase.explicit() ? EXPLICIT : MAY_NOT_ASSUME_ROLE;
      case "" -> phrase.explicit() ? EXPLICIT : NOT_TRUSTED;
      default -> NOT_TRUSTED;
    };
  }

  /**
   * @param policy that it names; empty where it names none
   */
  private record Phrase(boolean explicit, String policy) {
    static Phrase in(@Nullable String message) {
      Matcher matcher = PHRASE.matcher(message == null ? "" : message);
      return matcher.find()
          ? new Phrase(matcher.group(1) != null, Objects.requireNonNullElse(matcher.group(2), ""))
          : new Phrase(false, "");
    }
  }
}
