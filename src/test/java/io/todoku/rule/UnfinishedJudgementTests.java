package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.collect.AccountCollector;
import io.todoku.collect.Cell;
import io.todoku.collect.Cell.Source;
import io.todoku.collect.SnapshotPart;
import io.todoku.collect.SnapshotParts;
import io.todoku.collect.SnapshotSplitter;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Whatever a scan has still to collect, in the order in which scans collect: what is said to be
 * certain is found at the end too, with the same verdict and, where something is to be done, in the
 * same words.
 */
class UnfinishedJudgementTests {

  private static final List<Cell> LAST = List.of(Cell.of(Source.DNS), Cell.of(Source.SERVERS));

  /** Each of so many knock-outs, because there are more than a thousand. */
  private static final int STEP = 10;

  private static final Account ACCOUNT =
      new Account(
          "123456789012",
          "any",
          "any",
          Environment.PRODUCTION,
          new Access.DefaultChain(),
          List.of(),
          List.of());

  /** A snapshot and the cells that are not collected yet. */
  private record HeldBack(Snapshot full, List<Cell> cells) {

    Snapshot unfinished() {
      Map<Cell, SnapshotPart> parts =
          allCells(full).stream()
              .filter(cell -> !cells.contains(cell))
              .collect(toMap(Function.identity(), cell -> SnapshotSplitter.part(full, cell)));
      return AccountCollector.unfinishedSnapshot(
              full.scanId(), ACCOUNT, full.startedAt(), full.finishedAt(), new SnapshotParts(parts))
          .orElseThrow()
          .judgedAt(full.judgedAt(), full.account(), full.attestations());
    }
  }

  @BeforeAll
  static void quieten() {
    ((Logger) LoggerFactory.getLogger("org.apache.james.jspf")).setLevel(Level.OFF);
  }

  private static List<Cell> cellsOfAws(Snapshot snapshot) {
    return Stream.concat(
            snapshot.knownRegions().stream().map(RegionInventory::name).map(Cell::of),
            Stream.of(Cell.of(Source.SUPPORT), Cell.of(Source.ZONES)))
        .toList();
  }

  private static List<Cell> allCells(Snapshot snapshot) {
    return Stream.of(List.of(Cell.of(Source.ACCOUNT)), cellsOfAws(snapshot), LAST)
        .flatMap(List::stream)
        .toList();
  }

  /** All sets of cells that a scan may have still to collect: cells of AWS run in parallel. */
  private static Stream<HeldBack> allHeldBack(Snapshot full) {
    List<Cell> aws = cellsOfAws(full);
    return Stream.concat(
        Stream.of(new HeldBack(full, List.of(Cell.of(Source.SERVERS)))),
        IntStream.range(0, 1 << aws.size())
            .mapToObj(chosen -> new HeldBack(full, some(aws, chosen))));
  }

  private static List<Cell> some(List<Cell> aws, int chosen) {
    List<Cell> held = new ArrayList<>(LAST);
    IntStream.range(0, aws.size())
        .filter(i -> (chosen >> i & 1) == 1)
        .forEach(i -> held.add(aws.get(i)));
    return held;
  }

  private static List<Snapshot> snapshots() throws IOException {
    return Stream.of(
            NoFalsePassTests.snapshots().values().stream(),
            RealSituationsTests.situations().stream().map(RealSituationsTests::snapshot),
            Stream.of(SeveralFixture.account()))
        .flatMap(Function.identity())
        .toList();
  }

  private static Stream<HeldBack> knockedOut() {
    List<KnockOut> all = EachOfSeveralTests.knockOuts().toList();
    return IntStream.range(0, all.size() / STEP)
        .mapToObj(i -> all.get(i * STEP))
        .map(one -> one.change().apply(one.setting().apply(SeveralFixture.account())))
        .flatMap(full ->
            Stream.of(
                new HeldBack(full, List.of(Cell.of(Source.SERVERS))), new HeldBack(full, LAST)));
  }

  /** Some of the answers are hidden, as from a scan that may not read all. */
  private static Stream<HeldBack> halfSeen(List<Snapshot> snapshots) {
    List<Snapshot> reduced =
        snapshots.stream()
            .flatMap(full ->
                Stream.concat(
                    ReducedSnapshot.withUnknown(
                        full, new Reason(ReasonKind.TIMEOUT, "test", "hidden", null)),
                    ReducedSnapshot.withOmission(full)))
            .map(ReducedSnapshot::snapshot)
            .toList();
    return IntStream.range(0, reduced.size() / 100)
        .mapToObj(i -> reduced.get(i * 100))
        .flatMap(full ->
            Stream.of(
                new HeldBack(full, List.of(Cell.of(Source.SERVERS))), new HeldBack(full, LAST)));
  }

  @Test
  void whatIsCertainIsFoundAtTheEndToo() throws IOException {
    List<Snapshot> snapshots = snapshots();
    Set<String> violations = new ConcurrentSkipListSet<>();
    Set<String> shown = new ConcurrentSkipListSet<>();

    Stream.of(
            snapshots.stream().flatMap(UnfinishedJudgementTests::allHeldBack),
            knockedOut(),
            halfSeen(snapshots))
        .flatMap(Function.identity())
        .collect(Collectors.groupingBy(HeldBack::full))
        .entrySet()
        .parallelStream()
        .forEach(entry -> {
          Map<String, Finding> atTheEnd = byName(AllRules.engine().judge(entry.getKey()));
          Map<String, Finding> amongOthers =
              byName(AllRules.engine().judge(withOtherAccountsChanged(entry.getKey())));
          for (HeldBack held : entry.getValue()) {
            AllRules.engine()
                .judgeUnfinished(held.unfinished())
                .certain()
                .forEach(early -> {
                  shown.add(early.rule() + " " + early.verdict());
                  violation(early, atTheEnd).ifPresent(v -> violations.add(v + held.cells()));
                  violation(early, amongOthers)
                      .ifPresent(v -> violations.add("others: " + v + held.cells()));
                });
          }
        });

    assertThat(violations).isEmpty();
    assertThat(shown)
        .contains(
            "ptr-matches-a FAIL",
            "ptr-matches-a PASS",
            "rds-multi-az WARN",
            "smtp-egress-open FAIL",
            "spf-authorises-senders FAIL",
            "ses-production-access FAIL",
            "dmarc-published FAIL")
        .hasSizeGreaterThan(45);
  }

  /** Other accounts may be scanned meanwhile, and hold other addresses and networks then. */
  private static Snapshot withOtherAccountsChanged(Snapshot snapshot) {
    AccountFacts facts =
        snapshot
            .account()
            .withAddressesOfOtherAccounts(Map.of())
            .withAddressesHeldBefore(List.of("198.51.100.60", "192.0.2.1"))
            .withNetworksOfOtherAccounts(List.of());
    return snapshot.judgedAt(snapshot.judgedAt(), facts, snapshot.attestations());
  }

  private static Optional<String> violation(Finding early, Map<String, Finding> full) {
    Finding late = full.get(name(early));
    boolean same =
        late != null
            && late.verdict() == early.verdict()
            && (early.verdict() == Verdict.PASS || late.summary().equals(early.summary()));
    return same
        ? Optional.empty()
        : Optional.of(name(early) + " " + early.summary() + " → " + late);
  }

  private static Map<String, Finding> byName(List<Finding> findings) {
    return findings.stream().collect(toMap(UnfinishedJudgementTests::name, Function.identity()));
  }

  private static String name(Finding finding) {
    return finding.rule() + " " + finding.resource().key();
  }

  private static Set<String> certain(Snapshot full, Cell... held) {
    return AllRules.engine()
        .judgeUnfinished(new HeldBack(full, List.of(held)).unfinished())
        .certain()
        .stream()
        .map(finding -> finding.rule() + " " + finding.verdict())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Its own PTR is for the name that receives, which only DNS shows. */
  @Test
  void aServerThatMayProveOnlyToReceiveIsNotJudgedAsASender() {
    Snapshot full = RealSituationsTests.snapshot("role-01-inbound-mx-ses-out-egress-closed");

    assertThat(certain(full, Cell.of(Source.DNS), Cell.of(Source.SERVERS)))
        .noneMatch(finding -> finding.startsWith("smtp-egress-open"));
  }

  /** The name that a server announces may lie in another domain, whose record then refuses it. */
  @Test
  void theSpfRecordOfADomainWaitsForServersThatMaySendForIt() {
    Snapshot full =
        aSnapshot()
            .withSender("192.0.2.7")
            .withDomain("example.com")
            .withDomain("example.org")
            .dns("example.com", "TXT", "v=spf1 -all")
            .dns("example.org", "TXT", "v=spf1 -all")
            .dialogue("192.0.2.7", CompleteMailServers.healthy("mail.example.org", true))
            .build();
    Snapshot unfinished = new HeldBack(full, List.of(Cell.of(Source.SERVERS))).unfinished();
    String spf = "spf-authorises-senders mail-domain//example.org";

    assertThat(byName(AllRules.engine().judge(full)).get(spf).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(byName(AllRules.engine().judge(unfinished)).get(spf).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(certain(full, Cell.of(Source.SERVERS)))
        .noneMatch(finding -> finding.startsWith("spf-authorises-senders"));
  }

  @Test
  void whatIsOpenIsCountedButNotForRegionsThatAreNotReadYet() {
    Snapshot full = CompleteSnapshots.oneHealthySender();
    UnfinishedJudgement first =
        AllRules.engine()
            .judgeUnfinished(new HeldBack(full, some(cellsOfAws(full), -1)).unfinished());
    UnfinishedJudgement last =
        AllRules.engine()
            .judgeUnfinished(new HeldBack(full, List.of(Cell.of(Source.SERVERS))).unfinished());

    assertThat(first.certain()).isEmpty();
    assertThat(last.certain()).isNotEmpty();
    assertThat(last.open()).isPositive();
  }
}
