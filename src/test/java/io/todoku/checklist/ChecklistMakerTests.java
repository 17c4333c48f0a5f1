package io.todoku.checklist;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Waiver;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Checklist.Readiness;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.RuleInfo.Area;
import io.todoku.rule.RuleInfo.Level;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.CollectionOutcome;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecklistMakerTests {

  private static final Resource ADDRESS =
      new Resource(Resource.Type.ELASTIC_IP, "eipalloc-1", "eu-west-1", "192.0.2.7", "mail");

  /** A rule with a fixed verdict about one address. */
  private record FixedVerdictRule(String id, Level level, Verdict verdict) implements Rule {
    @Override
    public RuleInfo info() {
      return new RuleInfo(id, level, Area.ADDRESSES);
    }

    @Override
    public List<Finding> judge(Snapshot snapshot) {
      return List.of(new Finding(id, ADDRESS, verdict, Text.of(id), null, List.of(), Remedy.NONE));
    }
  }

  private static Checklist make(List<Waiver> waivers, Rule... rules) {
    return new ChecklistMaker(new RuleEngine(List.of(rules))).make(aSnapshot().build(), waivers);
  }

  private static Waiver waiver(String rule, String resource, int days) {
    LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    return new Waiver("w", rule, resource, "on purpose", "mika", NOW, today.plusDays(days));
  }

  @ParameterizedTest
  @CsvSource({
    "PASS, PASS, READY",
    "PASS, WARN, READY",
    "PASS, NOT_APPLICABLE, READY",
    "PASS, UNKNOWN, UNDETERMINED",
    "PASS, FAIL, NOT_READY",
    "UNKNOWN, FAIL, NOT_READY",
    "NOT_APPLICABLE, NOT_APPLICABLE, READY"
  })
  void requiredFindingsDecideReadiness(Verdict one, Verdict other, Readiness readiness) {
    Checklist list =
        make(
            List.of(),
            new FixedVerdictRule("a", Level.REQUIRED, one),
            new FixedVerdictRule("b", Level.REQUIRED, other));

    assertThat(list.readiness()).isEqualTo(readiness);
    assertThat(list.coverage().all()).isEqualTo(2);
    assertThat(list.coverage().known())
        .isEqualTo(one == Verdict.UNKNOWN || other == Verdict.UNKNOWN ? 1 : 2);
  }

  @Test
  void recommendedFindingsAreShownAndDoNotAffectReadiness() {
    Checklist list =
        make(
            List.of(),
            new FixedVerdictRule("a", Level.REQUIRED, Verdict.PASS),
            new FixedVerdictRule("b", Level.RECOMMENDED, Verdict.FAIL));

    assertThat(list.readiness()).isEqualTo(Readiness.READY);
    assertThat(list.count(Urgency.ADVICE)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"address/eu-west-1/192.0.2.7", "eipalloc-1", "192.0.2.7"})
  void aWaiverInForceCoversItsFinding(String resource) {
    Checklist list =
        make(
            List.of(waiver("a", resource, 0)),
            new FixedVerdictRule("a", Level.REQUIRED, Verdict.FAIL));

    assertThat(list.readiness()).isEqualTo(Readiness.READY);
    Item item = list.items().getFirst();
    assertThat(item.urgency()).isEqualTo(Urgency.WAIVED);
    assertThat(item.verdict()).as("it is not hidden").isEqualTo(Verdict.FAIL);
  }

  @Test
  void anExpiredOrUnrelatedWaiverCoversNoFinding() {
    for (Waiver useless :
        List.of(
            waiver("a", "eipalloc-1", -1),
            waiver("b", "eipalloc-1", 5),
            waiver("a", "eipalloc-2", 5))) {
      Checklist list =
          make(List.of(useless), new FixedVerdictRule("a", Level.REQUIRED, Verdict.FAIL));
      assertThat(list.readiness()).isEqualTo(Readiness.NOT_READY);
      assertThat(list.items().getFirst().waiver()).isNull();
    }
  }

  @Test
  void aPassedFindingIsNotWaived() {
    Checklist list =
        make(
            List.of(waiver("a", "eipalloc-1", 5)),
            new FixedVerdictRule("a", Level.REQUIRED, Verdict.PASS));

    assertThat(list.items().getFirst().urgency()).isEqualTo(Urgency.FINE);
  }

  @Test
  void aRuleThatThrowsIsUnknown() {
    Rule broken =
        new Rule() {
          @Override
          public RuleInfo info() {
            return new RuleInfo("a", Level.REQUIRED, Area.ADDRESSES);
          }

          @Override
          public List<Finding> judge(Snapshot snapshot) {
            throw new IllegalStateException("bug");
          }
        };

    Checklist list = make(List.of(), broken);

    assertThat(list.readiness()).isEqualTo(Readiness.UNDETERMINED);
    assertThat(list.items().getFirst().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void anAccountWithoutSendersStatesThatNothingSends() {
    Checklist list = make(List.of());

    assertThat(list.nothingSends()).isTrue();
    assertThat(list.addressSearch().regions()).containsExactly(SnapshotBuilder.REGION);
    assertThat(list.scan().outcome()).isEqualTo(CollectionOutcome.COMPLETE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2:DescribeAddresses",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeNatGateways"
      })
  void whenAddressesCouldNotBeReadTheChecklistDoesNotStateThatNothingSends(String api) {
    Checklist list =
        new ChecklistMaker(new RuleEngine(List.of()))
            .make(aSnapshot().denied(api).build(), List.of());

    assertThat(list.nothingSends()).isFalse();
  }

  @Test
  void whenAWayOutWasNotFollowedTheChecklistDoesNotStateThatNothingSends() {
    SnapshotBuilder behindTransitGateway =
        aSnapshot()
            .withPrivateInstance("i-mail", Map.of())
            .withPrivateInterface("i-mail")
            .openToTheWorld(25)
            .routeTables(
                new RouteTable(
                    "rtb-1",
                    "vpc-1",
                    true,
                    List.of(),
                    List.of(new RouteTable.Route("0.0.0.0/0", "tgw-1", false))));

    assertThat(
            new ChecklistMaker(new RuleEngine(List.of()))
                .make(behindTransitGateway.build(), List.of())
                .nothingSends())
        .isFalse();
  }

  @Test
  void whenLightsailCouldNotBeListedTheChecklistDoesNotStateThatNothingSends() {
    Reason denied =
        new Reason(ReasonKind.DENIED, "lightsail:GetInstances", "no", "lightsail:GetInstances");

    assertThat(
            new ChecklistMaker(new RuleEngine(List.of()))
                .make(aSnapshot().lightsail(Observed.unknown(denied)).build(), List.of())
                .nothingSends())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "REQUIRED, FAIL, TO_FIX",
    "REQUIRED, UNKNOWN, UNCHECKED",
    "REQUIRED, WARN, WARNING",
    "REQUIRED, PASS, FINE",
    "RECOMMENDED, FAIL, ADVICE",
    "RECOMMENDED, UNKNOWN, ADVICE",
    "RECOMMENDED, WARN, ADVICE",
    "RECOMMENDED, PASS, FINE",
    "RECOMMENDED, NOT_APPLICABLE, FINE"
  })
  void recommendedFindingsAreCountedSeparately(Level level, Verdict verdict, Urgency urgency) {
    Checklist list = make(List.of(), new FixedVerdictRule("a", level, verdict));

    assertThat(list.items()).extracting(Item::urgency).containsExactly(urgency);
  }
}
