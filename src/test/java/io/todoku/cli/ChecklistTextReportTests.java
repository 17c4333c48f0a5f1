package io.todoku.cli;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotCopy.copyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.ChecklistMaker;
import io.todoku.checklist.Wording;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Rule;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.RegionAvailability;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;

class ChecklistTextReportTests {

  /** A rule that fails for one address and passes for another. */
  private static final class OneOfTwoFailsRule implements Rule {

    @Override
    public RuleInfo info() {
      return new RuleInfo("x", RuleInfo.Level.REQUIRED, RuleInfo.Area.ADDRESSES);
    }

    @Override
    public List<Finding> judge(Snapshot snapshot) {
      return List.of(
          finding("192.0.2.7", "mail\u001b[2J", Verdict.FAIL),
          finding("192.0.2.8", "relay", Verdict.PASS));
    }

    private static Finding finding(String address, String name, Verdict verdict) {
      return new Finding(
          "x",
          new Resource(Resource.Type.ELASTIC_IP, "eipalloc-" + address, "eu-west-1", address, name),
          verdict,
          Text.of("x.summary", address),
          null,
          List.of(),
          Remedy.of(Text.of("x.step")));
    }
  }

  private static String report(String... clients) {
    return report(aSnapshot().build(), clients);
  }

  private static String report(Snapshot snapshot, String... clients) {
    Checklist made =
        new ChecklistMaker(new RuleEngine(List.of(new OneOfTwoFailsRule())))
            .make(snapshot, List.of());
    StaticMessageSource messages = new StaticMessageSource();
    Map.of(
            "rule.x.title", "PTR record",
            "x.summary", "{0} has no PTR record.",
            "x.step", "Set one.",
            "environment.production", "production",
            "readiness.NOT_READY", "not ready",
            "text.coverage", "{0}/{1} known",
            "text.fine", "{0} fine",
            "text.nothing-sends", "nothing sends",
            "regions.not-enabled", "{0} of {1} enabled, {2} not",
            "regions.not-told", "{0} not told: {1}")
        .forEach((key, text) -> messages.addMessage(key, Locale.ENGLISH, text));
    return ChecklistTextReport.of(
        Stream.of(clients).map(client -> withClient(made, client)).toList(),
        new Wording(messages, Locale.ENGLISH));
  }

  private static Checklist withClient(Checklist list, String client) {
    AccountFacts account = list.account();
    return new Checklist(
        new AccountFacts(
            account.id(),
            account.name(),
            client,
            account.environment(),
            account.mailDomains(),
            account.roleOverrides(),
            account.addressesOfOtherAccounts()),
        list.scan(),
        list.readiness(),
        list.coverage(),
        list.items(),
        list.senders(),
        list.addressSearch(),
        list.gaps(),
        list.causes(),
        list.attestations());
  }

  @Test
  void theHeadingNamesTheClientIfThereIsOne() {
    assertThat(report("Example KK", "", " ").lines().filter(line -> line.contains("111111111111")))
        .containsExactly(
            "Example KK · test  111111111111  production  NOT READY  2/2 known",
            "test  111111111111  production  NOT READY  2/2 known",
            "test  111111111111  production  NOT READY  2/2 known");
  }

  @Test
  void regionsThatAreNotEnabledAreOneLineAndNoFinding() {
    Snapshot snapshot =
        copyOf(aSnapshot().build())
            .regionAvailability(
                new RegionAvailability(
                    List.of("eu-west-1"),
                    List.of("af-south-1", "me-south-1"),
                    List.of("xx-new-1", "xx-new-2")))
            .build();

    String with = report(snapshot, "");

    assertThat(with.lines())
        .containsOnlyOnce("  1 of 5 enabled, 2 not", "  2 not told: xx-new-1, xx-new-2");
    assertThat(with.replaceAll(".*( enabled|not told).*\n", "")).isEqualTo(report(""));
  }

  @Test
  void openFindingsAreShownInFullAndPassedOnesAsACount() {
    assertThat(report("").lines().filter(line -> !line.contains("111111111111")))
        .containsExactly(
            "  nothing sends",
            "✕ PTR record  [x]  mail[U+001B][2J · 192.0.2.7 · eipalloc-192.0.2.7 · eu-west-1",
            "    192.0.2.7 has no PTR record.",
            "    - Set one.",
            "  1 fine",
            "");
  }
}
