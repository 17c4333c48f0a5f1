package io.todoku.recheck;

import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.archive.ScanEntity.ScanState;
import io.todoku.archive.SnapshotStore;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklists;
import io.todoku.checklist.Wording;
import io.todoku.collect.RecheckScope;
import io.todoku.history.AccountHistory;
import io.todoku.recheck.RecheckRefusedException.Refusal;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.scan.Scans;
import io.todoku.scan.Scans.RecheckState;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.SnapshotBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.context.support.StaticMessageSource;

/** A page that shows rechecks asks for them every second, and costs little. */
class RechecksTests {

  @Test
  void pagesKnowHowManyFindingsOneRecheckTakes() throws Exception {
    assertThat(new RecheckLimits().findings()).isEqualTo(RecheckTarget.MAX_FINDINGS);
    assertThat(Path.of("src/main/resources/templates/recheck.html"))
        .content()
        .contains("@recheckLimits.findings()")
        .doesNotContain(String.valueOf(RecheckTarget.MAX_FINDINGS));
  }

  private static final Instant NOW = Instant.parse("2026-11-18T09:00:00Z");
  private static final Account ACCOUNT =
      new Account(
          "111111111111",
          "name",
          "",
          Environment.STAGING,
          new Access.DefaultChain(),
          List.of(),
          List.of());
  private static final UUID RUN = UUID.randomUUID();
  private static final UUID BASE = UUID.randomUUID();
  private static final Wording WORDING = new Wording(new StaticMessageSource(), Locale.ENGLISH);

  private final Checklists checklists = mock();
  private final SnapshotStore snapshots = mock();
  private final AccountHistory history = mock();
  private final Scans scans = mock();
  private final Rechecks rechecks =
      new Rechecks(checklists, snapshots, history, scans, Clock.fixed(NOW, ZoneOffset.UTC));

  private void stored(ScanState state, @Nullable UUID base) {
    when(scans.recheck(ACCOUNT.id(), RUN))
        .thenReturn(
            Optional.of(
                new RecheckState(
                    RUN,
                    "ADDRESS\n192.0.2.7",
                    state,
                    NOW.minusSeconds(3),
                    base == null ? null : NOW,
                    base,
                    "192.0.2.7:25")));
  }

  @Test
  void oneThatIsRunningIsShownWithoutReadingASnapshot() {
    stored(ScanState.RUNNING, null);

    RecheckView shown = rechecks.shown(ACCOUNT, RUN, WORDING).orElseThrow();

    assertThat(shown.running()).isTrue();
    assertThat(shown.seconds()).isEqualTo(3);
    assertThat(shown.activity()).isEqualTo("192.0.2.7:25");
    verifyNoInteractions(checklists, snapshots, history);
  }

  @Test
  void oneThatHasEndedIsComparedOnce() {
    stored(ScanState.DONE, BASE);

    RecheckView first = rechecks.shown(ACCOUNT, RUN, WORDING).orElseThrow();
    RecheckView second = rechecks.shown(ACCOUNT, RUN, WORDING).orElseThrow();

    assertThat(second).isEqualTo(first);
    verify(history, times(1)).judged(ACCOUNT, RUN);
    verify(history, times(1)).judged(ACCOUNT, BASE);
  }

  @Test
  void anAccountWhoseSnapshotIsRemovedMeanwhileIsRefused() {
    Checklist list = mock();
    when(checklists.of(ACCOUNT)).thenReturn(Optional.of(list));
    when(snapshots.newestWithAttestations(ACCOUNT)).thenReturn(Optional.empty());

    assertRefused(Refusal.NEVER_SCANNED, RecheckTarget.ofAddress("192.0.2.7"));
  }

  private static Finding finding(int number, Evidence... evidence) {
    String address = "192.0.%d.%d".formatted(2 + number / 250, 1 + number % 250);
    return new Finding(
        "ptr-matches-a",
        new Resource(Resource.Type.ELASTIC_IP, "eipalloc-" + number, REGION, address, null),
        Verdict.FAIL,
        Text.of("some"),
        null,
        List.of(evidence),
        Remedy.NONE);
  }

  private void found(List<Finding> findings) {
    Checklist list = mock();
    List<Checklist.Item> items =
        findings.stream()
            .map(finding -> new Checklist.Item(mock(), finding, null, NOW, null))
            .toList();
    when(list.items()).thenReturn(items);
    when(checklists.of(ACCOUNT)).thenReturn(Optional.of(list));
    when(snapshots.newestWithAttestations(ACCOUNT))
        .thenReturn(Optional.of(SnapshotBuilder.aSnapshot().inRegion(REGION).build()));
    when(scans.startRecheck(any(), any(), any())).thenReturn(Optional.of(RUN));
  }

  private static RecheckTarget all(List<Finding> findings) {
    return RecheckTarget.ofFindings(findings.stream().map(RecheckTarget::nameOf).toList());
  }

  @Test
  void allFindingsAreCheckedAgainWithAllTheirQuestions() {
    List<Finding> findings =
        IntStream.range(0, RecheckTarget.MAX_FINDINGS)
            .mapToObj(number ->
                finding(number, Evidence.aws("host" + number + ".example.com A", List.of(), NOW)))
            .toList();
    found(findings);

    assertThat(rechecks.start(ACCOUNT, all(findings))).isEqualTo(RUN);

    ArgumentCaptor<String> target = ArgumentCaptor.captor();
    ArgumentCaptor<RecheckScope> scope = ArgumentCaptor.captor();
    verify(scans).startRecheck(eq(ACCOUNT), target.capture(), scope.capture());
    assertThat(RecheckTarget.parse(target.getValue()).names())
        .hasSize(RecheckTarget.MAX_FINDINGS)
        .doesNotHaveDuplicates();
    assertThat(scope.getValue().questions()).hasSize(RecheckTarget.MAX_FINDINGS);
  }

  @Test
  void moreFindingsThanARecheckTakesAreRefusedAndNotCut() {
    List<Finding> findings =
        IntStream.rangeClosed(0, RecheckTarget.MAX_FINDINGS)
            .mapToObj(RechecksTests::finding)
            .toList();
    found(findings);

    assertRefused(Refusal.TOO_MANY, all(findings));
    assertRefused(
        Refusal.NOT_THERE,
        RecheckTarget.ofFindings(
            IntStream.range(0, 3_000).mapToObj(number -> "unknown/" + number).toList()));
  }

  @Test
  void moreQuestionsThanARecheckAsksAreRefused() {
    Evidence[] evidence =
        IntStream.rangeClosed(0, 20_000)
            .mapToObj(number -> Evidence.aws("host" + number + ".example.com A", List.of(), NOW))
            .toArray(Evidence[]::new);
    List<Finding> findings = List.of(finding(1, evidence));
    found(findings);

    assertRefused(Refusal.TOO_MANY, all(findings));
  }

  private void assertRefused(Refusal refusal, RecheckTarget target) {
    assertThatThrownBy(() -> rechecks.start(ACCOUNT, target))
        .isInstanceOfSatisfying(
            RecheckRefusedException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    verify(scans, never()).startRecheck(any(), any(), any());
  }
}
