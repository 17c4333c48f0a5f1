package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.snapshot.Snapshot;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No sentence and no evidence shows a dash or nothing for what is not known. */
class MissingValuesTests {

  private final RuleEngine engine = AllRules.engine();

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.todoku.rule.PasteableRemediesTests#snapshots")
  void everySentenceSaysWhatIsNotKnown(String description, Snapshot snapshot) {
    MissingValues missing = new MissingValues(AllRules.messages());

    engine.judge(snapshot).forEach(finding -> missing.look(description, finding));

    missing.assertNone();
  }

  private static MissingValues lookingAt(String sentence) {
    MissingValues missing = new MissingValues(AllRules.messages());
    missing.look(
        "here",
        Finding.of("rds-multi-az", Resource.region("ap-northeast-1"))
            .evidence(Evidence.aws(sentence, List.of(), aSnapshot().build().finishedAt()))
            .pass("pass"));
    return missing;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db has subnets only in –.",
        "not allowed (–)",
        "サブネットは – にしかありません。",
        "a  b",
        "it says “”.",
        "it says ().",
        "network ACL null",
        "the answer was: "
      })
  void aMissingValueIsSeen(String sentence) {
    assertThatThrownBy(() -> lookingAt(sentence).assertNone()).isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ports 1024–65535", "203.0.113.9 (mail)", "nullmx.example.com"})
  void aDashBetweenWordsIsNone(String sentence) {
    assertThatCode(() -> lookingAt(sentence).assertNone()).doesNotThrowAnyException();
  }
}
