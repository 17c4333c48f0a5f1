package io.todoku.snapshot;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.Recheck.ReplacedObservations;
import io.todoku.snapshot.RecheckObservations.RegionReading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a recheck observed takes the place of what it observed again, and of nothing else. */
class RecheckMergeTests {

  private static final Instant LATER = NOW.plus(Duration.ofHours(5));

  private static DnsLookup a(String name, Observed<DnsAnswer> answer) {
    return new DnsLookup(name, "A", "192.0.2.53", LATER, answer);
  }

  private static Observed<DnsAnswer> record(String address) {
    return Observed.known(
        new DnsAnswer(DnsLookup.Status.ANSWERED, List.of(address), List.of(), 300L));
  }

  private static <T> Observed<T> timeout(String source) {
    return Observed.unknown(Reason.of(ReasonKind.TIMEOUT, source, ""));
  }

  private static RecheckObservations lookups(DnsLookup... fresh) {
    return new RecheckObservations(
        LATER.minusSeconds(2),
        LATER,
        List.of(),
        null,
        null,
        List.of(fresh),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static RecheckObservations region(Snapshot fresh, AwsService service, @Nullable Gap gap) {
    return new RecheckObservations(
        LATER.minusSeconds(2),
        LATER,
        List.of(new RegionReading(fresh.knownRegions().getFirst(), Set.of(service))),
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        gap == null ? List.of() : List.of(gap));
  }

  private static final Snapshot BASE =
      aSnapshot()
          .withSender("192.0.2.7")
          .dns("mail.example.com", "A", "192.0.2.9")
          .dns("decoy.example.net", "A", "192.0.2.8")
          .database("db-1", "mysql", false, null, null)
          .build();

  private static Instant lookedUpAt(Snapshot snapshot, String name) {
    return snapshot.lookup(name, "A").at();
  }

  @Test
  void aNewAnswerReplacesTheOldOneAndTheOthersKeepTheirTime() {
    Snapshot merged =
        RecheckMerge.merge(
            BASE,
            "run-2",
            lookups(a("mail.example.com", record("192.0.2.7"))),
            ReplacedObservations.ALL);

    assertThat(merged.lookup("mail.example.com", "A").resolvesTo("192.0.2.7")).isTrue();
    assertThat(lookedUpAt(merged, "mail.example.com")).isEqualTo(LATER);
    assertThat(merged.lookup("decoy.example.net", "A"))
        .isEqualTo(BASE.lookup("decoy.example.net", "A"));
    assertThat(merged.lookups()).hasSameSizeAs(BASE.lookups());
    assertThat(merged.scanId()).isEqualTo("run-2");
  }

  @Test
  void theSnapshotStillTellsWhenTheWholeAccountWasScanned() {
    Snapshot merged =
        RecheckMerge.merge(
            BASE,
            "run-2",
            lookups(a("mail.example.com", record("192.0.2.7"))),
            ReplacedObservations.ALL);

    assertThat(merged.startedAt()).isEqualTo(BASE.startedAt());
    assertThat(merged.finishedAt()).isEqualTo(BASE.finishedAt());
    assertThat(merged.observedUntil()).isEqualTo(LATER);
    assertThat(merged.readAgainAt(AwsService.EC2, "ap-northeast-1")).isEmpty();
  }

  @Test
  void aFailureReplacesAnAnswerOnlyWhereAllIsReplaced() {
    RecheckObservations failed = lookups(a("mail.example.com", timeout("mail.example.com A")));

    Snapshot all = RecheckMerge.merge(BASE, "run-2", failed, ReplacedObservations.ALL);
    Snapshot known = RecheckMerge.merge(BASE, "run-2", failed, ReplacedObservations.KNOWN);

    assertThat(all.lookup("mail.example.com", "A").answer()).isInstanceOf(Observed.Unknown.class);
    assertThat(known.lookup("mail.example.com", "A"))
        .isEqualTo(BASE.lookup("mail.example.com", "A"));
    assertThat(known.recheck().obstacles())
        .containsExactly(Reason.of(ReasonKind.TIMEOUT, "mail.example.com A", ""));
  }

  @Test
  void nothingIsReplacedWhereNothingMayBe() {
    Snapshot merged =
        RecheckMerge.merge(
            BASE,
            "run-2",
            lookups(a("mail.example.com", record("192.0.2.7"))),
            ReplacedObservations.NONE);

    assertThat(merged.lookups()).containsExactlyElementsOf(BASE.lookups());
    assertThat(merged.recheck().replacement()).isEqualTo(ReplacedObservations.NONE);
  }

  @Test
  void onlyTheServiceThatWasReadIsReplacedAndDated() {
    Snapshot fresh = aSnapshot().database("db-1", "mysql", true, null, null).build();

    Snapshot merged =
        RecheckMerge.merge(
            BASE, "run-2", region(fresh, AwsService.RDS, null), ReplacedObservations.ALL);

    RegionInventory now = merged.knownRegions().getFirst();
    assertThat(now.dbInstances().orElse(List.of()).getFirst().multiAz()).isTrue();
    assertThat(now.elasticIps()).isEqualTo(BASE.knownRegions().getFirst().elasticIps());
    assertThat(merged.readAgainAt(AwsService.RDS, now.name())).contains(LATER);
    assertThat(merged.readAgainAt(AwsService.EC2, now.name())).isEmpty();
  }

  @Test
  void aListThatIsDeniedNowLeavesAGapUnlessTheEarlierOneIsKept() {
    Snapshot fresh = aSnapshot().denied("rds:DescribeDBInstances").build();
    Gap gap =
        new Gap(
            fresh.knownRegions().getFirst().name(),
            Reason.of(ReasonKind.DENIED, "rds:DescribeDBInstances", ""));

    Snapshot all =
        RecheckMerge.merge(
            BASE, "run-2", region(fresh, AwsService.RDS, gap), ReplacedObservations.ALL);
    Snapshot known =
        RecheckMerge.merge(
            BASE, "run-2", region(fresh, AwsService.RDS, gap), ReplacedObservations.KNOWN);

    assertThat(all.gaps()).containsExactly(gap);
    assertThat(all.outcome()).isEqualTo(CollectionOutcome.PARTIAL);
    assertThat(known.gaps()).isEmpty();
    assertThat(known.knownRegions().getFirst().dbInstances())
        .isEqualTo(BASE.knownRegions().getFirst().dbInstances());
    assertThat(known.readAgainAt(AwsService.RDS, gap.region())).isEmpty();
  }

  @Test
  void aGapThatIsSettledIsGoneAndTheOthersStay() {
    String region = BASE.knownRegions().getFirst().name();
    Gap settled = new Gap(region, Reason.of(ReasonKind.DENIED, "rds:DescribeDBInstances", ""));
    Gap elsewhere =
        new Gap("eu-west-1", Reason.of(ReasonKind.DENIED, "rds:DescribeDBInstances", ""));
    Gap ofEc2 = new Gap(region, Reason.of(ReasonKind.DENIED, "ec2:DescribeAddresses", ""));
    Snapshot base =
        aSnapshot()
            .denied("rds:DescribeDBInstances")
            .withGap(settled)
            .withGap(elsewhere)
            .withGap(ofEc2)
            .build();
    Snapshot fresh = aSnapshot().database("db-1", "mysql", true, null, null).build();

    Snapshot merged =
        RecheckMerge.merge(
            base, "run-2", region(fresh, AwsService.RDS, null), ReplacedObservations.ALL);

    assertThat(merged.gaps()).containsExactly(elsewhere, ofEc2);
  }

  @Test
  void aListThatIsStillDeniedKeepsItsGapWhereOnlyKnownAnswersReplace() {
    String region = BASE.knownRegions().getFirst().name();
    Gap denied = new Gap(region, Reason.of(ReasonKind.DENIED, "rds:DescribeDBInstances", ""));
    Snapshot base = aSnapshot().denied("rds:DescribeDBInstances").withGap(denied).build();

    Snapshot merged =
        RecheckMerge.merge(
            base, "run-2", region(base, AwsService.RDS, denied), ReplacedObservations.KNOWN);

    assertThat(merged.gaps()).containsExactly(denied);
    assertThat(merged.outcome()).isEqualTo(CollectionOutcome.PARTIAL);
  }

  private static final Gap NO_LOGIN =
      new Gap(null, Reason.of(ReasonKind.CREDENTIALS_EXPIRED, "sts:AssumeRole", ""));

  /** Nothing can be read because the login fails. */
  private static RecheckObservations withoutLogin(AwsService service) {
    String region = BASE.knownRegions().getFirst().name();
    return new RecheckObservations(
        LATER.minusSeconds(2),
        LATER,
        List.of(
            new RegionReading(
                RegionInventory.notCollected(region, NO_LOGIN.reason()), Set.of(service))),
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(NO_LOGIN));
  }

  @Test
  void aLoginThatFailedIsNoGapWhereTheEarlierListsAreKept() {
    Snapshot merged =
        RecheckMerge.merge(BASE, "run-2", withoutLogin(AwsService.RDS), ReplacedObservations.KNOWN);

    assertThat(merged.gaps()).isEmpty();
    assertThat(merged.recheck().obstacles()).containsExactly(NO_LOGIN.reason());
  }

  @Test
  void aLoginThatFailedIsAGapUntilEverythingWasReadAgain() {
    Snapshot failed =
        RecheckMerge.merge(BASE, "run-2", withoutLogin(AwsService.RDS), ReplacedObservations.ALL);
    failed =
        RecheckMerge.merge(failed, "run-3", withoutLogin(AwsService.SES), ReplacedObservations.ALL);
    assertThat(failed.gaps()).containsExactly(NO_LOGIN);

    Snapshot half =
        RecheckMerge.merge(
            failed, "run-4", region(BASE, AwsService.RDS, null), ReplacedObservations.ALL);
    assertThat(half.gaps()).as("SES is still unknown").containsExactly(NO_LOGIN);

    Snapshot whole =
        RecheckMerge.merge(
            half, "run-5", region(BASE, AwsService.SES, null), ReplacedObservations.ALL);
    assertThat(whole.gaps()).isEmpty();
    assertThat(whole.outcome()).isEqualTo(BASE.outcome());
  }

  private static final Reason BLOCKED =
      new Reason(ReasonKind.BLOCKED, "TCP port 25", "192.0.2.53", "open-port");

  private static MailServer silent(String address, Reason reason) {
    return new MailServer(address, 25, NOW, Observed.unknown(reason));
  }

  /** Two servers are silent, and so is the operator's own mail exchange. */
  private static Snapshot blocked() {
    return SnapshotCopy.copyOf(aSnapshot().withGap(new Gap(null, BLOCKED)).build())
        .servers(List.of(silent("192.0.2.7", BLOCKED), silent("192.0.2.8", BLOCKED)))
        .build();
  }

  private static RecheckObservations servers(MailServer... fresh) {
    return new RecheckObservations(
        LATER.minusSeconds(2),
        LATER,
        List.of(),
        null,
        null,
        List.of(),
        List.of(fresh),
        List.of(),
        List.of(),
        List.of());
  }

  private static MailServer answering(String address) {
    return new MailServer(
        address, 25, LATER, Observed.known(SmtpDialogueBuilder.aServer().build()));
  }

  private static MailServer refusing(String address) {
    return new MailServer(
        address, 25, LATER, Observed.known(MailServer.SmtpDialogue.CONNECTION_REFUSED));
  }

  @Test
  void aRefusedConnectionOrAServerOfOurOwnNetworkDoesNotShowThatPort25IsOpen() {
    for (MailServer server : List.of(refusing("192.0.2.7"), answering("10.0.0.7"))) {
      Snapshot merged =
          RecheckMerge.merge(blocked(), "run-2", servers(server), ReplacedObservations.KNOWN);

      assertThat(merged.gaps()).containsExactly(new Gap(null, BLOCKED));
      assertThat(merged.mailServer("192.0.2.8")).isEqualTo(silent("192.0.2.8", BLOCKED));
    }
  }

  @Test
  void onceAServerAnswersOurOwnNetworkIsNoCauseOfSilenceAnyMore() {
    Snapshot merged =
        RecheckMerge.merge(
            blocked(), "run-2", servers(answering("192.0.2.7")), ReplacedObservations.KNOWN);

    assertThat(merged.gaps()).isEmpty();
    assertThat(merged.outcome()).isEqualTo(CollectionOutcome.COMPLETE);
    assertThat(merged.mailServer("192.0.2.7")).isEqualTo(answering("192.0.2.7"));
    assertThat(merged.mailServer("192.0.2.8"))
        .as("was not probed again")
        .isEqualTo(silent("192.0.2.8", Reason.of(ReasonKind.NOT_ASKED, "192.0.2.8:25", "")));
  }

  @Test
  void silenceAndRefusedChangesLeaveTheCauseOfTheWholeAccount() {
    Snapshot still =
        RecheckMerge.merge(
            blocked(), "run-2", servers(silent("192.0.2.7", BLOCKED)), ReplacedObservations.ALL);
    Snapshot none =
        RecheckMerge.merge(
            blocked(), "run-2", servers(answering("192.0.2.7")), ReplacedObservations.NONE);
    Snapshot names =
        RecheckMerge.merge(
            blocked(),
            "run-2",
            lookups(a("mail.example.com", record("192.0.2.7"))),
            ReplacedObservations.ALL);

    assertThat(List.of(still, none, names))
        .allSatisfy(merged -> {
          assertThat(merged.gaps()).containsExactly(new Gap(null, BLOCKED));
          assertThat(merged.servers()).containsExactlyElementsOf(blocked().servers());
        });
  }

  @Test
  void thatOurOwnNetworkMayBeClosedIsNoGapOnceAServerAnswers() {
    Gap untried =
        new Gap(
            null,
            new Reason(
                ReasonKind.NOT_CONFIGURED, "TCP port 25", "", "todoku.probe.relay-recipient"));
    Reason timeout = Reason.of(ReasonKind.TIMEOUT, "192.0.2.8:25", "");
    Snapshot base =
        SnapshotCopy.copyOf(aSnapshot().withGap(untried).build())
            .servers(List.of(silent("192.0.2.8", timeout)))
            .build();

    Snapshot merged =
        RecheckMerge.merge(
            base, "run-2", servers(answering("192.0.2.7")), ReplacedObservations.ALL);

    assertThat(merged.gaps()).isEmpty();
    assertThat(merged.mailServer("192.0.2.8")).isEqualTo(silent("192.0.2.8", timeout));
  }

  @Test
  void aResolverThatAnswersIsNoGapOfTheAccountAnyMore() {
    Gap resolver =
        new Gap(
            null, new Reason(ReasonKind.TIMEOUT, "mail.example.com A", "", "todoku.dns.resolvers"));
    Snapshot base =
        SnapshotCopy.copyOf(aSnapshot().withGap(resolver).build())
            .lookups(
                List.of(
                    a("mail.example.com", timeout("mail.example.com A")),
                    a("decoy.example.net", timeout("decoy.example.net A"))))
            .build();

    Snapshot answered =
        RecheckMerge.merge(
            base,
            "run-2",
            lookups(a("mail.example.com", record("192.0.2.7"))),
            ReplacedObservations.ALL);
    Snapshot silent =
        RecheckMerge.merge(
            base,
            "run-2",
            lookups(a("mail.example.com", timeout("mail.example.com A"))),
            ReplacedObservations.ALL);

    assertThat(answered.gaps()).isEmpty();
    assertThat(answered.lookup("decoy.example.net", "A"))
        .as("its own time-out stays")
        .isEqualTo(base.lookup("decoy.example.net", "A"));
    assertThat(silent.gaps()).containsExactly(resolver);
  }

  @Test
  void aSecondRecheckKeepsTheReadingsOfTheFirst() {
    Snapshot databases = aSnapshot().database("db-1", "mysql", true, null, null).build();
    Snapshot first =
        RecheckMerge.merge(
            BASE, "run-2", region(databases, AwsService.RDS, null), ReplacedObservations.ALL);

    Snapshot second =
        RecheckMerge.merge(
            first,
            "run-3",
            lookups(a("mail.example.com", record("192.0.2.7"))),
            ReplacedObservations.ALL);

    assertThat(second.finishedAt()).isEqualTo(BASE.finishedAt());
    assertThat(second.readAgainAt(AwsService.RDS, databases.knownRegions().getFirst().name()))
        .contains(LATER);
  }

  @Test
  void theFileOfARecheckedSnapshotIsReadAgain() {
    Snapshot merged =
        RecheckMerge.merge(
            BASE,
            "run-2",
            region(
                aSnapshot().database("db-1", "mysql", true, null, null).build(),
                AwsService.RDS,
                null),
            ReplacedObservations.ALL);

    Snapshot read =
        SnapshotFile.read(
            new String(SnapshotFile.write(merged), StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8));

    assertThat(read.recheck()).isEqualTo(merged.recheck());
  }
}
