package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs in to a role that trusts Todoku or not, in this partition or another. */
class RoleLoginIntegrationTests extends ProfileLoginFixture {

  static Stream<LoginCase> roles() {
    return Stream.of(
        role("a role that trusts Todoku", "Reader", "222222222222"),
        role(
            "a role that does not trust Todoku, or wants another external id",
            "Untrusting",
            "NO_ACCESS | sts:AssumeRole | " + denied("Untrusting") + " | trust-policy"),
        role(
            "a trust policy that has no statement for Todoku",
            "NoTrustStatement",
            "NO_ACCESS | sts:AssumeRole | "
                + denied("NoTrustStatement")
                + " because no resource-based policy allows the sts:AssumeRole action |"
                + " trust-policy"),
        role(
            "a policy of Todoku's own that is missing",
            "NotPermitted",
            "MAY_NOT_ASSUME_ROLE | sts:AssumeRole | "
                + denied("NotPermitted")
                + " because no identity-based policy allows the sts:AssumeRole action |"
                + " sts:AssumeRole"),
        role(
            "a policy of Todoku's own that denies it",
            "DeniedByOwnPolicy",
            "DENIED_EXPLICITLY | sts:AssumeRole | "
                + denied("DeniedByOwnPolicy")
                + " with an explicit deny in an identity-based policy | explicit-deny"),
        role(
            "a service control policy",
            "DeniedByScp",
            "DENIED_BY_SERVICE_CONTROL_POLICY | sts:AssumeRole | "
                + denied("DeniedByScp")
                + " with an explicit deny in a service control policy:"
                + " arn:aws:organizations::1:policy/p | service-control-policy"),
        role(
            "a permissions boundary",
            "OutsideBoundary",
            "DENIED_BY_PERMISSIONS_BOUNDARY | sts:AssumeRole | "
                + denied("OutsideBoundary")
                + " because no permissions boundary allows the sts:AssumeRole action |"
                + " permissions-boundary"),
        role(
            "a session policy",
            "OutsideSession",
            "DENIED_BY_SESSION_POLICY | sts:AssumeRole | "
                + denied("OutsideSession")
                + " because no session policy allows the sts:AssumeRole action | session-policy"),
        role("throttled", "Busy", "THROTTLED | sts:AssumeRole | Throttling: Rate exceeded | null"),
        role(
            "STS down",
            "Down",
            "UNAVAILABLE | sts:AssumeRole | 503 ServiceUnavailable: try later | null"));
  }

  @ParameterizedTest
  @MethodSource("roles")
  void eachLoginEndsWithItsCauseAndWhatHelps(LoginCase login) {
    assertThat(process.logIn(login.profile(), login.role())).isEqualTo(login.expected());
  }

  @Test
  void aThrottledRoleAndOneThatFailsAreAskedForSeveralTimes() {
    aws.forgetCalls();
    process.logIn("", "arn:aws:iam::222222222222:role/Busy");
    process.logIn("", "arn:aws:iam::222222222222:role/Down");

    assertThat(aws.calls()).hasSizeGreaterThan(4).containsOnly("AssumeRole");
  }

  @Test
  void aRoleInAnotherPartitionIsRefusedBeforeAnyCall() {
    aws.forgetCalls();
    String china = "arn:aws-cn:iam::222222222222:role/Reader";

    assertThat(process.logIn("", china))
        .isEqualTo("WRONG_PARTITION | sts:AssumeRole | " + china + " / aws | partition");
    assertThat(aws.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          a profile of China                                  | china               | -          | 333333333333 | 1
          its Region and that of the account                  | china               | cn-north-1 | 333333333333 | 1
          a profile whose Region is wrong, the account's not  | china-abroad        | cn-north-1 | 333333333333 | 2
          a profile whose Region is wrong                     | china-abroad        | -          | CREDENTIALS_INVALID / sts:GetCallerIdentity / china-abroad: InvalidClientTokenId: The security token included in the request is invalid. / credentials | 1
          a Region of the account in another partition        | china               | eu-west-1  | WRONG_PARTITION / sts:GetCallerIdentity / arn:aws-cn:iam::333333333333:user/todoku / eu-west-1 / partition-of-regions | 1
          the same, and the profile names no Region           | keys-without-region | cn-north-1 | WRONG_PARTITION / sts:GetCallerIdentity / arn:aws:iam::111111111111:user/todoku / cn-north-1 / partition-of-regions | 2
          """)
  void thePartitionIsThatOfTheCallerAndWhatContradictsItIsNamed(
      String situation, String profile, @Nullable String region, String expected, int calls) {
    aws.forgetCalls();

    assertThat(process.logInFor(region == null ? "" : region, profile).replace(" | ", " / "))
        .as(situation)
        .isEqualTo(expected);
    assertThat(aws.calls()).hasSize(calls).containsOnly("GetCallerIdentity");
  }
}
