package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.todoku.rule.RuleInfo.Area;
import io.todoku.rule.RuleInfo.Level;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class RuleEngineTests {

  private static final RuleInfo PTR = new RuleInfo("ptr", Level.REQUIRED, Area.ADDRESSES);

  /** A rule that passes for the account. */
  private record PassingRule(RuleInfo info) implements Rule {

    @Override
    public List<Finding> judge(Snapshot snapshot) {
      return List.of(
          Finding.of(info.id(), Resource.account(snapshot.account().id(), "test")).pass("pass"));
    }
  }

  private record BrokenRule(RuleInfo info) implements Rule {

    @Override
    public List<Finding> judge(Snapshot snapshot) {
      throw new IllegalStateException("a bug");
    }
  }

  private static RuleEngine engine(RuleInfo... rules) {
    return new RuleEngine(Arrays.stream(rules).<Rule>map(PassingRule::new).toList());
  }

  @Test
  void aRuleThatFailsAtEachLookIsLoggedOnce() {
    RuleEngine engine = new RuleEngine(List.of(new BrokenRule(PTR)));
    Logger log = (Logger) LoggerFactory.getLogger(RuleEngine.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    log.addAppender(logged);
    try {
      for (int i = 0; i < 3; i++) {
        assertThat(engine.judge(aSnapshot().build()))
            .extracting(Finding::verdict)
            .containsExactly(Verdict.UNKNOWN);
      }
    } finally {
      log.detachAppender(logged);
    }

    assertThat(logged.list)
        .extracting(event -> event.getThrowableProxy().getMessage())
        .containsExactly("a bug");
  }

  @Test
  void theCatalogueIsSortedByAreaLevelOrderAndId() {
    RuleEngine engine =
        engine(
            new RuleInfo("a", Level.REQUIRED, Area.DATABASES).order(1),
            new RuleInfo("b", Level.RECOMMENDED, Area.ADDRESSES).order(1),
            new RuleInfo("e", Level.REQUIRED, Area.ADDRESSES),
            new RuleInfo("d", Level.REQUIRED, Area.ADDRESSES),
            new RuleInfo("f", Level.REQUIRED, Area.ADDRESSES).order(2),
            new RuleInfo("c", Level.REQUIRED, Area.ADDRESSES).order(90));

    assertThat(engine.catalogue())
        .extracting(RuleInfo::id)
        .containsExactly("f", "d", "e", "c", "b", "a");
    assertThat(engine.judge(aSnapshot().build()))
        .extracting(Finding::rule)
        .containsExactly("f", "d", "e", "c", "b", "a");
  }

  @Test
  void theCatalogueVersionIsThatOfItsRules() {
    RuleEngine engine = engine(PTR);

    assertThat(engine.catalogueVersion())
        .hasSize(12)
        .isEqualTo(CatalogueVersion.of(List.of(PTR), CatalogueVersion.SHARED_REVISION))
        .isNotEqualTo(engine(PTR.revision(2)).catalogueVersion());
  }

  @Test
  void aRuleIsFoundByItsId() {
    RuleEngine engine = engine(new RuleInfo("helo", Level.REQUIRED, Area.ADDRESSES), PTR);

    assertThat(engine.hasRule("ptr")).isTrue();
    assertThat(engine.hasRule("ptr-exists")).isFalse();
    assertThat(engine.info("ptr")).isEqualTo(PTR);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.info("ptr-exists"))
        .withMessage("there is no rule \"ptr-exists\"");
  }

  @Test
  void aRuleThatThrowsIsUnknownAndTheOthersAreJudged() {
    RuleInfo broken = new RuleInfo("broken", Level.REQUIRED, Area.ADDRESSES).order(1);
    RuleEngine engine = new RuleEngine(List.of(new PassingRule(PTR), new BrokenRule(broken)));

    assertThat(engine.judge(aSnapshot().build()))
        .containsExactly(
            new Finding(
                "broken",
                Resource.account("111111111111", "test"),
                Verdict.UNKNOWN,
                Text.of("finding.rule-broke", "broken"),
                Reason.of(
                    ReasonKind.INTERNAL_ERROR, "broken", "java.lang.IllegalStateException: a bug"),
                List.of(),
                Remedy.NONE),
            new PassingRule(PTR).judge(aSnapshot().build()).getFirst());
  }

  @Test
  void oneClassifierIsSharedForTheSnapshotThatIsJudged() {
    Snapshot judged = aSnapshot().withSender("203.0.113.9").build();
    Snapshot other = aSnapshot().withSender("203.0.113.9").build();

    boolean shared =
        SenderClassifier.sharing(
            judged,
            () -> {
              SenderClassifier first = SenderClassifier.of(judged);
              return first == SenderClassifier.of(judged) && first != SenderClassifier.of(other);
            });

    assertThat(shared).isTrue();
    assertThat(SenderClassifier.of(judged)).isNotSameAs(SenderClassifier.of(judged));
  }

  @ParameterizedTest
  @EnumSource(Area.class)
  void anAreaHasItsNameInLowerCaseAsId(Area area) {
    assertThat(area.id()).isEqualTo(area.name().toLowerCase(Locale.ROOT)).isNotEmpty();
  }
}
