package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Sender.SendingRole;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.NetworkInterface.PublicIpAssociation;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Addresses of tasks, load balancers and Lightsail: each sender is found or asked for. */
class ServiceAddressSituationsTests extends NetworkSituationsFixture {

  @Test
  void noElasticIpIsAdvisedForATask() {
    SnapshotBuilder world =
        aSnapshot()
            .withInterface(task("eni-task", List.of(new PublicIpAssociation("192.0.2.7", null))))
            .serverNamed("192.0.2.7", "220 mail.example.com ESMTP", "mail.example.com");

    assertThat(sender(world, "192.0.2.7").sending().evidence())
        .containsExactly(Text.of("sender.way-out"));
    assertThat(judge("sender-address-elastic", world))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
          assertThat(finding.remedy().commands()).isEmpty();
          assertThat(finding.remedy().steps())
              .containsExactly(Text.of("sender-address-elastic.do.task", "eni-task"));
        });
  }

  private static SnapshotBuilder balancer() {
    return aSnapshot()
        .withLoadBalancer("192.0.2.7")
        .serverNamed("192.0.2.7", "220 mail.example.com ESMTP", "mail.example.com");
  }

  @Test
  void aLoadBalancerWithoutAKnownSenderIsAQuestion() {
    assertThat(judge("ptr-exists", balancer()))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.UNKNOWN);
    assertThat(judge("ptr-exists", balancer()))
        .extracting(Finding::summary)
        .contains(Text.of("finding.no-sender-behind", "192.0.2.7"));
  }

  @Test
  void aLoadBalancerBeforeAKnownServerIsNoQuestion() {
    assertThat(
            judge(
                "ptr-exists",
                balancer()
                    .withPrivateInstance("i-mail", Map.of("todoku:mail", "receives"))
                    .withPrivateInterface("i-mail")))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.NOT_APPLICABLE);
    assertThat(judge("ptr-exists", balancer().withRoleOverride("192.0.2.7", false)))
        .as("a person answered")
        .extracting(Finding::verdict)
        .containsExactly(Verdict.NOT_APPLICABLE);
  }

  @Test
  void aMailServerOnLightsailIsFound() {
    SnapshotBuilder silent = lightsail(true);
    assertThat(sender(silent, "192.0.2.7").role()).isEqualTo(SendingRole.UNDETERMINED);
    assertThat(sender(silent, "192.0.2.8").role()).isEqualTo(SendingRole.NO_SIGN);
    assertThat(sender(silent, "192.0.2.9").idle()).isTrue();

    SnapshotBuilder answering =
        lightsail(true).serverNamed("192.0.2.7", "220 mail.example.com ESMTP", "mail.example.com");
    assertThat(sender(answering, "192.0.2.7").role()).isEqualTo(SendingRole.SENDS);
    assertThat(judge("sender-address-elastic", answering))
        .singleElement()
        .extracting(Finding::summary)
        .isEqualTo(Text.of("sender-address-elastic.pass.lightsail", "192.0.2.7"));
  }

  @Test
  void anAddressOfLightsailThatIsNotStaticFails() {
    SnapshotBuilder world =
        lightsail(false).serverNamed("192.0.2.7", "220 mail.example.com ESMTP", "mail.example.com");

    assertThat(judge("sender-address-elastic", world))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
          assertThat(finding.remedy().commands())
              .element(1)
              .isEqualTo(
                  "aws lightsail attach-static-ip --static-ip-name mail --instance-name mail"
                      + " --region "
                      + REGION);
        });
  }

  @Test
  void aDeniedLightsailIsUnknownOnce() {
    SnapshotBuilder world =
        aSnapshot()
            .lightsail(
                Observed.unknown(
                    new Reason(
                        ReasonKind.DENIED,
                        "lightsail:GetInstances",
                        "no",
                        "lightsail:GetInstances")));

    assertThat(AllRules.engine().judge(world.build()))
        .filteredOn(finding -> finding.verdict() == Verdict.UNKNOWN)
        .filteredOn(finding ->
            finding.unknownReason() != null
                && finding.unknownReason().source().equals("lightsail:GetInstances"))
        .extracting(Finding::rule)
        .containsExactly("ptr-exists");
  }
}
