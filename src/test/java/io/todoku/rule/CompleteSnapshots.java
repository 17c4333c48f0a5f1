package io.todoku.rule;

import static io.todoku.rule.CompleteNetworks.NAT;
import static io.todoku.rule.CompleteNetworks.OTHER_NAT;
import static io.todoku.rule.CompleteNetworks.THIRD_NAT;
import static io.todoku.rule.CompleteNetworks.UNKNOWN_NAT;
import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.acl;
import static io.todoku.snapshot.SnapshotBuilder.entry;
import static io.todoku.snapshot.SnapshotCopy.copyOf;

import io.todoku.snapshot.Attestation.AttestationState;
import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailboxServer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.RegionInventory.Egress;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SupportCase;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Snapshots that contain something for every rule. */
final class CompleteSnapshots {

  static final String SENDER = "203.0.113.10";
  private static final String SENDER_V6 = "2001:db8::10";
  static final String OTHER_REGION_SENDER = "203.0.113.11";
  private static final String PUBLIC_IP = "203.0.113.40";
  static final String IDLE = "203.0.113.50";
  static final String RELEASED = "198.51.100.70";
  static final String OTHER_ACCOUNT_ADDRESS = "198.51.100.60";
  private static final String EC2_NAME = "ec2-203-0-113-10.ap-northeast-1.compute.amazonaws.com";
  static final String BLOCKLIST = "list.example";
  private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
  private static final Map<String, String> SENDER_TAG = Map.of("todoku:mail", "yes");

  private CompleteSnapshots() {}

  /** One sender in good order, over IPv4, and what it stands on. */
  static Snapshot oneHealthySender() {
    return sender(SENDER, "mail.example.com")
        .withDomain("example.com", "s1")
        .with(w -> CompleteDnsRecords.goodDomain(w, SENDER))
        .build();
  }

  private static SnapshotBuilder sender(String address, String name) {
    return aSnapshot()
        .withElasticIp(address, Map.of())
        .withInstance(new Instance("i-1", "running", "vpc-1", "subnet-a", SENDER_TAG))
        .openToTheWorld(25)
        .openToTheWorld(143)
        .mailbox(address, MailboxServer.Protocol.IMAP, CompleteMailServers.imap(false))
        .with(w -> CompleteDnsRecords.goodNames(w, address, name))
        .dnsStatus(name, "AAAA", Status.NODATA)
        .reverseDns(ptrAttribute(address, name + ".", null, null, null))
        .blocklists(BLOCKLIST)
        .with(w -> CompleteDnsRecords.notOnBlocklist(w, address))
        .dialogue(address, CompleteMailServers.healthy(name, true))
        .with(CompleteDnsRecords::relayRecipientOutsideAccount)
        .withAttestation(AttestationState.GRANTED, TODAY.minusDays(10));
  }

  /** Everything there is, all of it in order; a second Region lacks the confirmed sending limit. */
  static Snapshot healthy() {
    SnapshotBuilder tokyo =
        sender(SENDER, "mail.example.com")
            .withDomain("example.com", "s1")
            .withIpv6(SENDER_V6, 1)
            .with(w ->
                CompleteDnsRecords.goodDomain(
                    w,
                    SENDER,
                    SENDER_V6,
                    NAT,
                    OTHER_NAT,
                    THIRD_NAT,
                    UNKNOWN_NAT,
                    OTHER_REGION_SENDER))
            .dns("v6.example.com", "AAAA", SENDER_V6)
            .ptr(SENDER_V6, "v6.example.com")
            .dialogue(SENDER_V6, CompleteMailServers.healthy("v6.example.com", false))
            .with(CompleteNetworks::gateways)
            .with(w -> CompleteDnsRecords.goodNames(w, NAT, "out.example.com"))
            .with(w -> CompleteDnsRecords.goodNames(w, OTHER_NAT, "out2.example.com"))
            .with(w -> CompleteDnsRecords.goodNames(w, THIRD_NAT, "out3.example.com"))
            .with(w -> CompleteDnsRecords.notOnBlocklist(w, SENDER_V6, NAT, OTHER_NAT, THIRD_NAT))
            .with(CompleteNetworks::balancers)
            .withIdleElasticIp(IDLE)
            .dnsStatus(DnsLookup.reverseName(IDLE), "PTR", Status.NXDOMAIN)
            .with(CompleteNetworks::databases)
            .subnetGroup("a", "c", "d")
            .acls(
                acl(
                    "acl-1",
                    List.of("subnet-a", "subnet-p", "subnet-n"),
                    entry(100, true, true, "-1", null, null, "0.0.0.0/0"),
                    entry(100, false, true, "-1", null, null, "0.0.0.0/0"),
                    entry(101, true, true, "-1", null, null, "::/0"),
                    entry(101, false, true, "-1", null, null, "::/0")))
            .ses(sesAccount(true, "HEALTHY"))
            .supportCases(Observed.known(List.of(limitCase("resolved", 30))));
    return twoRegions(tokyo, sender(OTHER_REGION_SENDER, "abroad.example.com"));
  }

  /** Everything there is, all of it wrong or in doubt. */
  static Snapshot broken() {
    SnapshotBuilder tokyo =
        aSnapshot()
            .withElasticIp(SENDER, SENDER_TAG)
            .withInstance(new Instance("i-1", "running", "vpc-1", "subnet-a", SENDER_TAG))
            .withIpv6(SENDER_V6, 1)
            .withPublicIp(PUBLIC_IP, "i-9")
            .withInstance(new Instance("i-9", "running", "vpc-1", "subnet-a", SENDER_TAG))
            .withInterface(
                new NetworkInterface(
                    "eni-8",
                    "i-8",
                    "subnet-a",
                    List.of(new NetworkInterface.PublicIpAssociation("203.0.113.41", null)),
                    List.of(),
                    List.of("sg-1"),
                    null))
            .dialogue("203.0.113.41", SmtpDialogue.CONNECTION_REFUSED)
            .openToTheWorld(25)
            .openToTheWorld(143)
            .mailbox(SENDER, MailboxServer.Protocol.IMAP, CompleteMailServers.imap(true))
            .egress(Observed.known(List.of(new Egress("tcp", 443, 443, List.of("0.0.0.0/0")))))
            .acls(
                acl(
                    "acl-1",
                    List.of("subnet-a", "subnet-p", "subnet-n"),
                    entry(100, true, false, "6", 25, 25, "0.0.0.0/0"),
                    entry(200, true, true, "-1", null, null, "0.0.0.0/0"),
                    entry(100, false, true, "-1", null, null, "0.0.0.0/0")))
            .withDomain("example.com", "s1", "s2")
            .withDomain("example.org")
            .ptr(SENDER, EC2_NAME, "x.example.com")
            .dns("x.example.com", "A", OTHER_ACCOUNT_ADDRESS)
            .dnsStatus("x.example.com", "AAAA", Status.NODATA)
            .dns(EC2_NAME, "A", "192.0.2.1")
            .dnsStatus(DnsLookup.reverseName(SENDER_V6), "PTR", Status.NXDOMAIN)
            .dnsStatus(DnsLookup.reverseName(PUBLIC_IP), "PTR", Status.BOGUS)
            .reverseDns(
                ptrAttribute(SENDER, "old.example.com.", "new.example.com.", "FAILED", "no A"))
            .blocklists(BLOCKLIST)
            .dns(Blocklists.entryName(SENDER, BLOCKLIST), "A", "127.0.0.3")
            .dns(Blocklists.entryName(SENDER, BLOCKLIST), "TXT", "https://list.example/why")
            .dns(Blocklists.entryName(PUBLIC_IP, BLOCKLIST), "A", "127.255.255.254")
            .dialogue(SENDER, CompleteMailServers.openRelay("probe.example"))
            .dialogue(PUBLIC_IP, CompleteMailServers.outdated("x.example.com"))
            .dialogue(SENDER_V6, CompleteMailServers.healthy("x.example.com", false))
            .with(CompleteDnsRecords::relayRecipientInAccount)
            .with(CompleteNetworks::gateways)
            .dnsStatus(DnsLookup.reverseName(NAT), "PTR", Status.NXDOMAIN)
            .ptr(OTHER_NAT, "gone.example.com")
            .dnsStatus("gone.example.com", "A", Status.NXDOMAIN)
            .with(CompleteNetworks::balancers)
            .withIdleElasticIp(IDLE)
            .dnsStatus(DnsLookup.reverseName(IDLE), "PTR", Status.NXDOMAIN)
            .with(CompleteDnsRecords::brokenDomain)
            .with(CompleteDnsRecords::domainWithoutRecords)
            .with(CompleteNetworks::databases)
            .subnetGroup("a")
            .ses(sesAccount(false, "SHUTDOWN"))
            .withAttestation(AttestationState.GRANTED, TODAY.minusDays(10))
            .supportCases(Observed.known(List.of(limitCase("opened", 2))));
    SnapshotBuilder abroad =
        aSnapshot()
            .withElasticIp(OTHER_REGION_SENDER, SENDER_TAG)
            .openToTheWorld(25)
            .dialogue(OTHER_REGION_SENDER, CompleteMailServers.openRelay("third.example"))
            .dns("third.example", "MX", "10 mx.third.example")
            .dns("mx.third.example", "A", "192.0.2.98")
            .dnsStatus("mx.third.example", "AAAA", Status.NODATA)
            .acls()
            .ses(sesAccount(true, "PROBATION"));
    Snapshot both = twoRegions(tokyo, abroad);
    return both.judgedAt(
        both.judgedAt(),
        both.account().withAddressesHeldBefore(List.of(RELEASED)),
        both.attestations());
  }

  /** The same in order, and a Region of which nothing could be listed. */
  static Snapshot healthyWithDeniedRegion() {
    SnapshotBuilder denied = aSnapshot().inRegion("eu-west-1");
    List.of(
            "ec2:DescribeAddresses",
            "ec2:DescribeAddressesAttribute",
            "ec2:DescribeInstances",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeNatGateways",
            "ec2:DescribeSubnets",
            "rds:DescribeDBInstances",
            "rds:DescribeDBClusters",
            "rds:DescribeDBSubnetGroups",
            "ec2:DescribeNetworkAcls",
            "ses:ListEmailIdentities")
        .forEach(denied::denied);
    return copyOf(healthy()).withRegionsOf(denied.build()).build();
  }

  /** The first with the Region of the second, and with an address that another account holds. */
  private static Snapshot twoRegions(SnapshotBuilder here, SnapshotBuilder abroad) {
    Snapshot both =
        copyOf(here.build()).withRegionsOf(abroad.inRegion("us-east-1").build()).build();
    return both.judgedAt(
        both.judgedAt(),
        both.account().withAddressesOfOtherAccounts(Map.of(OTHER_ACCOUNT_ADDRESS, "222222222222")),
        both.attestations());
  }

  private static ReverseDns ptrAttribute(
      String address, String ptr, String value, String status, String reason) {
    return new ReverseDns("eipalloc-1", address, ptr, value, status, reason);
  }

  private static Observed<Ses.SesAccount> sesAccount(boolean production, String status) {
    return Observed.known(new Ses.SesAccount(production, true, status, 50_000, 10, 14));
  }

  private static SupportCase limitCase(String status, int daysAgo) {
    return new SupportCase(
        "case-1",
        "173000000100001",
        "Request to Remove Email Sending Limitations",
        status,
        NOW.minus(Duration.ofDays(daysAgo)));
  }
}
