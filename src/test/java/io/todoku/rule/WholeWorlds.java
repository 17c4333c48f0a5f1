package io.todoku.rule;

import static io.todoku.rule.WholeNetworks.NAT;
import static io.todoku.rule.WholeNetworks.OTHER_NAT;
import static io.todoku.rule.WholeNetworks.THIRD_NAT;
import static io.todoku.rule.WholeNetworks.UNSEEN_NAT;
import static io.todoku.rule.World.NOW;
import static io.todoku.rule.World.aSnapshot;
import static io.todoku.rule.World.acl;
import static io.todoku.rule.World.entry;

import io.todoku.snapshot.Attestation.State;
import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.Mailbox;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.RegionInventory.Egress;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SupportCase;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Accounts with something of everything that rules speak of. */
final class WholeWorlds {

  static final String SENDER = "203.0.113.10";
  private static final String SENDER_V6 = "2001:db8::10";
  static final String ABROAD = "203.0.113.11";
  private static final String AUTOMATIC = "203.0.113.40";
  static final String IDLE = "203.0.113.50";
  static final String ELSEWHERE = "198.51.100.60";
  private static final String EC2_NAME = "ec2-203-0-113-10.ap-northeast-1.compute.amazonaws.com";
  static final String LIST = "list.example";
  private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
  private static final Map<String, String> YES = Map.of("todoku:mail", "yes");

  private WholeWorlds() {}

  /** One sender in good order, over IPv4, and what it stands on. */
  static Snapshot small() {
    return sender(SENDER, "mail.example.com")
        .withDomain("example.com", "s1")
        .with(w -> WholeNames.goodDomain(w, SENDER))
        .build();
  }

  private static World sender(String address, String name) {
    return aSnapshot()
        .withElasticIp(address, Map.of())
        .withInstance(new Instance("i-1", "running", "vpc-1", "subnet-a", YES))
        .openToTheWorld(25)
        .openToTheWorld(143)
        .mailbox(address, Mailbox.Protocol.IMAP, WholeServers.imap(false))
        .with(w -> WholeNames.goodNames(w, address, name))
        .dnsStatus(name, "AAAA", Status.NODATA)
        .reverseDns(held(address, name + ".", null, null, null))
        .blocklists(LIST)
        .with(w -> WholeNames.unlisted(w, address))
        .dialogue(address, WholeServers.good(name, true))
        .with(WholeNames::recipientElsewhere)
        .said(State.GRANTED, TODAY.minusDays(10));
  }

  /** Everything there is, all of it in order; a second Region lacks the confirmed sending limit. */
  static Snapshot inOrder() {
    World tokyo =
        sender(SENDER, "mail.example.com")
            .withDomain("example.com", "s1")
            .withIpv6(SENDER_V6, 1)
            .with(w ->
                WholeNames.goodDomain(
                    w, SENDER, SENDER_V6, NAT, OTHER_NAT, THIRD_NAT, UNSEEN_NAT, ABROAD))
            .dns("v6.example.com", "AAAA", SENDER_V6)
            .ptr(SENDER_V6, "v6.example.com")
            .dialogue(SENDER_V6, WholeServers.good("v6.example.com", false))
            .with(WholeNetworks::gateways)
            .with(w -> WholeNames.goodNames(w, NAT, "out.example.com"))
            .with(w -> WholeNames.goodNames(w, OTHER_NAT, "out2.example.com"))
            .with(w -> WholeNames.goodNames(w, THIRD_NAT, "out3.example.com"))
            .with(w -> WholeNames.unlisted(w, SENDER_V6, NAT, OTHER_NAT, THIRD_NAT))
            .with(WholeNetworks::balancers)
            .withIdleElasticIp(IDLE)
            .dnsStatus(DnsLookup.reverseName(IDLE), "PTR", Status.NXDOMAIN)
            .with(WholeNetworks::databases)
            .group("a", "c", "d")
            .acls(
                acl(
                    "acl-1",
                    List.of("subnet-a", "subnet-p", "subnet-n"),
                    entry(100, true, true, "-1", null, null, "0.0.0.0/0"),
                    entry(100, false, true, "-1", null, null, "0.0.0.0/0"),
                    entry(101, true, true, "-1", null, null, "::/0"),
                    entry(101, false, true, "-1", null, null, "::/0")))
            .ses(sesAccount(true, "HEALTHY"))
            .cases(Observed.known(List.of(limitCase("resolved", 30))));
    return WholeRegions.twoRegions(tokyo, sender(ABROAD, "abroad.example.com"));
  }

  /** Everything there is, all of it wrong or in doubt. */
  static Snapshot broken() {
    World tokyo =
        aSnapshot()
            .withElasticIp(SENDER, YES)
            .withInstance(new Instance("i-1", "running", "vpc-1", "subnet-a", YES))
            .withIpv6(SENDER_V6, 1)
            .withPublicIp(AUTOMATIC, "i-9")
            .withInstance(new Instance("i-9", "running", "vpc-1", "subnet-a", YES))
            .withInterface(
                new NetworkInterface(
                    "eni-8",
                    "i-8",
                    "subnet-a",
                    List.of(new NetworkInterface.Outside("203.0.113.41", null)),
                    List.of(),
                    List.of("sg-1"),
                    null))
            .dialogue("203.0.113.41", Dialogue.NOTHING)
            .openToTheWorld(25)
            .openToTheWorld(143)
            .mailbox(SENDER, Mailbox.Protocol.IMAP, WholeServers.imap(true))
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
            .dns("x.example.com", "A", ELSEWHERE)
            .dnsStatus("x.example.com", "AAAA", Status.NODATA)
            .dns(EC2_NAME, "A", "192.0.2.1")
            .dnsStatus(DnsLookup.reverseName(SENDER_V6), "PTR", Status.NXDOMAIN)
            .dnsStatus(DnsLookup.reverseName(AUTOMATIC), "PTR", Status.BOGUS)
            .reverseDns(held(SENDER, "old.example.com.", "new.example.com.", "FAILED", "no A"))
            .blocklists(LIST)
            .dns(Blocklists.query(SENDER, LIST), "A", "127.0.0.3")
            .dns(Blocklists.query(SENDER, LIST), "TXT", "https://list.example/why")
            .dns(Blocklists.query(AUTOMATIC, LIST), "A", "127.255.255.254")
            .dialogue(SENDER, WholeServers.open("probe.example"))
            .dialogue(AUTOMATIC, WholeServers.old("x.example.com"))
            .dialogue(SENDER_V6, WholeServers.good("x.example.com", false))
            .with(WholeNames::recipientIsOurs)
            .with(WholeNetworks::gateways)
            .dnsStatus(DnsLookup.reverseName(NAT), "PTR", Status.NXDOMAIN)
            .ptr(OTHER_NAT, "gone.example.com")
            .dnsStatus("gone.example.com", "A", Status.NXDOMAIN)
            .with(WholeNetworks::balancers)
            .withIdleElasticIp(IDLE)
            .dnsStatus(DnsLookup.reverseName(IDLE), "PTR", Status.NXDOMAIN)
            .with(WholeNames::brokenDomain)
            .with(WholeNames::silentDomain)
            .with(WholeNetworks::databases)
            .group("a")
            .ses(sesAccount(false, "SHUTDOWN"))
            .said(State.GRANTED, TODAY.minusDays(10))
            .cases(Observed.known(List.of(limitCase("opened", 2))));
    World abroad =
        aSnapshot()
            .withElasticIp(ABROAD, YES)
            .openToTheWorld(25)
            .dialogue(ABROAD, WholeServers.open("third.example"))
            .dns("third.example", "MX", "10 mx.third.example")
            .dns("mx.third.example", "A", "192.0.2.98")
            .dnsStatus("mx.third.example", "AAAA", Status.NODATA)
            .acls()
            .ses(sesAccount(true, "PROBATION"));
    return WholeRegions.twoRegions(tokyo, abroad);
  }

  /** The same in order, and a Region of which nothing could be listed. */
  static Snapshot halfSeen() {
    Snapshot seen = inOrder();
    World dark = aSnapshot();
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
        .forEach(dark::denied);
    return WholeRegions.with(
        seen,
        WholeRegions.named(dark.build().knownRegions().getFirst(), "eu-west-1"),
        List.of(),
        List.of());
  }

  private static ReverseDns held(
      String address, String ptr, String value, String status, String reason) {
    return new ReverseDns("eipalloc-1", address, ptr, value, status, reason);
  }

  private static Observed<Ses.Account> sesAccount(boolean production, String status) {
    return Observed.known(new Ses.Account(production, true, status, 50_000, 10, 14));
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
