package io.todoku.history;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.notify.NoticeKind;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotCopy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are told over several scans of one account. */
class NewsTests {

  private static final Account ACCOUNT =
      new Account(
          "111111111111",
          "main",
          "Example KK",
          Environment.PRODUCTION,
          new Access.DefaultChain(),
          List.of(),
          List.of());
  private static final Resource ADDRESS =
      new Resource(
          Resource.Type.ELASTIC_IP, "eipalloc-1", SnapshotBuilder.REGION, "192.0.2.7", "mail");
  private static final Resource DECOY =
      new Resource(
          Resource.Type.ELASTIC_IP, "eipalloc-10", SnapshotBuilder.REGION, "192.0.2.70", "mail");
  private static final Reason SERVER_SILENT = Reason.of(ReasonKind.TIMEOUT, "192.0.2.7:25", "10 s");
  private static final Reason QUERY_SILENT =
      Reason.of(ReasonKind.TIMEOUT, "mail.example.com A @192.0.2.53", "");
  private static final Gap RESOLVERS_SILENT =
      new Gap(null, new Reason(ReasonKind.TIMEOUT, "x A", "", Gap.RESOLVERS));

  private Map<FindingKey, NotifiedFinding> notified = Map.of();
  private FindingHistory history = FindingHistory.EMPTY;
  private int scans;
  private boolean collectedHere = true;
  private @Nullable Resource waived;

  /** The news of one more scan, of which people are told; the first one is a first scan. */
  private List<NewsItem> scan(SnapshotBuilder world, Finding... findings) {
    News news = newsOf(world, findings);
    notified = scans == 1 ? news.notifiedSilently() : news.notified();
    return scans == 1 ? List.of() : news.items();
  }

  private News newsOf(SnapshotBuilder world, Finding... findings) {
    scans++;
    Snapshot snapshot =
        SnapshotCopy.copyOf(world.build())
            .collectedAt(SnapshotBuilder.NOW.plus(Duration.ofDays(scans)))
            .build();
    List<Finding> all = new ArrayList<>(List.of(findings));
    all.add(finding(DECOY, Verdict.FAIL));
    history = history.withSnapshot(all, snapshot);
    return News.of(
        CurrentFindings.of(ACCOUNT, snapshot, all, history.states(), collectedHere),
        notified,
        (rule, resource) -> resource.equals(waived));
  }

  private List<NewsItem> scan(Verdict verdict) {
    return scan(aSnapshot(), finding(ADDRESS, verdict));
  }

  private static Finding finding(Resource resource, Verdict verdict) {
    return finding(resource, verdict, verdict == Verdict.UNKNOWN ? SERVER_SILENT : null);
  }

  private static Finding finding(Resource resource, Verdict verdict, Reason reason) {
    return new Finding(
        "ptr-exists", resource, verdict, Text.of("x." + verdict), reason, List.of(), Remedy.NONE);
  }

  private static NewsItem item(NoticeKind kind, Verdict verdict) {
    return new NewsItem(
        kind,
        "ptr-exists",
        ADDRESS,
        Text.of("x." + verdict),
        verdict == Verdict.UNKNOWN ? SERVER_SILENT : null);
  }

  @ParameterizedTest
  @CsvSource({
    "PASS, FAIL, FAILING",
    "PASS, WARN, FAILING",
    "NOT_APPLICABLE, FAIL, FAILING",
    "WARN, FAIL, FAILING",
    "FAIL, PASS, FIXED",
    "WARN, NOT_APPLICABLE, FIXED",
    "PASS, UNKNOWN, UNKNOWN",
    "FAIL, UNKNOWN, UNKNOWN",
    "UNKNOWN, FAIL, FAILING"
  })
  void aChangeIsToldOnce(Verdict before, Verdict after, NoticeKind kind) {
    scan(before);

    assertThat(scan(after)).containsExactly(item(kind, after));
    assertThat(scan(after)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "FAIL, WARN",
    "PASS, NOT_APPLICABLE",
    "UNKNOWN, PASS",
    "FAIL, FAIL",
    "UNKNOWN, UNKNOWN"
  })
  void theseAreNoNews(Verdict before, Verdict after) {
    scan(before);

    assertThat(scan(after)).isEmpty();
  }

  /** What was known before it could not be seen decides, and the end of that is told. */
  @ParameterizedTest
  @CsvSource({
    "FAIL, FAIL, KNOWN",
    "WARN, WARN, KNOWN",
    "PASS, PASS, KNOWN",
    "NOT_APPLICABLE, PASS, KNOWN",
    "FAIL, WARN, KNOWN",
    "FAIL, PASS, FIXED",
    "WARN, FAIL, FAILING",
    "PASS, FAIL, FAILING"
  })
  void whatBecameKnownAgainIsJudgedAgainstTheLastKnownVerdict(
      Verdict known, Verdict after, NoticeKind kind) {
    scan(known);
    assertThat(scan(Verdict.UNKNOWN)).containsExactly(item(NoticeKind.UNKNOWN, Verdict.UNKNOWN));

    assertThat(scan(after)).containsExactly(item(kind, after));
    assertThat(scan(after)).isEmpty();
  }

  /** What changes back before it was told was a flap. */
  @ParameterizedTest
  @CsvSource({"PASS, FAIL", "PASS, UNKNOWN", "FAIL, PASS", "FAIL, UNKNOWN", "WARN, FAIL"})
  void whatChangesBackBeforeItIsToldIsNoNews(Verdict before, Verdict flap) {
    scan(before);
    assertThat(newsOf(aSnapshot(), finding(ADDRESS, flap)).items()).hasSize(1);

    assertThat(newsOf(aSnapshot(), finding(ADDRESS, before)).items()).isEmpty();
  }

  @Test
  void aProblemThatIsGoneWithItsResourceIsFixed() {
    scan(Verdict.FAIL);

    assertThat(scan(aSnapshot()))
        .containsExactly(new NewsItem(NoticeKind.FIXED, "ptr-exists", ADDRESS, null, null));
  }

  @Test
  void whatWasFineIsGoneWithoutNews() {
    scan(Verdict.PASS);

    assertThat(scan(aSnapshot())).isEmpty();
  }

  @Test
  void aProblemInARegionThatIsNoLongerScannedIsNotFixed() {
    scan(Verdict.FAIL);
    Resource elsewhere =
        new Resource(Resource.Type.ELASTIC_IP, "eipalloc-2", "eu-west-9", "192.0.2.9", null);
    notified = new HashMap<>(notified);
    notified.put(
        new FindingKey("ptr-exists", elsewhere.key()),
        new NotifiedFinding(
            "ptr-exists", elsewhere, Verdict.FAIL, NotifiedFinding.UnknownNotified.NO));

    assertThat(scan(Verdict.FAIL))
        .containsExactly(new NewsItem(NoticeKind.UNKNOWN, "ptr-exists", elsewhere, null, null));
    assertThat(scan(Verdict.FAIL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"FAIL, KNOWN", "PASS, FIXED"})
  void whatIsScannedAgainIsJudgedAgainstWhatPeopleKnew(Verdict after, NoticeKind kind) {
    scan(Verdict.FAIL);
    assertThat(scan(aSnapshot().inRegion("eu-west-9")))
        .extracting(NewsItem::kind)
        .containsOnly(NoticeKind.UNKNOWN);

    assertThat(scan(after)).contains(item(kind, after));
  }

  /** Such as an address of which a person says that it does not send. */
  @Test
  void aProblemOfAResourceThatIsThereAndNotJudgedAnyMoreIsNotFixed() {
    scan(Verdict.FAIL);

    assertThat(scan(aSnapshot().withSender("192.0.2.7")))
        .containsExactly(new NewsItem(NoticeKind.UNKNOWN, "ptr-exists", ADDRESS, null, null));
  }

  /** Its place cannot be read: it is unknown, with the denial as the reason, and not fixed. */
  @Test
  void aProblemWhosePlaceCannotBeReadIsUnknown() {
    scan(Verdict.FAIL);

    assertThat(scan(aSnapshot().denied("ec2:DescribeAddresses")))
        .filteredOn(item -> item.resource().equals(ADDRESS))
        .singleElement()
        .satisfies(item -> {
          assertThat(item.kind()).isEqualTo(NoticeKind.UNKNOWN);
          assertThat(item.reason().kind()).isEqualTo(ReasonKind.DENIED);
          assertThat(item.reason().source()).isEqualTo("ec2:DescribeAddresses");
        });
  }

  /** A resolver that is down hides findings of every account, and is told to operators once. */
  @ParameterizedTest
  @CsvSource({"PASS", "FAIL", "WARN"})
  void whatASharedCauseHidesForAWhileIsNoNewsOfTheAccount(Verdict known) {
    scan(known);

    assertThat(
            scan(
                aSnapshot().withGap(RESOLVERS_SILENT),
                finding(ADDRESS, Verdict.UNKNOWN, QUERY_SILENT)))
        .isEmpty();
    assertThat(scan(known)).isEmpty();
  }

  @Test
  void whatIsUnknownForAReasonOfItsOwnAfterASharedCauseIsTold() {
    scan(Verdict.PASS);
    scan(aSnapshot().withGap(RESOLVERS_SILENT), finding(ADDRESS, Verdict.UNKNOWN, QUERY_SILENT));

    assertThat(scan(Verdict.UNKNOWN)).containsExactly(item(NoticeKind.UNKNOWN, Verdict.UNKNOWN));
  }

  @Test
  void whatChangedWhileASharedCauseHidItIsTold() {
    scan(Verdict.PASS);
    scan(aSnapshot().withGap(RESOLVERS_SILENT), finding(ADDRESS, Verdict.UNKNOWN, QUERY_SILENT));

    assertThat(scan(Verdict.FAIL)).containsExactly(item(NoticeKind.FAILING, Verdict.FAIL));
  }

  /** One name whose servers are slow is a matter of its domain. */
  @Test
  void aSilentQueryIsOfTheAccountWhileResolversAnswerOthers() {
    scan(Verdict.PASS);

    assertThat(scan(aSnapshot(), finding(ADDRESS, Verdict.UNKNOWN, QUERY_SILENT)))
        .extracting(NewsItem::kind)
        .containsExactly(NoticeKind.UNKNOWN);
  }

  /** What keeps the machine of a client from observing is no outage here. */
  @Test
  void whatAFileOfAClientLacksIsNewsOfTheAccount() {
    collectedHere = false;
    scan(Verdict.PASS);

    assertThat(
            scan(
                aSnapshot().withGap(RESOLVERS_SILENT),
                finding(ADDRESS, Verdict.UNKNOWN, QUERY_SILENT)))
        .extracting(NewsItem::kind)
        .containsExactly(NoticeKind.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"FAIL, FAILING", "WARN, FAILING", "UNKNOWN, UNKNOWN"})
  void whatBeganUnderAWaiverIsToldOnceTheWaiverHasEnded(Verdict verdict, NoticeKind kind) {
    scan(Verdict.PASS);
    waived = ADDRESS;
    assertThat(scan(verdict)).isEmpty();
    assertThat(scan(verdict)).isEmpty();

    waived = null;
    assertThat(scan(verdict)).containsExactly(item(kind, verdict));
    assertThat(scan(verdict)).isEmpty();
  }

  @Test
  void whatPeopleKnewBeforeAWaiverIsNotToldAgainAfterIt() {
    scan(Verdict.PASS);
    scan(Verdict.FAIL);
    waived = ADDRESS;
    scan(Verdict.FAIL);

    waived = null;
    assertThat(scan(Verdict.FAIL)).isEmpty();
  }

  @Test
  void theEndOfAWaivedProblemIsNotTold() {
    scan(Verdict.PASS);
    scan(Verdict.FAIL);
    waived = ADDRESS;
    assertThat(scan(Verdict.PASS)).isEmpty();

    waived = null;
    assertThat(scan(Verdict.PASS)).isEmpty();
    assertThat(scan(Verdict.FAIL)).containsExactly(item(NoticeKind.FAILING, Verdict.FAIL));
  }
}
