package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RemedyTests {

  private static final RemedyBlock LOOK = RemedyBlock.shell("look");
  private static final RemedyBlock CHANGE = RemedyBlock.aws("aws x");
  private static final RemedyBlock VERIFY = RemedyBlock.shell("verify");

  private static RemedyOption option(String label, String step) {
    return RemedyOption.labelled(Text.of(label), RemedyStage.of(Text.of(step)));
  }

  /** Whoever reads only the list reads the caution first, and which option a step is of. */
  @Test
  void theStepsOfAllStagesStandInTheirOrder() {
    Remedy remedy =
        Remedy.of(Text.of("change"), CHANGE)
            .verifying(RemedyStage.of(Text.of("verify"), VERIFY))
            .looking(Text.of("look"), LOOK)
            .cautioning(Text.of("caution"));

    assertThat(remedy.steps())
        .extracting(Text::key)
        .containsExactly("caution", "look", "change", "verify");
    assertThat(remedy.commands()).containsExactly("look", "aws x", "verify");
    assertThat(remedy.firstChange()).contains(CHANGE);
    assertThat(remedy.firstStep()).isEqualTo(Text.of("look"));
  }

  @Test
  void whatBelongsToNoOptionBelongsToEach() {
    Remedy options = Remedy.oneOf(option("a", "one"), option("b", "two"));

    assertThat(options.then(Remedy.of(Text.of("last"))).options())
        .extracting(option -> option.change().steps())
        .containsExactly(
            List.of(Text.of("one"), Text.of("last")), List.of(Text.of("two"), Text.of("last")));
    assertThat(Remedy.of(Text.of("first")).then(options).steps())
        .containsExactly(
            Text.of("remedy.option", "a", Text.of("a")),
            Text.of("first"),
            Text.of("one"),
            Text.of("remedy.option", "b", Text.of("b")),
            Text.of("first"),
            Text.of("two"));
    assertThatIllegalArgumentException().isThrownBy(() -> options.then(options));
  }

  @Test
  void whatIsSaidTwiceIsToldOnce() {
    Remedy remedy = Remedy.of(Text.of("change"), CHANGE).cautioning(Text.of("caution"));

    assertThat(remedy.then(remedy)).isEqualTo(remedy);
    assertThat(Remedy.NONE.then(remedy)).isEqualTo(remedy);
    assertThat(remedy.then(Remedy.NONE)).isEqualTo(remedy);
  }

  @Test
  void whatOneOfThemNeedsTheClientForNeedsTheClient() {
    Remedy ofClient = Remedy.of(Text.of("ask")).forAudience(Remedy.Audience.CLIENT);

    assertThat(Remedy.of(Text.of("do")).then(ofClient).audience())
        .isEqualTo(Remedy.Audience.CLIENT);
  }

  @Test
  void blocksOfSeveralAreJoinedByKind() {
    RemedyBlock one = RecordChange.ofAddress("a.example", "192.0.2.1").block().orElseThrow();
    RemedyBlock two = RecordChange.ofAddress("b.example", "192.0.2.2").block().orElseThrow();

    RemedyBlock joined = RemedyBlock.joined(List.of(one, two, one));

    assertThat(joined.forms())
        .extracting(BlockForm::kind)
        .containsExactly(BlockKind.ZONE_RECORD, BlockKind.ROUTE53_CLI, BlockKind.TERRAFORM);
    assertThat(joined.forms().getFirst().text())
        .isEqualTo("a.example.  300  IN  A  192.0.2.1\nb.example.  300  IN  A  192.0.2.2");
  }
}
