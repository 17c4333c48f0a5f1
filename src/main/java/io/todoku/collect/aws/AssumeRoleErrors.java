package io.todoku.collect.aws;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Tells whose policy refused {@code sts:AssumeRole}: the trust policy of the role in the account,
 * or a policy on the side of Todoku's own credentials.
 */
final class AssumeRoleErrors {

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
      case "AccessDenied", "AccessDeniedException" -> denial(failure, source, detail);
      case "RegionDisabledException" -> Reason.of(ReasonKind.REGION_NOT_ENABLED, source, detail);
      default -> Reason.of(ReasonKind.FAILED, source, failure.statusCode() + " " + detail);
    };
  }

  private static Reason denial(AwsServiceException failure, String source, String detail) {
    PolicyDenial denial = PolicyDenial.ofAssumeRole(failure.awsErrorDetails().errorMessage());
    return new Reason(denial.kind(), source, detail, denial.fix());
  }
}
