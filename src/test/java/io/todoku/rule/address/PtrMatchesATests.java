package io.todoku.rule.address;

import static io.todoku.rule.RemedyContents.changes;
import static io.todoku.rule.RemedyContents.texts;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.BlockKind;
import io.todoku.rule.Finding;
import io.todoku.rule.RecordChange;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.RemedyOption;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PtrMatchesATests {

  private static final String ADDRESS = "203.0.113.9";
  private static final String REVERSE = "9.113.0.203.in-addr.arpa";

  private final PtrMatchesA rule = new PtrMatchesA();

  private static SnapshotBuilder sender() {
    return aSnapshot().withSender(ADDRESS);
  }

  @Test
  void passesWhenOneNameMatchesAndAnotherIsUnknown() {
    Finding finding =
        onlyFinding(
            rule,
            sender()
                .ptr(ADDRESS, "silent.example.com", "mail.example.com")
                .dnsUnknown("silent.example.com", "A", ReasonKind.TIMEOUT)
                .dns("mail.example.com", "A", ADDRESS));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.evidence()).hasSize(3);
    assertThat(finding.resource().address()).isEqualTo(ADDRESS);
  }

  @Test
  void failsWhenEveryNameIsAnsweredAndNoneMatches() {
    Finding finding =
        onlyFinding(
            rule,
            sender().ptr(ADDRESS, "mail.example.com").dns("mail.example.com", "A", "192.0.2.1"));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().arguments()).contains("192.0.2.1");
    assertThat(finding.remedy().options())
        .extracting(RemedyOption::label)
        .containsExactly(
            Text.of("ptr.do.either.move.label", "mail.example.com"),
            Text.of("ptr.do.either.keep.label", "mail.example.com"));
    RemedyOption move = finding.remedy().options().getFirst();
    assertThat(move.change().steps())
        .containsExactly(Text.of("ptr.do.either.move", "mail.example.com", ADDRESS, "A"));
    assertThat(move.change().blocks())
        .as("the PTR is set already")
        .containsExactly(RecordChange.ofAddress("mail.example.com", ADDRESS).block().orElseThrow());
    RemedyOption keep = finding.remedy().options().getLast();
    assertThat(keep.change().steps())
        .containsExactly(
            Text.of("ptr.do.either.keep", "mail.example.com", ADDRESS),
            Text.of("ptr.do.record", "MAIL-HOST-NAME", ADDRESS),
            Text.of("ptr.do.request", "MAIL-HOST-NAME"));
    assertThat(keep.change().blocks())
        .as("the record first")
        .hasSize(2)
        .first()
        .isEqualTo(RecordChange.ofAddress("MAIL-HOST-NAME", ADDRESS).block().orElseThrow());
    assertThat(keep.verify().blocks()).contains(RemedyBlock.shell("dig +short -x " + ADDRESS));
  }

  @Test
  void theRemedyWarnsWhenTheNameIsAnMxHost() {
    SnapshotBuilder world =
        sender()
            .withDomain("example.com")
            .withDomain("example.org")
            .ptr(ADDRESS, "Mail.example.com")
            .dns("example.com", "MX", "10 mail.example.com.")
            .dns("example.org", "MX", "10 mx.example.org");

    assertThat(
            onlyFinding(rule, world.dns("mail.example.com", "A", "192.0.2.1")).remedy().cautions())
        .containsExactly(Text.of("ptr.do.mx", "Mail.example.com", "example.com"));
  }

  @Test
  void theRemedyCreatesTheRecordOfANameThatDoesNotExist() {
    Finding finding =
        onlyFinding(
            rule,
            sender()
                .ptr(ADDRESS, "mail.example.com")
                .dnsStatus("mail.example.com", "A", Status.NXDOMAIN));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(changes(finding)).extracting(Text::key).containsExactly("ptr.do.create");
  }

  @Test
  void theRemedyAsksForANewNameWhenThePtrIsGeneric() {
    String generic = "ec2-203-0-113-9.ap-northeast-1.compute.amazonaws.com";
    Finding finding =
        onlyFinding(rule, sender().ptr(ADDRESS, generic).dnsStatus(generic, "A", Status.NXDOMAIN));

    assertThat(finding.remedy().commands())
        .hasSize(6)
        .noneMatch(command -> command.contains("amazonaws"));
  }

  @Test
  void isUnknownWhenNoNameMatchesAndOneIsUnknown() {
    Finding finding =
        onlyFinding(
            rule,
            sender()
                .ptr(ADDRESS, "a.example.com", "b.example.com")
                .dns("a.example.com", "A", "192.0.2.1")
                .dnsUnknown("b.example.com", "A", ReasonKind.SERVFAIL));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason()).isNotNull();
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.SERVFAIL);
  }

  @ParameterizedTest
  @EnumSource(
      value = ReasonKind.class,
      names = {"SERVFAIL", "REFUSED", "TIMEOUT", "UNREACHABLE", "MALFORMED"})
  void isUnknownWhenThePtrIsUnknown(ReasonKind cause) {
    Finding finding = onlyFinding(rule, sender().dnsUnknown(REVERSE, "PTR", cause));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void isUnknownWhenNothingWasLookedUp() {
    assertThat(onlyFinding(rule, sender()).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"BOGUS", "CNAME_LOOP"})
  void failsWhenTheReverseZoneIsBroken(Status status) {
    assertThat(onlyFinding(rule, sender().dnsStatus(REVERSE, "PTR", status)).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void failsWhenThePtrIsADanglingAlias() {
    DnsAnswer nowhere =
        new DnsAnswer(Status.NXDOMAIN, List.of(), List.of("9.0-31.113.0.203.in-addr.arpa"), 60L);

    assertThat(onlyFinding(rule, sender().dns(REVERSE, "PTR", nowhere)).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void doesNotApplyWithoutPtr() {
    assertThat(onlyFinding(rule, sender().dnsStatus(REVERSE, "PTR", Status.NXDOMAIN)).verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void looksUpTenNamesAndReportsTheLimit() {
    String[] names =
        IntStream.range(0, 12)
            .mapToObj(i -> "n%02d.example.com".formatted(i))
            .toArray(String[]::new);
    SnapshotBuilder world = sender().ptr(ADDRESS, names);
    IntStream.range(0, 10).forEach(i -> world.dns(names[i], "A", "192.0.2.1"));

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.evidence()).hasSize(11);
  }

  @Test
  void ipv6AddressesAreComparedByValue() {
    String address = "2001:db8::25";
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .withSender(address)
                .ptr(address, "mail.example.com")
                .dns("mail.example.com", "AAAA", "2001:db8:0:0:0:0:0:25"));

    assertThat(DnsLookup.reverseName(address)).endsWith(".8.b.d.0.1.0.0.2.ip6.arpa");
    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void isUnknownForARegionWhoseAddressesWereNotListed() {
    Finding finding = onlyFinding(rule, aSnapshot().denied("ec2:DescribeAddresses"));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().fix()).isEqualTo("ec2:DescribeAddresses");
  }

  @Test
  void hostileNamesAreKeptOutOfZoneFiles() {
    String hostile = "$include\\010x.example.com";
    Finding finding =
        onlyFinding(rule, sender().ptr(ADDRESS, hostile).dns(hostile, "A", "192.0.2.1"));

    assertThat(texts(finding, BlockKind.ZONE_RECORD))
        .containsOnly("MAIL-HOST-NAME.  300  IN  A  203.0.113.9");
    assertThat(finding.remedy().commands()).noneMatch(command -> command.contains("example"));
  }

  @Test
  void theOtherNameOfAnAddressOfOnesOwnRangeIsSetInItsReverseZone() {
    Finding finding =
        onlyFinding(
            rule,
            aSnapshot()
                .withElasticIp(
                    new ElasticIp(
                        "eipalloc-own",
                        ADDRESS,
                        "eipassoc-own",
                        "i-own",
                        "eni-own",
                        Map.of("todoku:mail", "sends"),
                        "ipv4pool-ec2-0123456789",
                        null))
                .ptr(ADDRESS, "mx.example.net")
                .dns("mx.example.net", "A", "192.0.2.1"));

    assertThat(finding.summary())
        .isEqualTo(Text.of("ptr-matches-a.fail", ADDRESS, "mx.example.net", "192.0.2.1"));
    assertThat(finding.remedy().steps())
        .contains(
            Text.of("ptr.do.either.move", "mx.example.net", ADDRESS, "A"),
            Text.of("ptr.do.own-range", ADDRESS, "ipv4pool-ec2-0123456789", "MAIL-HOST-NAME"));
  }
}
