package io.todoku.rule.address;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.GenericName;
import io.todoku.rule.Remedy;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.RemedyStage;
import io.todoku.rule.Resource;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.TranscriptLine;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts, evidence and remedies of the address rules, beside addresses and look-ups of others. */
class AddressEvidenceTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final String OTHER = "203.0.113.8";
  private static final String RELEASE =
      "aws ec2 release-address --allocation-id eipalloc-idle --region ap-northeast-1";

  private static SnapshotBuilder requested(String ptr, String value, String status, String reason) {
    return aSnapshot()
        .withElasticIp(OTHER, Map.of("Name", "other"))
        .withElasticIp(ADDRESS, Map.of("Name", "mail"))
        .reverseDns(new ReverseDns("eipalloc-2", ADDRESS, ptr, value, status, reason))
        .ptr(ADDRESS, "old.example.com");
  }

  private static Finding judgeRequest(SnapshotBuilder snapshot) {
    return onlyFinding(new PtrRequestSettled(), snapshot);
  }

  @Test
  void aPendingRequestIsShownWithAllFieldsThatEc2Holds() {
    Finding finding =
        judgeRequest(requested("old.example.com.", "mail.example.com.", "PENDING", "slow"));

    assertThat(finding.resource())
        .isEqualTo(
            new Resource(
                Resource.Type.ELASTIC_IP, "eipalloc-2", "ap-northeast-1", ADDRESS, "mail"));
    assertThat(finding.summary())
        .isEqualTo(Text.of("ptr-request-settled.warn.pending", ADDRESS, "mail.example.com"));
    assertThat(finding.evidence().getFirst())
        .isEqualTo(
            Evidence.aws(
                "ec2:DescribeAddressesAttribute --attribute domain-name --allocation-ids"
                    + " eipalloc-2 --region ap-northeast-1",
                List.of(
                    "PtrRecord: old.example.com.",
                    "PtrRecordUpdate.Value: mail.example.com.",
                    "PtrRecordUpdate.Status: PENDING",
                    "PtrRecordUpdate.Reason: slow"),
                NOW));
    assertThat(finding.remedy())
        .isEqualTo(
            Remedy.of(Text.of("ptr-request-settled.do.wait"))
                .verifying(
                    RemedyStage.of(
                        Text.of("remedy.verify.request"),
                        RemedyBlock.aws(
                            "aws ec2 describe-addresses-attribute --attribute domain-name"
                                + " --allocation-ids eipalloc-2 --region ap-northeast-1"))));
  }

  @Test
  void aRemovalThatFailedIsRequestedAgain() {
    Finding finding = judgeRequest(requested("old.example.com.", null, "FAILED", null));

    assertThat(finding.summary()).isEqualTo(Text.of("ptr-request-settled.fail", ADDRESS, "", ""));
    assertThat(finding.remedy())
        .isEqualTo(
            Remedy.of(
                Text.of("ptr-request-settled.do.reset"),
                RemedyBlock.aws(
                    "aws ec2 reset-address-attribute --attribute domain-name"
                        + " --allocation-id eipalloc-2 --region ap-northeast-1")));
    assertThat(judgeRequest(requested(null, "mail.example.com.", "FAILED", "no A")).summary())
        .isEqualTo(Text.of("ptr-request-settled.fail.reason", ADDRESS, "mail.example.com", "no A"));
  }

  @Test
  void aRequestForAnAddressThatWasNotListedIsAnElasticIps() {
    assertThat(
            judgeRequest(
                    aSnapshot()
                        .withElasticIp(OTHER, Map.of())
                        .reverseDns(
                            new ReverseDns(
                                "eipalloc-7", ADDRESS, "a.example.com.", null, null, null))
                        .ptr(ADDRESS, "a.example.com"))
                .resource())
        .isEqualTo(
            new Resource(Resource.Type.ELASTIC_IP, "eipalloc-7", "ap-northeast-1", ADDRESS, null));
  }

  private static SnapshotBuilder idle() {
    return aSnapshot().withIdleElasticIp(ADDRESS);
  }

  private static Finding judgeIdle(SnapshotBuilder snapshot) {
    return onlyFinding(new AddressNotIdle(), snapshot);
  }

  @ParameterizedTest
  @CsvSource({"9", "10", "11"})
  void atMostTenNamesAreListed(int count) {
    SnapshotBuilder snapshot = idle().dnsStatus("9.113.0.203.in-addr.arpa", "PTR", Status.NXDOMAIN);
    List<String> names = IntStream.range(0, count).mapToObj(i -> i + ".example.com").toList();
    names.forEach(name -> snapshot.dns(name, "A", ADDRESS));

    assertThat(judgeIdle(snapshot).summary())
        .isEqualTo(
            Text.of(
                "address-not-idle.fail",
                ADDRESS,
                String.join(", ", names.subList(0, Math.min(count, 10)))
                    + (count > 10 ? ", …" : "")));
  }

  @Test
  void onlyAPtrOfTheAddressItselfIsReset() {
    SnapshotBuilder snapshot =
        idle()
            .dnsStatus("9.113.0.203.in-addr.arpa", "PTR", Status.NXDOMAIN)
            .reverseDns(new ReverseDns("eipalloc-2", OTHER, "a.example.com.", null, null, null))
            .reverseDns(new ReverseDns("eipalloc-idle", ADDRESS, " ", null, null, null))
            .reverseDns(new ReverseDns("eipalloc-idle", ADDRESS, null, null, null, null));

    assertThat(judgeIdle(snapshot).remedy().commands()).endsWith(RELEASE);
    assertThat(judgeIdle(snapshot).remedy().commands())
        .noneMatch(command -> command.contains("reset-address-attribute"));
  }

  @Test
  void theEvidenceIsTheLookupsThatLeadToTheAddress() {
    Finding finding =
        judgeIdle(
            idle()
                .withDomain("example.com")
                .withDomain("example.net")
                .withDomain("example.org")
                .dns("example.com", "MX", "10 mail.example.com")
                .dns("example.net", "MX", "10 mail.example.com")
                .dns("example.org", "MX", "10 mx.example.org")
                .dns("mail.example.com", "A", ADDRESS)
                .dns("mx.example.org", "A", OTHER)
                .dnsUnknown("unrelated.example.com", "A", ReasonKind.TIMEOUT)
                .dnsStatus("9.113.0.203.in-addr.arpa", "PTR", Status.NXDOMAIN));

    assertThat(finding.summary())
        .isEqualTo(Text.of("address-not-idle.fail", ADDRESS, "mail.example.com (MX example.com)"));
    assertThat(finding.evidence())
        .filteredOn(evidence -> evidence.source().equals("dns"))
        .extracting(Evidence::query)
        .containsExactly("mail.example.com A", "example.com MX");
  }

  @Test
  void onlyALookupOfANameOfTheAddressLeavesItUnknown() {
    SnapshotBuilder unrelated =
        idle()
            .dnsStatus("9.113.0.203.in-addr.arpa", "PTR", Status.NXDOMAIN)
            .dnsUnknown("unrelated.example.com", "A", ReasonKind.TIMEOUT);
    SnapshotBuilder pointer =
        idle()
            .ptr(ADDRESS, "mail.example.com")
            .dnsUnknown("mail.example.com", "A", ReasonKind.TIMEOUT);

    assertThat(judgeIdle(unrelated).verdict()).isEqualTo(Verdict.WARN);
    assertThat(judgeIdle(pointer).unknownReason().kind()).isEqualTo(ReasonKind.TIMEOUT);
  }

  private static MailServer server(boolean listening, TranscriptLine... transcript) {
    return new MailServer(
        ADDRESS,
        25,
        NOW,
        Observed.known(
            new SmtpDialogue(
                listening,
                "mail ESMTP",
                "mail.example.com",
                List.of(),
                List.of(),
                List.of(),
                Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "STARTTLS", "")),
                null,
                false,
                SmtpEnding.COMPLETE,
                List.of(transcript))));
  }

  @Test
  void theEvidenceOfAHeloNameEndsBeforeTheCommandAfterEhlo() {
    assertThat(
            HeloIdentity.evidence(
                server(
                    true,
                    new TranscriptLine(false, "220 mail ESMTP", NOW),
                    new TranscriptLine(true, "EHLO probe.example", NOW),
                    new TranscriptLine(false, "250 mail.example.com", NOW),
                    new TranscriptLine(true, "VRFY root", NOW),
                    new TranscriptLine(false, "252 no", NOW))))
        .isEqualTo(
            Evidence.smtp(
                ADDRESS + ":25",
                List.of("< 220 mail ESMTP", "> EHLO probe.example", "< 250 mail.example.com"),
                NOW));
    assertThat(HeloIdentity.evidence(server(true)).answer())
        .containsExactly("greeting: mail ESMTP", "EHLO: mail.example.com");
    assertThat(HeloIdentity.evidence(server(false)).answer()).containsExactly("connection refused");
  }

  @Test
  void aNameThatIsNotInThePtrIsChangedAtTheServer() {
    Finding finding =
        onlyFinding(
            new HeloResolves(),
            aSnapshot()
                .withSender(OTHER)
                .withRoleOverride(OTHER, false)
                .withSender(ADDRESS)
                .serverNamed(OTHER, "decoy.example.com ESMTP", "decoy.example.com")
                .serverNamed(ADDRESS, "mx.example.com ESMTP", "mx.example.com")
                .dnsStatus("mx.example.com", "A", Status.NXDOMAIN)
                .dnsStatus("mx.example.com", "AAAA", Status.NXDOMAIN)
                .ptr(ADDRESS, "other.example.com")
                .dns("other.example.com", "A", ADDRESS));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().arguments()).startsWith(ADDRESS, "mx.example.com");
    assertThat(finding.remedy().steps().getLast().key()).startsWith("helo-resolves.do.name");
  }

  @Test
  void anIpv4ListIsToldFromOneThatDoesNotWork() {
    String list = "dnsbl.example";
    String address = "2001:db8::9";
    SnapshotBuilder ipv4Only =
        aSnapshot()
            .dnsStatus(Blocklists.testEntryName(true, list), "A", Status.NXDOMAIN)
            .dns(Blocklists.testEntryName(false, list), "A", "127.0.0.2");
    SnapshotBuilder broken =
        aSnapshot()
            .dnsStatus(Blocklists.testEntryName(true, list), "A", Status.NXDOMAIN)
            .dnsStatus(Blocklists.testEntryName(false, list), "A", Status.NXDOMAIN);

    assertThat(BlocklistResult.of(ipv4Only.build(), list, address).answer())
        .isEqualTo(new BlocklistResult.BlocklistAnswer.Ipv4Only());
    assertThat(BlocklistResult.of(broken.build(), list, address).answer())
        .isInstanceOf(BlocklistResult.BlocklistAnswer.ListUnknown.class);
  }

  @Test
  void ofTwoBlocklistsTheOneThatDidNotAnswerIsNamed() {
    Finding finding =
        onlyFinding(
            new DnsblNotListed(),
            aSnapshot()
                .withSender(ADDRESS)
                .blocklists("a.example", "b.example")
                .dnsStatus(Blocklists.entryName(ADDRESS, "a.example"), "A", Status.NXDOMAIN)
                .dnsUnknown(Blocklists.entryName(ADDRESS, "b.example"), "A", ReasonKind.TIMEOUT));

    assertThat(finding.summary())
        .isEqualTo(Text.of("dnsbl-not-listed.unknown", ADDRESS, "b.example"));
    assertThat(finding.remedy()).isEqualTo(Remedy.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "mail-1-2-3-4.example.com, 203.0.113.9, false",
    "mail-203-0-113-9.example.com, 203.0.113.9, true",
    "mail-9-113-0-203.example.com, 203.0.113.9, true",
    "mail.example.com, 2001:db8::9, false"
  })
  void onlyANameWithTheAddressInItIsGeneric(String name, String address, boolean generic) {
    assertThat(GenericName.isGeneric(name, address)).isEqualTo(generic);
  }

  @Test
  void anAddressWithoutEvidenceOfSendingListsWhereItWasLookedFor() {
    Finding idle =
        onlyFinding(
            new PtrExists(),
            idle()
                .withDomain("example.com")
                .dns("example.com", "MX", "10 mx.example.net")
                .dns("mx.example.net", "A", OTHER)
                .dns("example.com", "TXT", "v=spf1 -all"));
    Finding used = onlyFinding(new PtrExists(), aSnapshot().withElasticIp(ADDRESS, Map.of()));

    assertThat(used.summary()).isEqualTo(Text.of("ptr-exists.na.no-sign", ADDRESS));
    assertThat(used.evidence())
        .containsExactly(
            Evidence.aws(
                "ec2:DescribeAddresses, DescribeAddressesAttribute, DescribeNetworkInterfaces,"
                    + " DescribeSecurityGroups --region ap-northeast-1",
                List.of(ADDRESS),
                NOW));
    assertThat(idle.summary()).isEqualTo(Text.of("ptr-exists.na.idle", ADDRESS));
    assertThat(idle.evidence())
        .extracting(Evidence::query)
        .endsWith("example.com MX", "example.com TXT");
    assertThat(idle.evidence().getFirst().answer()).containsExactly(ADDRESS + " not associated");
  }

  @Test
  void thePtrThatMatchesIsNamed() {
    Finding finding =
        onlyFinding(
            new PtrMatchesA(),
            aSnapshot()
                .withSender(ADDRESS)
                .ptr(ADDRESS, "mail.example.com")
                .dns("mail.example.com", "A", ADDRESS));

    assertThat(finding.summary())
        .isEqualTo(Text.of("ptr-matches-a.pass", ADDRESS, "mail.example.com"));
  }

  @Test
  void aPtrThatDoesNotValidateHasAStep() {
    assertThat(
            onlyFinding(
                    new PtrMatchesA(),
                    aSnapshot()
                        .withSender(ADDRESS)
                        .dnsStatus("9.113.0.203.in-addr.arpa", "PTR", Status.BOGUS))
                .remedy()
                .steps())
        .containsExactly(Text.of("ptr.do.dnssec", "9.113.0.203.in-addr.arpa"));
  }

  @Test
  void anElasticIpOfAnInterfacePassesWhereNatGatewaysAreKnown() {
    SnapshotBuilder snapshot =
        aSnapshot()
            .withElasticIp(
                new ElasticIp(
                    "eipalloc-9",
                    ADDRESS,
                    "eipassoc-9",
                    null,
                    "eni-9",
                    Map.of("todoku:mail", "yes")));

    assertThat(onlyFinding(new SenderAddressElastic(), snapshot).summary())
        .isEqualTo(Text.of("sender-address-elastic.pass", ADDRESS));
  }
}
