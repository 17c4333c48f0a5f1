package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsResponses;
import io.todoku.peers.Peers;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** How the collector gets in, and what it says where it does not. */
class AwsCollectorAccessIntegrationTests extends AwsCollectorFixture {

  @Test
  void theExternalIdIsSentWithTheRole() {
    aws.respondWith(call -> {
      boolean right = "secret-between-us".equals(call.form().get("ExternalId"));
      return call.action().equals("AssumeRole") && !right
          ? AwsResponses.failing(c -> true, 403, "AccessDenied", "no").respond(call)
          : null;
    });

    assertThat(collect(LOGIN, TOKYO).gaps()).isEmpty();
  }

  @Test
  void whenTheRoleIsRefusedTheFixNamesItsTrustPolicy() {
    aws.respondWith(AwsResponses.denying(named("sts:AssumeRole")));

    AwsAccountInventory inventory = collect(LOGIN, TOKYO);

    Reason reason = unknown(inventory.regions());
    assertThat(reason.kind()).isEqualTo(ReasonKind.NO_ACCESS);
    assertThat(reason.source()).isEqualTo("sts:AssumeRole");
    assertThat(reason.fix()).isEqualTo("trust-policy");
    assertThat(unknown(inventory.supportCases())).isEqualTo(reason);
    assertThat(inventory.gaps()).extracting(Gap::reason).containsExactly(reason);
  }

  @Test
  void expiredCredentialsAreReportedAsExpired() {
    aws.respondWith(
        AwsResponses.failing(
            named("sts:GetCallerIdentity"), 403, "ExpiredToken", "The security token is expired"));

    Reason reason = unknown(collect(LOGIN, TOKYO).regions());

    assertThat(reason.kind()).isEqualTo(ReasonKind.CREDENTIALS_EXPIRED);
    assertThat(reason.detail()).isEqualTo("ExpiredToken: The security token is expired");
    assertThat(reason.fix()).isEqualTo("renew-credentials");
  }

  @Test
  void theReasonNamesAnUnknownProfile() {
    Reason reason =
        unknown(
            collect(new AwsLoginParameters(ACCOUNT, null, null, "no-such-profile"), TOKYO)
                .regions());

    assertThat(reason.kind()).isEqualTo(ReasonKind.NO_SUCH_PROFILE);
    assertThat(reason.detail()).isEqualTo("no-such-profile");
    assertThat(reason.fix()).isEqualTo("aws-profile");
    assertThat(aws.counts()).isEmpty();
  }

  @Test
  void credentialsOfAnotherAccountAreRefused() {
    Reason reason =
        unknown(collect(new AwsLoginParameters("999999999999", null, null, null)).regions());

    assertThat(reason.kind()).isEqualTo(ReasonKind.WRONG_ACCOUNT);
    assertThat(reason.detail()).isEqualTo("123456789012");
    assertThat(reason.fix()).isEqualTo("account-of-credentials");
  }

  @Test
  void aRoleOfAnotherAccountIsRefused() {
    Reason reason =
        unknown(
            collect(
                    new AwsLoginParameters(
                        "999999999999", LOGIN.roleArn(), LOGIN.externalId(), null))
                .regions());

    assertThat(reason.kind()).isEqualTo(ReasonKind.WRONG_ACCOUNT);
    assertThat(reason.fix()).isEqualTo("account-of-role");
  }

  @Test
  void whenNothingListensAtTheEndpointItIsUnreachable() throws Exception {
    System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + Peers.freePort("127.0.0.1"));
    try {
      assertThat(unknown(collect(LOGIN, TOKYO).regions()).kind()).isEqualTo(ReasonKind.UNREACHABLE);
    } finally {
      System.setProperty("aws.endpointUrl", aws.endpoint());
    }
  }

  @Test
  void theAccountOfTheCredentialsIsIdentified() {
    try (AwsCollector collector = new AwsCollector(SHORT_LIMITS, Clock.systemUTC())) {
      assertThat(collector.identify(LOGIN)).isEqualTo(Observed.known(ACCOUNT));
      assertThat(collector.identify(new AwsLoginParameters("", null, null, null)))
          .isEqualTo(Observed.known("123456789012"));
    }
  }
}
