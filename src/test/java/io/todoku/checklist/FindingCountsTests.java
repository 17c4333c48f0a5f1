package io.todoku.checklist;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Waiver;
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
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The numbers beside each other add up for whoever reads them. */
class FindingCountsTests {

  private static final Resource ADDRESS =
      new Resource(Resource.Type.ELASTIC_IP, "eipalloc-1", "eu-west-1", "192.0.2.7", "mail");

  /** A rule with one finding. */
  private static Rule rule(String id, Level level, Verdict verdict) {
    Reason reason =
        verdict == Verdict.UNKNOWN ? Reason.of(ReasonKind.TIMEOUT, "192.0.2.7:25", "") : null;
    return new Rule() {
      @Override
      public RuleInfo info() {
        return new RuleInfo(id, level, Area.ADDRESSES);
      }

      @Override
      public List<Finding> judge(Snapshot snapshot) {
        return List.of(
            new Finding(id, ADDRESS, verdict, Text.of(id), reason, List.of(), Remedy.NONE));
      }
    };
  }

  private static FindingCounts counts(String... waived) {
    Snapshot snapshot = aSnapshot().build();
    RuleEngine rules =
        new RuleEngine(
            List.of(
                rule("a", Level.REQUIRED, Verdict.PASS),
                rule("b", Level.REQUIRED, Verdict.UNKNOWN),
                rule("c", Level.RECOMMENDED, Verdict.UNKNOWN),
                rule("d", Level.RECOMMENDED, Verdict.UNKNOWN),
                rule("e", Level.RECOMMENDED, Verdict.WARN),
                rule("f", Level.REQUIRED, Verdict.UNKNOWN)));
    LocalDate later = LocalDate.ofInstant(snapshot.judgedAt(), ZoneOffset.UTC).plusDays(9);
    List<Waiver> waivers =
        Stream.of(waived)
            .map(id ->
                new Waiver(
                    "w", id, ADDRESS.key(), "on purpose", "mika", snapshot.judgedAt(), later))
            .toList();
    return FindingCounts.of(new ChecklistMaker(rules).make(snapshot, waivers));
  }

  @Test
  void whatIsNotKnownIsTheSumOfItsParts() {
    FindingCounts counts = counts("f", "c");

    assertThat(counts.all() - counts.known()).isEqualTo(4);
    assertThat(counts.toAsk() + counts.unchecked()).isEqualTo(1);
    assertThat(counts.adviceUnknown()).as("the one with a warning is known").isEqualTo(1);
    assertThat(counts.waivedUnknown()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "en; a; 2 of 6 known, 2 recommended not known; 2/6 known, 2 recommended not known",
        "en; f; 2 of 6 known, 2 recommended not known, 1 waived not known; "
            + "2/6 known, 2 recommended not known, 1 waived not known",
        "ja; a; 6件中2件を確認済み、推奨事項2件は確認できず; 6件中2件を確認済み、推奨事項2件は確認できず"
      })
  void theTextNamesWhatNoOtherNumberDoes(
      Locale language, String waived, String onPages, String inTexts) {
    FindingCounts counts = counts(waived);
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    messages.addBasenames("messages/rules", "messages/web");
    Wording wording = new Wording(messages, language);

    assertThat(text(wording, "count.known", counts)).isEqualTo(onPages);
    assertThat(text(wording, "text.coverage", counts)).isEqualTo(inTexts);
    assertThat(wording.of("count.known", 6, 6, 0, 0)).isIn("6 of 6 known", "6件中6件を確認済み");
  }

  private static String text(Wording wording, String key, FindingCounts of) {
    return wording.of(key, of.known(), of.all(), of.adviceUnknown(), of.waivedUnknown());
  }
}
