package io.todoku.collect.aws;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Tells whose policy refused {@code sts:AssumeRole}: the trust policy of the role in the account,
 * or a policy on the side of Todoku's own credentials.
 */
final class AssumeRoleErrors {

  /**
   * AWS tells the kind of policy only in the message, by documented phrases.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">
   *     Troubleshoot access denied error messages</a>
   */
  private static final Pattern POLICY =
      Pattern.compile(
          "(because no|with an explicit deny in (?:an?|the)) (identity-based policy|service control"
              + " policy|resource control policy|permissions boundary|session policy|VPC endpoint"
              + " policy)");

  private static final Map<String, ReasonKind> KINDS =
      Map.of(
          "service control policy", ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY,
          "resource control policy", ReasonKind.DENIED_BY_RESOURCE_CONTROL_POLICY,
          "permissions boundary", ReasonKind.DENIED_BY_PERMISSIONS_BOUNDARY,
          "session policy", ReasonKind.DENIED_BY_SESSION_POLICY,
          "VPC endpoint policy", ReasonKind.DENIED_BY_ENDPOINT_POLICY);

  private AssumeRoleErrors() {}

  static Reason reason(AwsServiceException failure) {
    String source = ApiCall.ASSUME_ROLE.action();
    String detail = CredentialErrors.detail(failure);
    if (failure.isThrottlingException()) {
      return Reason.of(ReasonKind.THROTTLED, source, detail);
    }
    if (failure.statusCode() >= 500) {
      return Reason.of(ReasonKind.UNAVAILABLE, source, failure.statusCode() + " " + detail);
    }
    return CredentialErrors.kind(failure)
        .map(kind -> new Reason(kind, source, detail, CredentialErrors.fix(kind)))
        .orElseGet(() -> refusal(failure, source, detail));
  }

  private static Reason refusal(AwsServiceException failure, String source, String detail) {
    return switch (CredentialErrors.code(failure)) {
      case "AccessDenied", "AccessDeniedException" -> denial(source, detail);
      case "RegionDisabledException" -> Reason.of(ReasonKind.REGION_NOT_ENABLED, source, detail);
      default -> Reason.of(ReasonKind.FAILED, source, failure.statusCode() + " " + detail);
    };
  }

  private static Reason denial(String source, String detail) {
    Matcher policy = POLICY.matcher(detail);
    if (!policy.find()) { // without a phrase, or with that of the role's trust policy
      return new Reason(ReasonKind.NO_ACCESS, source, detail, "trust-policy");
    }
    ReasonKind kind = KINDS.get(policy.group(2));
    if (kind != null) {
      return Reason.of(kind, source, detail);
    }
    return policy.group(1).equals("because no")
        ? new Reason(ReasonKind.MAY_NOT_ASSUME_ROLE, source, detail, source)
        : Reason.of(ReasonKind.DENIED_EXPLICITLY, source, detail);
  }
}
