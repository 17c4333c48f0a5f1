package io.todoku.rule.server;

import static io.todoku.rule.server.MailboxTlsOnlyTests.ADDRESS;
import static io.todoku.rule.server.MailboxTlsOnlyTests.imap;
import static io.todoku.rule.server.MailboxTlsOnlyTests.open;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the ports are open to the world at all, and how they are shut. */
class MailboxTlsOnlyPortsTests {

  private final MailboxTlsOnly rule = new MailboxTlsOnly();

  @Test
  void tellsHowToShutWhatIsOpen() {
    SnapshotBuilder heard = open(Protocol.IMAP).mailbox(ADDRESS, Protocol.IMAP, imap("IMAP4rev1"));

    assertThat(onlyFinding(rule, heard).remedy().steps().getLast())
        .isEqualTo(Text.of("mailbox-tls-only.do.close", "sg-1"));
    assertThat(onlyFinding(rule, heard).remedy().commands())
        .containsExactly(
            "aws ec2 revoke-security-group-ingress --group-id sg-1 --ip-permissions"
                + " 'IpProtocol=tcp,FromPort=143,ToPort=143,IpRanges=[{CidrIp=0.0.0.0/0}]'"
                + " --region ap-northeast-1");
  }

  @Test
  void saysNothingOfWhatIsNotOpenToTheWorld() {
    SnapshotBuilder heard = open(Protocol.IMAP).mailbox(ADDRESS, Protocol.IMAP, imap("IMAP4rev1"));

    assertThat(rule.judge(heard.openTo("198.51.100.0/24", "sg-9", "::/0").build())).isEmpty();
    assertThat(rule.judge(open().openToTheWorld(993).openToTheWorld(25).build())).isEmpty();
    assertThat(rule.judge(aSnapshot().withIdleElasticIp(ADDRESS).build())).isEmpty();
  }

  @Test
  void takesIpv6ByItsOwnRange() {
    SnapshotBuilder world =
        aSnapshot()
            .withIpv6("2001:db8::9")
            .openToTheWorld(143)
            .openTo("::/0")
            .mailbox("2001:db8::9", Protocol.IMAP, imap("IMAP4rev1"));

    assertThat(onlyFinding(rule, world).remedy().commands().getLast()).contains("CidrIpv6=::/0");
  }

  @Test
  void isUnknownForAGroupThatIsNotListed() {
    SnapshotBuilder world =
        aSnapshot()
            .openToTheWorld(143)
            .withInterface(
                new NetworkInterface(
                    "eni-9",
                    null,
                    "subnet-a",
                    List.of(new NetworkInterface.PublicIpAssociation(ADDRESS, null)),
                    List.of(),
                    List.of("sg-1", "sg-gone"),
                    null))
            .mailbox(ADDRESS, Protocol.IMAP, imap("LOGINDISABLED"));

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).as("port 110 may be open too").isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().detail()).isEqualTo("sg-gone");
    assertThat(finding.summary().arguments()).containsExactly(ADDRESS, "110");
    assertThat(finding.evidence().getFirst().answer()).containsExactly("MALFORMED sg-gone");
  }

  @ParameterizedTest
  @CsvSource({"ec2:DescribeSecurityGroups", "ec2:DescribeNetworkInterfaces"})
  void isUnknownWhereGroupsOrInterfacesWereDenied(String api) {
    Finding finding =
        onlyFinding(
            rule,
            open(Protocol.IMAP).mailbox(ADDRESS, Protocol.IMAP, imap("LOGINDISABLED")).denied(api));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().fix()).isEqualTo(api);
  }
}
