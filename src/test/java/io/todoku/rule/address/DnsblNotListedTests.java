package io.todoku.rule.address;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsblNotListedTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final String V6 = "2001:db8::25";
  private static final String ENTRY = "9.113.0.203.bl.example";
  private static final String OTHER = "9.113.0.203.other.example";

  private final DnsblNotListed rule = new DnsblNotListed();

  private static SnapshotBuilder sender(String... lists) {
    return aSnapshot().withSender(ADDRESS).blocklists(lists);
  }

  @Test
  void passesWhenNoListHasTheAddress() {
    Finding finding =
        onlyFinding(
            rule,
            sender("bl.example", "other.example")
                .dnsStatus(ENTRY, "A", Status.NXDOMAIN)
                .dnsStatus(OTHER, "A", Status.NODATA));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.summary().arguments()).contains("bl.example, other.example");
    assertThat(finding.evidence()).extracting(Evidence::query).contains(ENTRY + " A", OTHER + " A");
  }

  @Test
  void failsWhenOneListHasTheAddress() {
    Finding finding =
        onlyFinding(
            rule,
            sender("bl.example", "other.example")
                .dnsUnknown(OTHER, "A", ReasonKind.TIMEOUT)
                .dns(ENTRY, "A", "127.0.0.4")
                .dns(ENTRY, "TXT", "Listed, see https://bl.example/why?ip=203.0.113.9"));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().arguments().get(1).toString())
        .contains("bl.example", "127.0.0.4", "Listed, see");
    assertThat(finding.remedy().steps())
        .extracting(Text::key)
        .containsExactly("dnsbl-not-listed.do.cause", "dnsbl-not-listed.do.page");
    assertThat(finding.remedy().steps().getLast().arguments())
        .containsExactly("bl.example", "https://bl.example/why?ip=203.0.113.9");
  }

  @Test
  void theRemedyNamesTheListThatGivesNoPage() {
    Finding finding = onlyFinding(rule, sender("bl.example").dns(ENTRY, "A", "127.0.0.2"));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.remedy().steps().getLast())
        .isEqualTo(Text.of("dnsbl-not-listed.do.ask", "bl.example"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.255.255.252", "127.255.255.254", "127.255.255.255"})
  void anErrorOfTheListIsNoListing(String code) {
    Finding finding = onlyFinding(rule, sender("bl.example").dns(ENTRY, "A", code));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().detail()).contains(code);
    assertThat(finding.unknownReason().fix()).isEqualTo("blocklist-refuses-resolver");
    assertThat(finding.remedy().steps()).isNotEmpty();
  }

  @Test
  void aListThatRefusesTheResolverIsUnknown() {
    SnapshotBuilder refused =
        aSnapshot()
            .withSender(ADDRESS)
            .blocklists(Observed.known(List.of("bl.example")))
            .dns("2.0.0.127.bl.example", "A", "127.255.255.254")
            .dns("1.0.0.127.bl.example", "A", "127.255.255.254");

    Finding finding = onlyFinding(rule, refused);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary().key()).isEqualTo("dnsbl-not-listed.unknown.refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "127.0.0.1"})
  void anAnswerThatIsNoEntryIsNoListing(String record) {
    Finding finding = onlyFinding(rule, sender("bl.example").dns(ENTRY, "A", record));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.INCONCLUSIVE);
  }

  @Test
  void aListWithoutItsTestEntryProvesNothing() {
    SnapshotBuilder gone =
        aSnapshot()
            .withSender(ADDRESS)
            .blocklists(Observed.known(List.of("bl.example")))
            .dnsStatus("2.0.0.127.bl.example", "A", Status.NXDOMAIN)
            .dnsStatus("1.0.0.127.bl.example", "A", Status.NXDOMAIN)
            .dnsStatus(ENTRY, "A", Status.NXDOMAIN);

    Finding finding = onlyFinding(rule, gone);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().source()).isEqualTo("bl.example");
    assertThat(finding.unknownReason().fix()).isEqualTo("blocklist-test-entry");
    assertThat(finding.remedy().steps()).containsExactly(Text.of("dnsbl-not-listed.do.resolver"));
  }

  @Test
  void aListThatHasEveryAddressProvesNothing() {
    SnapshotBuilder all =
        aSnapshot()
            .withSender(ADDRESS)
            .blocklists(Observed.known(List.of("bl.example")))
            .dns("2.0.0.127.bl.example", "A", "127.0.0.2")
            .dns("1.0.0.127.bl.example", "A", "127.0.0.2")
            .dns(ENTRY, "A", "127.0.0.2");

    Finding finding = onlyFinding(rule, all);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().fix()).isEqualTo("blocklist-lists-all");
    assertThat(finding.remedy().steps()).as("no resolver helps").isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ReasonKind.class,
      names = {"SERVFAIL", "REFUSED", "TIMEOUT"})
  void isUnknownWhenALookUpFailed(ReasonKind cause) {
    Finding finding =
        onlyFinding(
            rule,
            sender("bl.example", "other.example")
                .dnsStatus(ENTRY, "A", Status.NXDOMAIN)
                .dnsUnknown(OTHER, "A", cause));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary().arguments()).contains("other.example");
    assertThat(finding.unknownReason().kind()).isEqualTo(cause);
  }

  @Test
  void isUnknownWhenNothingWasLookedUp() {
    SnapshotBuilder old =
        aSnapshot()
            .withSender(ADDRESS)
            .blocklists(
                Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "todoku.dns.blocklists", "")));

    assertThat(onlyFinding(rule, old).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(onlyFinding(rule, sender("bl.example")).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void doesNotApplyWhenListsAreTurnedOff() {
    assertThat(onlyFinding(rule, sender()).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
  }

  private static SnapshotBuilder ipv6() {
    return aSnapshot().withIpv6(V6).withRoleOverride(V6, true).blocklists("bl.example");
  }

  @Test
  void ipv6ListsAreTestedByTheirIpv6Entries() {
    SnapshotBuilder both =
        ipv6()
            .dns(Blocklists.testEntryName(true, "bl.example"), "A", "127.0.0.2")
            .dnsStatus(Blocklists.negativeTestEntryName(true, "bl.example"), "A", Status.NXDOMAIN);

    assertThat(
            onlyFinding(
                    rule,
                    both.dnsStatus(Blocklists.entryName(V6, "bl.example"), "A", Status.NXDOMAIN))
                .verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void anIpv4OnlyListDoesNotApplyToIpv6() {
    SnapshotBuilder v4Only =
        ipv6()
            .dnsStatus(Blocklists.testEntryName(true, "bl.example"), "A", Status.NXDOMAIN)
            .dnsStatus(Blocklists.negativeTestEntryName(true, "bl.example"), "A", Status.NXDOMAIN)
            .dnsStatus(Blocklists.entryName(V6, "bl.example"), "A", Status.NXDOMAIN);

    assertThat(onlyFinding(rule, v4Only).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(onlyFinding(rule, ipv6()).verdict()).as("nobody asked").isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void givesNoFindingForAnAddressThatSendsNoMail() {
    assertThat(
            rule.judge(
                aSnapshot()
                    .withElasticIp(ADDRESS, Map.of())
                    .blocklists("bl.example")
                    .dns(ENTRY, "A", "127.0.0.2")
                    .build()))
        .isEmpty();
  }
}
