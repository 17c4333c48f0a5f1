package io.todoku.account;

import static io.todoku.account.AccessTestData.allowed;
import static io.todoku.account.AccessTestData.denied;
import static io.todoku.account.AccessTestData.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.AccessTestView.AccessRowView;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** What a test of the access comes to, and how it is worded. */
class AccessTestTests {

  private static final ActionAccess NO_PLAN =
      failed(
          "support:DescribeCases",
          ReasonKind.NOT_SUBSCRIBED,
          "SubscriptionRequiredException: AWS Premium Support Subscription is required",
          null);

  private static AccessTestView view(AccessTest test, Locale locale) {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasenames("messages/access", "messages/rules", "messages/web");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return new AccessTestTexts(messages, locale).view(test);
  }

  @Test
  void onlyProofOfEveryActionMakesItComplete() {
    assertThat(AccessTestData.test().verdict()).isEqualTo(AccessVerdict.COMPLETE);
    assertThat(AccessTestData.test(NO_PLAN).verdict()).isEqualTo(AccessVerdict.NOTHING_DENIED);
    assertThat(AccessTest.of(AccessTestData.account(), Instant.EPOCH, "arn", List.of()).verdict())
        .as("nothing was tried")
        .isEqualTo(AccessVerdict.UNDETERMINED);
  }

  @ParameterizedTest
  @EnumSource
  void noReasonForNotKnowingMakesItComplete(ReasonKind kind) {
    AccessVerdict verdict =
        AccessTestData.test(failed("ses:GetAccount", kind, "", null, "us-east-1")).verdict();

    Set<ReasonKind> notEnabled =
        EnumSet.of(
            ReasonKind.REGION_NOT_ENABLED, ReasonKind.NOT_SIGNED_UP, ReasonKind.NOT_SUBSCRIBED);
    assertThat(verdict)
        .isEqualTo(
            kind.name().startsWith("DENIED")
                ? AccessVerdict.INCOMPLETE
                : notEnabled.contains(kind)
                    ? AccessVerdict.NOTHING_DENIED
                    : AccessVerdict.UNDETERMINED);
  }

  @ParameterizedTest
  @EnumSource
  void noFailedLoginMakesItComplete(ReasonKind kind) {
    AccessTest test =
        AccessTest.failed(
            AccessTestData.account(), Instant.EPOCH, Reason.of(kind, "sts:AssumeRole", ""));

    assertThat(test.verdict())
        .isIn(AccessVerdict.INCOMPLETE, AccessVerdict.UNDETERMINED, AccessVerdict.NOTHING_DENIED)
        .isNotEqualTo(AccessVerdict.NOTHING_DENIED);
  }

  @Test
  void aDenialInOneRegionCountsAgainstTheActionEverywhere() {
    AccessTest test =
        AccessTestData.test(
            allowed("ses:GetAccount", "us-east-1"), denied("ses:GetAccount", "ap-northeast-1"));

    assertThat(view(test, Locale.ENGLISH).summary())
        .isEqualTo("3 of 4 actions allowed in 2 Regions. Denied: ses:GetAccount.");
    assertThat(view(test, Locale.JAPANESE).summary())
        .isEqualTo("2リージョンで4操作のうち3操作が許可されています。 拒否: ses:GetAccount。");
  }

  @Test
  void aServiceThatARegionDoesNotHaveCountsNeitherWay() {
    AccessTest test =
        AccessTestData.test(
            new ActionAccess(
                "lightsail:GetInstances",
                List.of("us-east-1"),
                AccessResult.NOT_OFFERED,
                null,
                null));

    assertThat(test.verdict()).isEqualTo(AccessVerdict.COMPLETE);
    assertThat(view(test, Locale.ENGLISH).summary())
        .isEqualTo("3 of 3 actions allowed in 2 Regions.");
  }

  @Test
  void actionsThatLackTheSameAreOneLineWithOneStatement() {
    AccessTestView view =
        view(
            AccessTestData.test(
                denied("ses:GetAccount", "us-east-1"), denied("ses:GetDedicatedIps", "us-east-1")),
            Locale.ENGLISH);

    assertThat(view.headline()).isEqualTo("Access is incomplete.");
    AccessRowView row = view.groups().getFirst().rows().getFirst();
    assertThat(view.groups().getFirst().rows()).hasSize(1);
    assertThat(row.actions()).containsExactly("ses:GetAccount", "ses:GetDedicatedIps");
    assertThat(row.where()).isEqualTo("us-east-1");
    assertThat(row.sentence()).isEqualTo("No policy of the role allows it.");
    assertThat(row.fix())
        .isEqualTo("Needed: the statement below, added to the policy of the role.");
    assertThat(row.said()).contains("because no identity-based policy allows it");
    assertThat(view.statements())
        .extracting(AccessTestView.AccessStatementView::json)
        .containsExactly(
            """
            {
              "Effect": "Allow",
              "Action": [
                "ses:GetAccount",
                "ses:GetDedicatedIps"
              ],
              "Resource": "*"
            }\
            """);
  }

  @Test
  void whereAwsDoesNotSayWhoDeniesNeitherDoesTodoku() {
    AccessTestView view =
        view(
            AccessTestData.test(
                failed(
                    "ec2:DescribeSubnets",
                    ReasonKind.DENIED,
                    "UnauthorizedOperation: You are not authorized to perform this operation.",
                    "ec2:DescribeSubnets",
                    "us-east-1")),
            Locale.ENGLISH);

    assertThat(view.groups().getFirst().rows().getFirst().sentence())
        .startsWith("AWS denied it and does not say by which policy.");
  }

  @Test
  void whatAnOrganizationRefusesHasNoStatementToAdd() {
    AccessTestView view =
        view(
            AccessTestData.test(
                failed(
                    "ec2:DescribeSubnets",
                    ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY,
                    "with an explicit deny in a service control policy",
                    "service-control-policy",
                    "us-east-1")),
            Locale.ENGLISH);

    assertThat(view.statements()).isEmpty();
    assertThat(view.groups().getFirst().rows().getFirst().fix())
        .contains("by the administrators of the organization", "no Allow in the account helps");
  }

  @Test
  void aMissingPlanIsNoFaultOfTheRole() {
    AccessTestView view = view(AccessTestData.test(NO_PLAN), Locale.ENGLISH);

    assertThat(view.headline()).isEqualTo("Everything that the account has enabled is allowed.");
    assertThat(view.summary())
        .isEqualTo("3 of 4 actions allowed in 2 Regions. Not enabled: support:DescribeCases.");
    assertThat(view.groups().getFirst().rows().getFirst().sentence())
        .contains("This is not a fault of the role", "stays unknown");
  }

  @Test
  void theIdOfAnotherAccountIsToldWhereTheCredentialsLeadThere() {
    AccessTest test =
        AccessTest.failed(
            AccessTestData.account(),
            Instant.EPOCH,
            new Reason(
                ReasonKind.WRONG_ACCOUNT,
                "sts:GetCallerIdentity",
                "222222222222",
                "account-of-profile"));

    assertThat(test.verdict()).isEqualTo(AccessVerdict.INCOMPLETE);
    assertThat(view(test, Locale.ENGLISH).failure())
        .startsWith("The credentials lead to another account: 222222222222.");
    assertThat(view(test, Locale.JAPANESE).failure()).contains("222222222222");
  }

  @Test
  void everyKindOfReasonHasASentenceInBothLanguages() {
    for (ReasonKind kind : ReasonKind.values()) {
      for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
        AccessTest test =
            AccessTestData.test(
                failed("ses:GetAccount", kind, "detail", null, "us-east-1"),
                failed("ses:GetDedicatedIps", kind, "detail", null, "us-east-1"));
        assertThat(view(test, locale).groups())
            .as(kind + " " + locale)
            .flatExtracting(AccessTestView.AccessGroupView::rows)
            .extracting(AccessRowView::sentence)
            .allSatisfy(sentence -> assertThat(sentence).matches(".*[.。]").doesNotContain("{"));
      }
    }
    assertThat(Arrays.asList(AccessVerdict.values())).hasSize(4);
  }
}
