package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.todoku.snapshot.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * A question asked of several things is answered by each of them: where one of them is unknown or
 * wrong, be it the first, one between or the last, the verdict is no PASS and names it.
 */
class EachOfSeveralTests {

  /** Rules that never pass by what several things have in common, and why. */
  private static final Map<String, String> ASK_ONE_THING =
      Map.of(
          "address-not-idle", "never passes: an address is in use or not",
          "ptr-request-settled", "one entry of EC2 and one PTR",
          "sender-address-elastic", "one address",
          "mta-maintained", "one server, whose software all its answers show together",
          "smtp-not-exposed", "one server, whichever groups open its port",
          "rds-multi-az", "one database");

  private static final Snapshot ACCOUNT = SeveralFixture.account();
  private static final Map<String, Finding> FINDINGS = findingsByName(ACCOUNT);

  /**
   * What became of the findings that a knock-out is about.
   *
   * @param newlyPassing the names of all findings that pass only because of it
   */
  private record KnockOutResult(
      KnockOut knockOut, List<Finding> before, List<Finding> after, List<String> newlyPassing) {

    static KnockOutResult of(
        KnockOut knockOut, Map<String, Finding> before, Map<String, Finding> after) {
      return new KnockOutResult(
          knockOut,
          before.values().stream().filter(knockOut::concerns).toList(),
          after.values().stream().filter(knockOut::concerns).toList(),
          after.keySet().stream()
              .filter(name -> passes(after.get(name)) && !passes(before.get(name)))
              .toList());
    }

    private static boolean passes(Finding finding) {
      return finding != null && finding.verdict() == Verdict.PASS;
    }

    @Override
    public String toString() {
      return knockOut.toString();
    }
  }

  @BeforeAll
  static void quieten() {
    ((Logger) LoggerFactory.getLogger("org.apache.james.jspf")).setLevel(Level.OFF);
  }

  static Stream<KnockOut> knockOuts() {
    return Stream.of(
            DomainKnockOuts.all(),
            SenderKnockOuts.all(),
            TlsKnockOuts.all(),
            ServerKnockOuts.all(),
            RelayKnockOuts.all(),
            EgressKnockOuts.all(),
            RouteKnockOuts.all(),
            AccountKnockOuts.all(),
            RegionKnockOuts.all())
        .flatMap(knockOuts -> knockOuts);
  }

  /** A world before and after one thing in it was knocked out, which many rules may ask about. */
  private record KnockOutChange(Snapshot before, Snapshot after) {

    static KnockOutChange of(KnockOut knockOut) {
      Snapshot setting = knockOut.setting().apply(ACCOUNT);
      return new KnockOutChange(setting, knockOut.change().apply(setting));
    }

    Stream<KnockOutResult> results(List<KnockOut> knockOuts) {
      Map<String, Finding> first = before.equals(ACCOUNT) ? FINDINGS : findingsByName(before);
      Map<String, Finding> then = findingsByName(after);
      return knockOuts.stream().map(knockOut -> KnockOutResult.of(knockOut, first, then));
    }
  }

  /** Judged once for all rules and in parallel, because rules are pure. */
  private static List<KnockOutResult> results() {
    return knockOuts()
        .collect(Collectors.groupingBy(KnockOutChange::of, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .parallelStream()
        .flatMap(change -> change.getKey().results(change.getValue()))
        .toList();
  }

  private static Map<String, Finding> findingsByName(Snapshot snapshot) {
    Map<String, Finding> byName = new LinkedHashMap<>();
    AllRules.engine()
        .judge(snapshot)
        .forEach(finding -> byName.put(finding.rule() + " " + finding.resource().key(), finding));
    return byName;
  }

  @Test
  void everyRulePassesWhereEverythingIsInOrder() {
    assertThat(FINDINGS.values())
        .allMatch(f -> f.verdict() == Verdict.PASS || f.verdict() == Verdict.NOT_APPLICABLE);
    assertThat(
            FINDINGS.values().stream()
                .filter(finding -> finding.verdict() == Verdict.PASS)
                .map(Finding::rule))
        .containsAll(
            AllRules.engine().catalogue().stream()
                .map(RuleInfo::id)
                .filter(id -> !id.equals("address-not-idle"))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("results")
  void oneOfSeveralThatIsUnknownOrWrongIsNamedAndNoVerdictPasses(KnockOutResult result) {
    KnockOut knockOut = result.knockOut();

    assertThat(result.before()).allMatch(finding -> finding.verdict() == Verdict.PASS);
    assertThat(result.after())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).as("%s", finding).isEqualTo(knockOut.expected());
          assertThat(knockOut.isNamedIn(finding)).as("%s", finding).isTrue();
        });
    assertThat(result.newlyPassing()).isEmpty();
  }

  /** Several Regions do not count: all rules that judge what these hold are asked of each. */
  @Test
  void everyRuleIsAskedOfSeveralThingsOrSaidToAskOne() {
    Set<String> asked =
        knockOuts()
            .filter(knockOut -> !SeveralFixture.REGIONS.contains(knockOut.thing()))
            .map(KnockOut::rule)
            .collect(Collectors.toSet());

    assertThat(Stream.concat(asked.stream(), ASK_ONE_THING.keySet().stream()))
        .containsExactlyInAnyOrderElementsOf(
            AllRules.engine().catalogue().stream().map(RuleInfo::id).toList());
  }
}
