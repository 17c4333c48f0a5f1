package io.todoku.recheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.recheck.RecheckView.FindingSide;
import io.todoku.recheck.RecheckView.RecheckOutcome;
import io.todoku.recheck.RecheckView.RecheckedFinding;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many findings are folded but for those that changed. */
class RecheckViewTests {

  private static @Nullable FindingSide side(@Nullable String verdict) {
    return verdict == null ? null : new FindingSide(verdict, "a sentence", null, List.of());
  }

  private static RecheckedFinding finding(
      String name, @Nullable String before, @Nullable String after) {
    return new RecheckedFinding(name, "rule", "title", "where", true, side(before), side(after));
  }

  private static RecheckView view(List<RecheckedFinding> findings) {
    return new RecheckView(
        UUID.randomUUID(),
        "111111111111",
        "Example",
        RecheckTarget.ofAddress("192.0.2.7"),
        ScanState.DONE,
        Instant.EPOCH,
        Instant.EPOCH,
        2,
        "",
        findings,
        List.of(),
        null,
        Instant.EPOCH,
        false);
  }

  @Test
  void ofManyFindingsThoseThatChangedAreShown() {
    List<RecheckedFinding> same =
        IntStream.range(0, 5).mapToObj(n -> finding("same-" + n, "PASS", "PASS")).toList();
    RecheckedFinding mended = finding("mended", "FAIL", "PASS");

    RecheckView view = view(Stream.concat(same.stream(), Stream.of(mended)).toList());

    assertThat(view.shown()).containsExactly(mended);
    assertThat(view.unchanged()).containsExactlyElementsOf(same);
  }

  @Test
  void fewFindingsAreAllShown() {
    List<RecheckedFinding> few = List.of(finding("same", "FAIL", "FAIL"));

    assertThat(view(few).shown()).isEqualTo(few);
    assertThat(view(few).unchanged()).isEmpty();
  }

  @Test
  void eachWayInWhichItCameOutIsCounted() {
    RecheckView view =
        view(
            List.of(
                finding("mended", "FAIL", "PASS"),
                finding("gone", "WARN", null),
                finding("known now", "UNKNOWN", "PASS"),
                finding("fails now", "UNKNOWN", "FAIL"),
                finding("worse", "PASS", "WARN"),
                finding("not known any more", "FAIL", "UNKNOWN"),
                finding("new", null, "UNKNOWN"),
                finding("as before", "UNKNOWN", "UNKNOWN"),
                finding("no longer applicable", "FAIL", "NOT_APPLICABLE"),
                finding("unknown and gone", "UNKNOWN", null),
                finding("fine", "PASS", "PASS")));

    assertThat(view.outcomes())
        .containsExactly(
            entry(RecheckOutcome.FIXED, 2L),
            entry(RecheckOutcome.PASSES, 1L),
            entry(RecheckOutcome.FAILS, 1L),
            entry(RecheckOutcome.WARNS, 1L),
            entry(RecheckOutcome.NO_LONGER_KNOWN, 1L),
            entry(RecheckOutcome.NOT_KNOWN, 1L),
            entry(RecheckOutcome.STILL_OPEN, 1L));
    assertThat(view.single()).isFalse();
  }

  @Test
  void whereNothingIsToDoNothingCameOut() {
    RecheckView view = view(List.of(finding("fine", "PASS", "PASS")));

    assertThat(view.outcomes()).isEmpty();
    assertThat(view.single()).isTrue();
  }
}
