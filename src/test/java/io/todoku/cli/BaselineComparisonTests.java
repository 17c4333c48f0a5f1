package io.todoku.cli;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotCopy.copyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Waiver;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineComparisonTests {

  private static final Snapshot SNAPSHOT = aSnapshot().build();
  private static final Resource MAIL = address("eipalloc-1", "192.0.2.7", "mail");

  private static Resource address(String id, String address, String name) {
    return new Resource(Resource.Type.ELASTIC_IP, id, "ap-northeast-1", address, name);
  }

  private static Finding finding(String rule, Resource resource, Verdict verdict) {
    return new Finding(
        rule,
        resource,
        verdict,
        Text.of("x.summary"),
        verdict == Verdict.UNKNOWN ? Reason.of(ReasonKind.TIMEOUT, "dns", "") : null,
        List.of(),
        Remedy.NONE);
  }

  /** Two rules, of which the second is recommended, that find what they are told. */
  private static Checklist list(List<Waiver> waivers, Finding... findings) {
    return new ChecklistMaker(
            new RuleEngine(
                List.of(
                    rule("a", RuleInfo.Level.REQUIRED, findings),
                    rule("b", RuleInfo.Level.RECOMMENDED, findings))))
        .make(SNAPSHOT, waivers);
  }

  private static Rule rule(String id, RuleInfo.Level level, Finding... findings) {
    return new Rule() {
      @Override
      public RuleInfo info() {
        return new RuleInfo(id, level, RuleInfo.Area.ADDRESSES);
      }

      @Override
      public List<Finding> judge(Snapshot snapshot) {
        return List.of(findings).stream().filter(one -> one.rule().equals(id)).toList();
      }
    };
  }

  private static int exit(Checklist now, Checklist before, boolean everyLevel) {
    JudgedAccount account =
        new JudgedAccount(
            SNAPSHOT, now, BaselineComparison.of(now, SNAPSHOT, before), List.of(), List.of());
    return ExitCodes.of(List.of(account), everyLevel, true);
  }

  @ParameterizedTest
  @CsvSource({
    "PASS,           PASS,           0, 0",
    "PASS,           FAIL,           1, 1",
    "PASS,           WARN,           1, 0",
    "PASS,           UNKNOWN,        1, 3",
    "NOT_APPLICABLE, FAIL,           1, 1",
    "WARN,           WARN,           0, 0",
    "WARN,           FAIL,           1, 1",
    "WARN,           UNKNOWN,        1, 3",
    "FAIL,           FAIL,           0, 0",
    "FAIL,           WARN,           0, 0",
    "FAIL,           PASS,           0, 0",
    "FAIL,           UNKNOWN,        1, 3",
    "UNKNOWN,        UNKNOWN,        0, 0",
    "UNKNOWN,        FAIL,           1, 1",
    "UNKNOWN,        WARN,           1, 0",
    "UNKNOWN,        PASS,           0, 0",
    "UNKNOWN,        NOT_APPLICABLE, 0, 0"
  })
  void worseIsWhatFailsMoreOrIsNotKnownAnyMore(Verdict before, Verdict now, int worse, int exit) {
    Checklist earlier = list(List.of(), finding("a", MAIL, before));
    Checklist later = list(List.of(), finding("a", MAIL, now));

    assertThat(BaselineComparison.of(later, SNAPSHOT, earlier).worse()).hasSize(worse);
    assertThat(exit(later, earlier, false)).isEqualTo(exit);
  }

  @Test
  void otherResourcesAndRulesHideNothing() {
    Checklist earlier =
        list(
            List.of(),
            finding("a", address("eipalloc-1", "192.0.2.8", "mail"), Verdict.FAIL),
            finding("b", MAIL, Verdict.FAIL),
            finding("a", MAIL, Verdict.PASS));
    Checklist later =
        list(
            List.of(),
            finding("a", address("eipalloc-1", "192.0.2.8", "mail"), Verdict.FAIL),
            finding("b", MAIL, Verdict.FAIL),
            finding("a", MAIL, Verdict.FAIL));

    assertThat(BaselineComparison.of(later, SNAPSHOT, earlier).worse())
        .singleElement()
        .satisfies(item -> {
          assertThat(item.rule().id()).isEqualTo("a");
          assertThat(item.finding().resource()).isEqualTo(MAIL);
        });
    assertThat(exit(later, earlier, false)).isEqualTo(1);
  }

  @Test
  void theSameAddressUnderAnotherIdOrNameIsTheSame() {
    Checklist earlier = list(List.of(), finding("a", MAIL, Verdict.FAIL));
    Checklist later =
        list(List.of(), finding("a", address("eni-9", "192.0.2.7", "renamed"), Verdict.FAIL));

    assertThat(BaselineComparison.of(later, SNAPSHOT, earlier).worse()).isEmpty();
    assertThat(exit(later, earlier, false)).isZero();
  }

  @Test
  void aRecommendedRuleDecidesOnlyWhereItWasNamed() {
    Checklist earlier = list(List.of(), finding("b", MAIL, Verdict.PASS));
    Checklist later = list(List.of(), finding("b", MAIL, Verdict.FAIL));

    assertThat(exit(later, earlier, false)).isZero();
    assertThat(exit(later, earlier, true)).isEqualTo(1);
  }

  @Test
  void withoutABaselineEverythingOpenIsNew() {
    Checklist later = list(List.of(), finding("a", MAIL, Verdict.FAIL));
    BaselineComparison comparison = BaselineComparison.of(later, SNAPSHOT, null);

    assertThat(comparison.worse()).hasSize(1);
    assertThat(comparison.baselineAt()).isNull();
  }

  @Test
  void aWaiverHidesAFindingAndItsEndBringsItBack() {
    Waiver waiver =
        new Waiver("w", "a", "192.0.2.7", "r", "mika", Instant.EPOCH, LocalDate.of(2999, 1, 1));
    Checklist waived = list(List.of(waiver), finding("a", MAIL, Verdict.FAIL));
    Checklist open = list(List.of(), finding("a", MAIL, Verdict.FAIL));

    assertThat(exit(waived, list(List.of(), finding("a", MAIL, Verdict.PASS)), false)).isZero();
    assertThat(exit(open, waived, false)).isEqualTo(1);
  }

  @Test
  void anEarlierFindingWhosePlaceCannotBeReadNowIsNotFixed() {
    Snapshot blind =
        copyOf(SNAPSHOT)
            .regions(Observed.unknown(Reason.of(ReasonKind.TIMEOUT, "ec2:DescribeRegions", "")))
            .build();
    Checklist earlier = list(List.of(), finding("a", MAIL, Verdict.PASS));
    Checklist later = list(List.of());

    assertThat(BaselineComparison.of(later, blind, earlier).hidden()).hasSize(1);
    assertThat(BaselineComparison.of(later, SNAPSHOT, earlier).hidden()).isEmpty();
    JudgedAccount account =
        new JudgedAccount(
            blind, later, BaselineComparison.of(later, blind, earlier), List.of(), List.of());
    assertThat(ExitCodes.of(List.of(account), false, true)).isEqualTo(3);
  }
}
