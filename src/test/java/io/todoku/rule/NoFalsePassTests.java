package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.todoku.checklist.Wording;
import io.todoku.locale.Languages;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.ClassPathResource;

/**
 * Whatever answer is hidden from a snapshot, each verdict stays or becomes UNKNOWN with a reason:
 * no finding passes, fails, becomes not applicable or vanishes because of it.
 */
class NoFalsePassTests {

  private static AnnotationConfigApplicationContext context;
  private static RuleEngine ruleEngine;

  /** How an answer is hidden, and which other changes of a verdict are right. */
  enum InformationLoss {
    DENIED(unknown(ReasonKind.DENIED)),
    /** No reply from an open port is reported: nothing shows a mail server behind it. */
    TIMEOUT(unknown(ReasonKind.TIMEOUT), "PASS → WARN"),
    /**
     * As in an older file, which lacks for whom the relay test offered mail: what was accepted
     * counts as relaying.
     */
    NOT_ASKED(unknown(ReasonKind.NOT_ASKED), "UNKNOWN → FAIL", "UNKNOWN → WARN"),
    /** Also, a server that takes mail for no domain need not be tested for unknown recipients. */
    LEFT_OUT(
        ReducedSnapshot::withOmission, "UNKNOWN → FAIL", "UNKNOWN → WARN", "PASS → NOT_APPLICABLE");

    private final Function<Snapshot, Stream<ReducedSnapshot>> reductions;
    private final Set<String> allowedChanges;

    InformationLoss(Function<Snapshot, Stream<ReducedSnapshot>> ways, String... right) {
      this.reductions = ways;
      this.allowedChanges = Set.of(right);
    }

    private static Function<Snapshot, Stream<ReducedSnapshot>> unknown(ReasonKind cause) {
      return snapshot ->
          ReducedSnapshot.withUnknown(snapshot, new Reason(cause, "test", "hidden", null));
    }
  }

  @BeforeAll
  static void start() {
    ((Logger) LoggerFactory.getLogger("org.apache.james.jspf")).setLevel(Level.OFF);
    context = new AnnotationConfigApplicationContext();
    context.registerBean(
        "messageSource", ResourceBundleMessageSource.class, NoFalsePassTests::texts);
    context.scan("io.todoku.rule");
    context.refresh();
    ruleEngine = context.getBean(RuleEngine.class);
  }

  static ResourceBundleMessageSource texts() {
    ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
    texts.setBasename("messages/rules");
    texts.setDefaultEncoding("UTF-8");
    texts.setFallbackToSystemLocale(false);
    return texts;
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  /** Snapshots of all kinds, by a description. */
  static Map<String, Snapshot> snapshots() {
    Map<String, Snapshot> snapshots = new LinkedHashMap<>();
    for (String account : List.of("111111111111", "222222222222", "333333333333", "444444444444")) {
      snapshots.put("sample " + account, sample(account));
    }
    snapshots.put("a small account", CompleteSnapshots.oneHealthySender());
    snapshots.put("all in order", CompleteSnapshots.healthy());
    snapshots.put("all broken", CompleteSnapshots.broken());
    snapshots.put("domains of several kinds", DomainSituations.severalKinds());
    snapshots.put(
        "private hosts and Lightsail", NetworkSituationsFixture.privateHostsAndLightsail());
    InventoryFixture.accounts()
        .forEach(account -> snapshots.put("inventory " + account.account().id(), account));
    snapshots.put("half seen", CompleteSnapshots.healthyWithDeniedRegion());
    return snapshots;
  }

  private static Stream<Arguments> informationLosses() {
    return snapshots().entrySet().stream()
        .flatMap(entry ->
            Stream.of(InformationLoss.values())
                .map(loss -> Arguments.of(entry.getKey(), loss, entry.getValue())));
  }

  /** Routes and Lightsail that an older release did not ask for are taken as before. */
  private static boolean isAsInAnOlderFile(InformationLoss loss, ReducedSnapshot reduced) {
    return loss == InformationLoss.NOT_ASKED
        && (reduced.path().endsWith(".routeTables") || reduced.path().endsWith(".lightsail"));
  }

  private static Snapshot sample(String account) {
    try {
      return SnapshotFile.read(
          new ClassPathResource("sample/" + account + ".json").getContentAsByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("informationLosses")
  void noVerdictPassesFailsOrVanishesWhenOneAnswerIsHidden(
      String description, InformationLoss loss, Snapshot snapshot) {
    VerdictComparison comparison = new VerdictComparison(loss, findingsByName(snapshot));
    List<ReducedSnapshot> reducedSnapshots =
        loss.reductions
            .apply(snapshot)
            .filter(reduced -> !isAsInAnOlderFile(loss, reduced))
            .toList();

    assertThat(reducedSnapshots).hasSizeGreaterThan(10);
    comparison.compareWithAll(reducedSnapshots.stream());
    comparison.assertNoViolations();
  }

  @Test
  void noVerdictPassesFailsOrVanishesWhenTwoAnswersAreHidden() {
    Snapshot snapshot = CompleteSnapshots.oneHealthySender();
    VerdictComparison comparison =
        new VerdictComparison(InformationLoss.DENIED, findingsByName(snapshot));

    comparison.compareWithAll(
        InformationLoss.DENIED
            .reductions
            .apply(snapshot)
            .flatMap(one ->
                InformationLoss.DENIED
                    .reductions
                    .apply(one.snapshot())
                    .map(two ->
                        new ReducedSnapshot(one.path() + " and " + two.path(), two.snapshot()))));
    comparison.assertNoViolations();
  }

  /** The snapshots cover every rule: each passes in one and complains in another. */
  @Test
  void everyRulePassesInOneSnapshotAndComplainsInAnother() {
    Set<String> passing = new HashSet<>();
    Set<String> complaining = new HashSet<>();
    Stream.of(CompleteSnapshots.healthy(), CompleteSnapshots.broken())
        .flatMap(snapshot -> ruleEngine.judge(snapshot).stream())
        .forEach(finding -> {
          switch (finding.verdict()) {
            case PASS -> passing.add(finding.rule());
            case FAIL, WARN -> complaining.add(finding.rule());
            case UNKNOWN, NOT_APPLICABLE -> {}
          }
        });
    List<String> all = ruleEngine.catalogue().stream().map(RuleInfo::id).toList();

    assertThat(complaining).containsAll(all);
    passing.add("address-not-idle"); // it never passes
    assertThat(passing).containsAll(all);
  }

  private static Map<String, Finding> findingsByName(Snapshot snapshot) {
    Map<String, Finding> byName = new LinkedHashMap<>();
    for (Finding finding : ruleEngine.judge(snapshot)) {
      assertThat(byName.put(finding.rule() + " " + finding.resource().key(), finding))
          .as("two findings of one rule about one thing: %s", finding)
          .isNull();
    }
    return byName;
  }

  /** Collects the changes of verdicts that are wrong after answers were hidden. */
  private record VerdictComparison(
      InformationLoss loss,
      Map<String, Finding> before,
      List<String> violations,
      Set<Object> texts,
      MissingValues missing) {

    VerdictComparison(InformationLoss loss, Map<String, Finding> before) {
      this(loss, before, new ArrayList<>(), new HashSet<>(), new MissingValues(context));
    }

    /** Judges in parallel, because rules are pure, and compares one after the other. */
    void compareWithAll(Stream<ReducedSnapshot> reducedSnapshots) {
      reducedSnapshots.toList().parallelStream()
          .map(reduced -> Map.entry(reduced.path(), findingsByName(reduced.snapshot())))
          .toList()
          .forEach(judged -> compareWith(judged.getKey(), judged.getValue()));
    }

    private void compareWith(String path, Map<String, Finding> after) {
      after.forEach((name, finding) -> {
        missing.look(path, finding);
        Finding was = before.get(name);
        if (finding.verdict() == Verdict.UNKNOWN) {
          texts.add(finding.summary());
          texts.add(Objects.requireNonNull(finding.unknownReason(), () -> finding + path));
        } else if (!isAllowed(was, finding)) {
          violations.add(path + ": " + name + " " + verdict(was) + " → " + finding.verdict());
        }
      });
      before.forEach((name, finding) -> {
        if (!after.containsKey(name)
            && finding.verdict() != Verdict.NOT_APPLICABLE
            && after.values().stream().noneMatch(other -> covers(other, finding))) {
          violations.add(path + ": " + name + " " + finding.verdict() + " → no finding");
        }
      });
    }

    /** An address that may send now may get NOT_APPLICABLE where it had no finding. */
    private boolean isAllowed(Finding was, Finding now) {
      return was == null
          ? now.verdict() == Verdict.NOT_APPLICABLE
          : was.verdict() == now.verdict()
              || loss.allowedChanges.contains(was.verdict() + " → " + now.verdict());
    }

    private static String verdict(Finding finding) {
      return finding == null ? "no finding" : finding.verdict().toString();
    }

    /** Whether this finding is UNKNOWN for the Region or account of the other one. */
    private static boolean covers(Finding place, Finding thing) {
      // one rule reports for all that Lightsail could not be listed
      boolean lightsail =
          thing.resource().type() == Resource.Type.LIGHTSAIL_ADDRESS
              && place.rule().equals("ptr-exists");
      return (lightsail || place.rule().equals(thing.rule()))
          && place.verdict() == Verdict.UNKNOWN
          && switch (place.resource().type()) {
            case ACCOUNT -> true;
            case REGION -> Objects.equals(place.resource().region(), thing.resource().region());
            default -> false;
          };
    }

    void assertNoViolations() {
      assertThat(violations).isEmpty();
      missing.assertNone();
      for (var locale : Languages.locales()) {
        Wording words = new Wording(context, locale);
        assertThat(texts)
            .allSatisfy(one ->
                assertThat(one instanceof Text text ? words.of(text) : words.of((Reason) one))
                    .isNotBlank());
      }
      assertThat(texts)
          .noneMatch(one -> one instanceof Text text && text.key().equals("finding.rule-broke"));
    }
  }
}
