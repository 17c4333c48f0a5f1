package io.todoku.recheck;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.RecheckScope;
import io.todoku.collect.RecheckScope.AwsPart;
import io.todoku.collect.RecheckScope.DnsPart;
import io.todoku.collect.RecheckScope.ServerPart;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Remedy;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.AwsService;
import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Only what a finding rests on is observed again; other servers and domains are decoys. */
class RecheckScopeBuilderTests {

  private static final String ADDRESS = "192.0.2.7";
  private static final String DECOY = "192.0.2.8";
  private static final String REGION = "ap-northeast-1";

  private static final Snapshot WORLD =
      aSnapshot()
          .inRegion(REGION)
          .withDomain("example.com")
          .withDomain("decoy.example.net")
          .withSender(ADDRESS)
          .withSender(DECOY)
          .serverNamed(ADDRESS, "220 mail.example.com", "mail.example.com")
          .serverNamed(DECOY, "220 decoy.example.net", "decoy.example.net")
          .dns("example.com", "MX", "10 mail.example.com")
          .dns("mail.example.com", "A", ADDRESS)
          .dns("decoy.example.net", "MX", "10 decoy.example.net")
          .dns("decoy.example.net", "A", DECOY)
          .blocklists("bl.example.org")
          .build();

  private static final Resource SENDER =
      new Resource(Resource.Type.ELASTIC_IP, "eipalloc-1", REGION, ADDRESS, null);

  private static Finding finding(Resource resource, @Nullable Reason reason, Evidence... evidence) {
    return new Finding(
        "some-rule",
        resource,
        reason == null ? Verdict.FAIL : Verdict.UNKNOWN,
        Text.of("some"),
        reason,
        List.of(evidence),
        Remedy.NONE);
  }

  private static RecheckScope scope(Finding... findings) {
    return RecheckScopeBuilder.of(
        WORLD, RecheckTarget.ofFindings(List.of("some-rule/x")), List.of(findings), true);
  }

  private static Evidence dns(String name, String type) {
    return Evidence.dns(WORLD.lookup(name, type));
  }

  @Test
  void aFindingOnNamesAsksDnsAlone() {
    RecheckScope scope = scope(finding(SENDER, null, dns("mail.example.com", "A")));

    assertThat(scope.addresses()).containsExactly(ADDRESS);
    assertThat(scope.questions()).containsExactly(new DnsPart("mail.example.com", "A"));
    assertThat(scope.servers()).isEmpty();
    assertThat(scope.aws()).isEmpty();
    assertThat(scope.domains()).isEmpty();
  }

  @Test
  void aFindingOnADialogueProbesItsServerAlone() {
    RecheckScope scope =
        scope(finding(SENDER, null, Evidence.smtp(ADDRESS + ":25", List.of("250 ok"), NOW)));

    assertThat(scope.servers()).containsExactly(new ServerPart(ADDRESS, List.of("example.com")));
    assertThat(scope.aws())
        .as("tells whether the account still holds the address")
        .containsExactly(new AwsPart(REGION, Set.of(AwsService.EC2)));
  }

  @Test
  void aServerThatDidNotAnswerIsProbedByTheReason() {
    RecheckScope scope =
        scope(finding(SENDER, Reason.of(ReasonKind.TIMEOUT, ADDRESS + ":25", "10 s")));

    assertThat(scope.servers()).extracting(ServerPart::address).containsExactly(ADDRESS);
  }

  @Test
  void evidenceOfAwsReadsOneServiceOfOneRegion() {
    Resource database = new Resource(Resource.Type.DB_INSTANCE, "db-1", REGION, null, null);

    RecheckScope scope =
        scope(
            finding(
                database,
                null,
                Evidence.aws(
                    "rds:DescribeDBInstances --db-instance-identifier db-1 --region " + REGION,
                    List.of(),
                    NOW)));

    assertThat(scope.aws()).containsExactly(new AwsPart(REGION, Set.of(AwsService.RDS)));
    assertThat(scope.addresses()).isEmpty();
    assertThat(scope.questions()).isEmpty();
  }

  @Test
  void aDeniedCallIsMadeAgainInTheRegionOfTheFinding() {
    RecheckScope scope =
        scope(
            finding(
                Resource.region(REGION),
                Reason.of(ReasonKind.DENIED, "ses:GetAccount", ""),
                Evidence.aws("support:DescribeCases", List.of(), NOW)));

    assertThat(scope.aws())
        .containsExactlyInAnyOrder(
            new AwsPart(REGION, Set.of(AwsService.SES)),
            new AwsPart(null, Set.of(AwsService.SUPPORT)));
  }

  @Test
  void aRegionThatTheScanDidNotReadIsNotReadNow() {
    RecheckScope scope =
        scope(
            finding(
                SENDER,
                null,
                Evidence.aws("ec2:DescribeAddresses --region eu-west-1", List.of(), NOW)));

    assertThat(scope.aws()).isEmpty();
  }

  @Test
  void withoutAccessToAwsOnlyTheOutsideIsObserved() {
    Finding finding =
        finding(
            SENDER,
            null,
            dns("mail.example.com", "A"),
            Evidence.smtp(ADDRESS + ":25", List.of("250 ok"), NOW),
            Evidence.aws("ec2:DescribeAddresses --region " + REGION, List.of(), NOW));

    RecheckScope scope =
        RecheckScopeBuilder.of(
            WORLD, RecheckTarget.ofFindings(List.of("x/y")), List.of(finding), false);

    assertThat(scope.aws()).isEmpty();
    assertThat(scope.servers()).as("nobody knows whose the address is now").isEmpty();
    assertThat(scope.questions()).isNotEmpty();
  }

  @Test
  void anAddressIsLookedUpAndProbed() {
    RecheckScope scope =
        RecheckScopeBuilder.of(WORLD, RecheckTarget.ofAddress(ADDRESS), List.of(), true);

    assertThat(scope.addresses()).containsExactly(ADDRESS);
    assertThat(scope.servers()).extracting(ServerPart::address).containsExactly(ADDRESS);
    assertThat(scope.blocklisted()).containsExactly(ADDRESS);
  }

  @Test
  void anAddressThatTheAccountDoesNotHoldIsNotProbed() {
    RecheckScope scope =
        RecheckScopeBuilder.of(
            WORLD,
            RecheckTarget.ofAddress("203.0.113.99"),
            List.of(
                finding(SENDER, null, Evidence.smtp("203.0.113.99:25", List.of("250 ok"), NOW))),
            true);

    assertThat(scope.servers()).isEmpty();
    assertThat(scope.blocklisted()).isEmpty();
  }

  @Test
  void aDomainIsLookedUpWithAllSendersForItsSpfRecord() {
    RecheckScope scope =
        RecheckScopeBuilder.of(WORLD, RecheckTarget.ofDomain("Example.com."), List.of(), true);

    assertThat(scope.domains()).containsExactly("example.com");
    assertThat(scope.senders()).containsExactly(ADDRESS, DECOY);
    assertThat(scope.policies()).containsExactly("example.com");
    assertThat(scope.addresses()).isEmpty();
    assertThat(scope.servers()).isEmpty();
  }

  @Test
  void whereAListShowsNoTestEntryTheAddressOfTheFindingIsLookedUpInIt() {
    Evidence noTestEntry = dns(Blocklists.testEntryName(false, "bl.example.org"), "A");

    RecheckScope scope =
        scope(
            finding(
                SENDER,
                new Reason(
                    ReasonKind.INCONCLUSIVE,
                    "bl.example.org",
                    "no test entry",
                    "blocklist-test-entry"),
                noTestEntry));

    assertThat(scope.blocklisted()).containsExactly(ADDRESS);
    assertThat(scope.questions()).as("they are asked in their order").isEmpty();
  }

  @Test
  void anEntryOfABlocklistIsLookedUpAfterItsTestEntries() {
    DnsLookup entry =
        new DnsLookup("7.2.0.192.bl.example.org", "A", "", NOW, WORLD.lookup("x", "A").answer());

    RecheckScope scope = scope(finding(SENDER, null, Evidence.dns(entry)));

    assertThat(scope.blocklisted()).containsExactly(ADDRESS);
    assertThat(scope.questions()).isEmpty();
  }

  @Test
  void whatAPersonAnsweredCannotBeObserved() {
    RecheckScope scope =
        scope(
            finding(
                new Resource(Resource.Type.ACCOUNT, "111111111111", null, null, null),
                null,
                Evidence.person("send limit", List.of("yes"), NOW)));

    assertThat(scope.isEmpty()).isTrue();
  }
}
