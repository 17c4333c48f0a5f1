package io.todoku.rule;

import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Ending;
import io.todoku.snapshot.MailServer.Form;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.Reply;
import io.todoku.snapshot.Mailbox;
import io.todoku.snapshot.NetworkAcl;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.DbCluster;
import io.todoku.snapshot.RegionInventory.DbInstance;
import io.todoku.snapshot.RegionInventory.DbSubnetGroup;
import io.todoku.snapshot.RegionInventory.Egress;
import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.Ingress;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.RegionInventory.Subnet;
import io.todoku.snapshot.RoleChoice;
import io.todoku.snapshot.Ses;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SupportCase;
import io.todoku.snapshot.WebPolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Builds snapshots for tests: one account, one Region, what a test needs in it. */
public final class World {

  public static final Instant NOW = Instant.parse("2026-11-18T00:00:00Z");
  public static final String REGION = "ap-northeast-1";

  private final List<ElasticIp> elasticIps = new ArrayList<>();
  private final List<NetworkInterface> interfaces = new ArrayList<>();
  private final List<NatGateway> gateways = new ArrayList<>();
  private final List<Instance> instances = new ArrayList<>();
  private final List<MailDomain> domains = new ArrayList<>();
  private final List<DnsLookup> lookups = new ArrayList<>();
  private final List<MailServer> servers = new ArrayList<>();
  private final List<ReverseDns> reverseDns = new ArrayList<>();
  private final List<WebPolicy> policies = new ArrayList<>();
  private final List<Mailbox> mailboxes = new ArrayList<>();
  private final List<Attestation> attestations = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final List<DbInstance> databases = new ArrayList<>();
  private final List<DbCluster> clusters = new ArrayList<>();
  private final List<DbSubnetGroup> subnetGroups = new ArrayList<>();
  private final List<Subnet> subnets = new ArrayList<>();
  private final Map<String, RoleChoice> overrides = new HashMap<>();
  private final List<Integer> openPorts = new ArrayList<>();
  private List<String> openTo = List.of("0.0.0.0/0");
  private Observed<List<SupportCase>> cases = Observed.known(List.of());
  private Environment environment = Environment.PRODUCTION;
  private Observed<List<Egress>> egress =
      Observed.known(List.of(new Egress("-1", null, null, List.of("0.0.0.0/0", "::/0"))));
  private List<NetworkAcl> acls =
      List.of(
          acl(
              "acl-1",
              List.of("subnet-a", "subnet-p"),
              entry(100, true, true, "-1", null, null, "0.0.0.0/0"),
              entry(100, false, true, "-1", null, null, "0.0.0.0/0"),
              entry(101, true, true, "-1", null, null, "::/0"),
              entry(101, false, true, "-1", null, null, "::/0")));
  private Ses ses =
      new Ses(Observed.unknown(Reason.of(Cause.NOT_ASKED, "ses:GetAccount", "")), List.of());
  private Observed<List<String>> blocklists = Observed.known(List.of());
  private Observed<List<HostedZone>> zones = Observed.known(List.of());
  private String account = "111111111111";
  private final Set<String> denied = new HashSet<>();

  /** Of another account than 111111111111. */
  public World account(String id) {
    account = id;
    return this;
  }

  public static World aSnapshot() {
    return new World();
  }

  /** An Elastic IP in use, tagged as a sender. */
  public World withSender(String address) {
    return withElasticIp(address, Map.of("todoku:mail", "yes"));
  }

  public World withElasticIp(String address, Map<String, String> tags) {
    int i = elasticIps.size() + 1;
    elasticIps.add(
        new ElasticIp("eipalloc-" + i, address, "eipassoc-" + i, "i-" + i, "eni-" + i, tags));
    interfaces.add(
        new NetworkInterface(
            "eni-" + i,
            "i-" + i,
            "subnet-a",
            List.of(new NetworkInterface.Outside(address, "eipalloc-" + i)),
            List.of(),
            List.of("sg-1"),
            null));
    return this;
  }

  /** An Elastic IP as EC2 tells of it; with an interface where it is at an instance. */
  public World withElasticIp(ElasticIp ip) {
    elasticIps.add(ip);
    if (ip.instanceId() != null) {
      interfaces.add(
          new NetworkInterface(
              ip.networkInterfaceId(),
              ip.instanceId(),
              "subnet-a",
              List.of(new NetworkInterface.Outside(ip.address(), ip.allocationId())),
              List.of(),
              List.of("sg-1"),
              null));
    }
    return this;
  }

  /** A network load balancer: AWS's own interface, without security groups. */
  public World withLoadBalancer(String address) {
    return withLoadBalancer(address, Map.of());
  }

  public World withLoadBalancer(String address, Map<String, String> tags) {
    elasticIps.add(new ElasticIp("eipalloc-lb", address, "eipassoc-lb", null, "eni-lb", tags));
    interfaces.add(
        new NetworkInterface(
            "eni-lb",
            null,
            "subnet-a",
            List.of(new NetworkInterface.Outside(address, "eipalloc-lb")),
            List.of(),
            List.of(),
            "network_load_balancer"));
    return this;
  }

  /** An instance that mail leaves from over IPv6. */
  public World withIpv6(String address) {
    interfaces.add(
        new NetworkInterface(
            "eni-6", "i-6", "subnet-a", List.of(), List.of(address), List.of("sg-1"), null));
    return this;
  }

  public World withInterface(NetworkInterface nic) {
    interfaces.add(nic);
    return this;
  }

  /** An IPv6 address of the instance with this number, as {@link #withElasticIp} counts them. */
  public World withIpv6(String address, int instance) {
    interfaces.add(
        new NetworkInterface(
            "eni-6-" + instance,
            "i-" + instance,
            "subnet-a",
            List.of(),
            List.of(address),
            List.of("sg-1"),
            null));
    return this;
  }

  /** An address that an instance, null for none, was given automatically. */
  public World withPublicIp(String address, String instance) {
    interfaces.add(
        new NetworkInterface(
            "eni-p",
            instance,
            "subnet-a",
            List.of(new NetworkInterface.Outside(address, null)),
            List.of(),
            List.of("sg-1"),
            null));
    return this;
  }

  /** What EC2 holds of an Elastic IP's PTR. */
  public World reverseDns(ReverseDns held) {
    reverseDns.add(held);
    return this;
  }

  public World withNat(NatGateway gateway) {
    gateways.add(gateway);
    return this;
  }

  /** A NAT gateway of {@code vpc-1} whose address is an Elastic IP with these tags. */
  public World withNat(String id, String state, String address, Map<String, String> tags) {
    elasticIps.add(
        new ElasticIp("eipalloc-" + id, address, "eipassoc-" + id, null, "eni-" + id, tags));
    gateways.add(new NatGateway(id, state, "vpc-1", List.of(address)));
    return this;
  }

  /** An interface of that instance in {@code sg-1}, without a public address. */
  public World withPrivateInterface(String instance) {
    interfaces.add(
        new NetworkInterface(
            "eni-" + instance, instance, "subnet-p", List.of(), List.of(), List.of("sg-1"), null));
    return this;
  }

  /** An instance of {@code vpc-1} that has no public address. */
  public World withPrivateInstance(String id, Map<String, String> tags) {
    return withInstance(new Instance(id, "running", "vpc-1", "subnet-p", tags));
  }

  public World withInstance(Instance instance) {
    instances.add(instance);
    return this;
  }

  public World withIdleElasticIp(String address) {
    elasticIps.add(new ElasticIp("eipalloc-idle", address, null, null, null, Map.of()));
    return this;
  }

  /** The account's role does not allow this call, {@code ec2:DescribeAddresses}. */
  public World denied(String api) {
    denied.add(api);
    return this;
  }

  private <T> Observed<List<T>> seen(String api, List<T> things) {
    return answered(api, List.copyOf(things));
  }

  private <T> Observed<T> answered(String api, T thing) {
    return denied.contains(api)
        ? Observed.unknown(new Reason(Cause.DENIED, api, "no", api))
        : Observed.known(thing);
  }

  /** What {@code sg-1} lets out, instead of all. */
  public World egress(Observed<List<Egress>> permissions) {
    egress = permissions;
    return this;
  }

  /** Instead of the one that lets all through {@code subnet-a} and {@code subnet-p}. */
  public World acls(NetworkAcl... others) {
    acls = List.of(others);
    return this;
  }

  public static NetworkAcl acl(String id, List<String> subnets, NetworkAcl.Entry... entries) {
    return new NetworkAcl(id, "vpc-1", false, subnets, List.of(entries));
  }

  public static NetworkAcl.Entry entry(
      int number,
      boolean egress,
      boolean allow,
      String protocol,
      Integer from,
      Integer to,
      String cidr) {
    return new NetworkAcl.Entry(number, egress, allow, protocol, from, to, cidr);
  }

  /** A domain that mail is sent as by SES, and what SES lets the account do. */
  public World ses(Observed<Ses.Account> account) {
    ses = new Ses(account, List.of(new Ses.Identity("example.com", "DOMAIN", true, "SUCCESS")));
    return this;
  }

  /** The account's public zones of Route 53. */
  public World zones(Observed<List<HostedZone>> observed) {
    zones = observed;
    return this;
  }

  public World environment(Environment other) {
    environment = other;
    return this;
  }

  public World openToTheWorld(int port) {
    openPorts.add(port);
    return this;
  }

  /** Instead of {@code 0.0.0.0/0}. */
  public World openTo(String... sources) {
    openTo = List.of(sources);
    return this;
  }

  public World with(Consumer<World> more) {
    more.accept(this);
    return this;
  }

  public World withDomain(String name, String... selectors) {
    domains.add(new MailDomain(name, List.of(selectors)));
    return this;
  }

  public World override(String address, boolean sends) {
    overrides.put(address, new RoleChoice(sends, "mika", NOW, "she knows"));
    return this;
  }

  /** As a collector got them. */
  public World lookups(List<DnsLookup> all) {
    lookups.addAll(all);
    return this;
  }

  public World dns(String name, String type, String... records) {
    return dns(name, type, new DnsAnswer(Status.ANSWERED, List.of(records), List.of(), 300L));
  }

  public World dns(String name, String type, DnsAnswer answer) {
    lookups.add(new DnsLookup(name, type, "192.0.2.53", NOW, Observed.known(answer)));
    return this;
  }

  public World dnsStatus(String name, String type, Status status) {
    return dns(name, type, new DnsAnswer(status, List.of(), List.of(), null));
  }

  public World dnsUnknown(String name, String type, Cause cause) {
    lookups.add(
        new DnsLookup(
            name,
            type,
            "192.0.2.53",
            NOW,
            Observed.unknown(Reason.of(cause, name + " " + type, "test"))));
    return this;
  }

  /** Blocklists that are asked and, of IPv4 addresses, work: they have their test entries. */
  public World blocklists(String... lists) {
    blocklists = Observed.known(List.of(lists));
    for (String list : lists) {
      dns(Blocklists.testEntry(false, list), "A", "127.0.0.2");
      dnsStatus(Blocklists.counterEntry(false, list), "A", Status.NXDOMAIN);
    }
    return this;
  }

  public World blocklists(Observed<List<String>> observed) {
    blocklists = observed;
    return this;
  }

  public World ptr(String address, String... names) {
    return dns(DnsLookup.reverseName(address), "PTR", names);
  }

  /** A server that answers every form with the same reply to RCPT, but for those with their own. */
  public World server(
      String address, Reply plain, Reply routed, Reply odd, Ending ending, boolean hasMx) {
    List<RelayAttempt> attempts = new ArrayList<>();
    attempts.addAll(Collections.nCopies(4, attempt(Form.PLAIN, plain)));
    attempts.addAll(Collections.nCopies(2, attempt(Form.ROUTED, routed)));
    attempts.addAll(Collections.nCopies(7, attempt(Form.ODD_LOCAL_PART, odd)));
    if (hasMx) {
      dns("probe.example", "MX", "10 mx.probe.example");
      dns("mx.probe.example", "A", "198.51.100.99");
      dnsStatus("mx.probe.example", "AAAA", Status.NODATA);
    } else {
      dnsStatus("probe.example", "MX", Status.NODATA);
      dns("probe.example", "A", "198.51.100.99");
      dnsStatus("probe.example", "AAAA", Status.NODATA);
    }
    return dialogue(address, talk(attempts, hasMx, ending));
  }

  /** A dialogue of these attempts, with nothing else of note. */
  public static Dialogue talk(List<RelayAttempt> attempts, boolean hasMx, Ending ending) {
    return new Dialogue(
        true,
        "mail ESMTP",
        "mail",
        List.of(),
        attempts,
        List.of(),
        Observed.unknown(Reason.of(Cause.NOT_ASKED, "STARTTLS", "")),
        "probe.example",
        hasMx,
        ending,
        List.of());
  }

  /** A server that gives itself these names; null where it says nothing. */
  public World greets(String address, String greeting, String ehlo, Ending ending) {
    return dialogue(
        address,
        new Dialogue(
            true,
            greeting,
            ehlo,
            List.of(),
            List.of(),
            List.of(),
            Observed.unknown(Reason.of(Cause.NOT_ASKED, "STARTTLS", "")),
            null,
            false,
            ending,
            List.of()));
  }

  public World greets(String address, String greeting, String ehlo) {
    return greets(address, greeting, ehlo, Ending.COMPLETE);
  }

  public World dialogue(String address, Dialogue dialogue) {
    servers.add(new MailServer(address, 25, NOW, Observed.known(dialogue)));
    return this;
  }

  /** What the web server of this domain answers when asked for its MTA-STS policy. */
  public World policy(String domain, Observed<WebPolicy.Fetched> answer) {
    policies.add(new WebPolicy(domain, "https://test/", NOW, answer));
    return this;
  }

  /** What a port for fetching mail said, or why not. */
  public World mailbox(
      String address, Mailbox.Protocol protocol, Observed<Mailbox.Dialogue> dialogue) {
    mailboxes.add(new Mailbox(address, protocol, protocol.port(), NOW, dialogue));
    return this;
  }

  public World serverUnknown(String address, Cause cause) {
    servers.add(
        new MailServer(
            address, 25, NOW, Observed.unknown(Reason.of(cause, address + ":25", "test"))));
    return this;
  }

  private static RelayAttempt attempt(Form form, Reply rcpt) {
    return new RelayAttempt(form, "a@probe.example", "b@probe.example", new Reply(250, "ok"), rcpt);
  }

  public World said(Attestation.State state, LocalDate date) {
    return said(state, date, null);
  }

  /**
   * @param expires null: never
   */
  public World said(Attestation.State state, LocalDate date, LocalDate expires) {
    attestations.add(
        new Attestation(
            "att-" + attestations.size(),
            "send-limit-removed",
            REGION,
            state,
            date,
            "mika",
            null,
            null,
            NOW.plusSeconds(attestations.size()),
            expires));
    return this;
  }

  public World cases(Observed<List<SupportCase>> observed) {
    cases = observed;
    return this;
  }

  public World database(
      String id, String engine, boolean multiAz, Boolean pending, String cluster) {
    databases.add(new DbInstance(id, engine, "available", multiAz, pending, "db", cluster));
    return this;
  }

  public World cluster(String id, String engine, boolean multiAz, String kind) {
    clusters.add(new DbCluster(id, engine, "available", multiAz, kind, "db"));
    return this;
  }

  /** The subnet group {@code db} with one active subnet for each zone letter. */
  public World group(String... zones) {
    subnetGroups.add(
        new DbSubnetGroup(
            "db",
            "vpc-1",
            IntStream.range(0, zones.length)
                .mapToObj(i ->
                    new DbSubnetGroup.Member("subnet-" + zones[i] + i, REGION + zones[i], "Active"))
                .toList()));
    return this;
  }

  /** The subnet group {@code db} with an active subnet in zone a and one in c that is not. */
  public World groupWithInactive(String id) {
    subnetGroups.add(
        new DbSubnetGroup(
            "db",
            "vpc-1",
            List.of(
                new DbSubnetGroup.Member("subnet-a0", REGION + "a", "Active"),
                new DbSubnetGroup.Member(id, REGION + "c", "Inactive"))));
    return this;
  }

  public World subnet(String id, String vpc, String zone) {
    subnets.add(new Subnet(id, vpc, REGION + zone, "10.0.0.0/24", Map.of()));
    return this;
  }

  /** Something could not be collected: the scan is partial. */
  public World withGap(Gap gap) {
    gaps.add(gap);
    return this;
  }

  public Snapshot build() {
    List<Ingress> ingress = openPorts.stream().map(p -> new Ingress("tcp", p, p, openTo)).toList();
    RegionInventory region =
        new RegionInventory(
            REGION,
            seen("ec2:DescribeAddresses", elasticIps),
            seen("ec2:DescribeAddressesAttribute", reverseDns),
            seen("ec2:DescribeInstances", instances),
            seen(
                "ec2:DescribeSecurityGroups",
                List.of(new SecurityGroup("sg-1", "mail", ingress, egress))),
            seen("ec2:DescribeNetworkInterfaces", interfaces),
            seen("ec2:DescribeNatGateways", gateways),
            seen("ec2:DescribeSubnets", subnets),
            seen("rds:DescribeDBInstances", databases),
            seen("rds:DescribeDBClusters", clusters),
            seen("rds:DescribeDBSubnetGroups", subnetGroups),
            seen("ec2:DescribeNetworkAcls", acls),
            answered("ses:ListEmailIdentities", ses));
    return new Snapshot(
        Snapshot.VERSION,
        "scan-1",
        new AccountFacts(account, "test", "Example KK", environment, domains, overrides, Map.of()),
        NOW.minusSeconds(30),
        NOW,
        NOW,
        Observed.known(List.of(region)),
        cases,
        List.copyOf(lookups),
        List.copyOf(servers),
        List.copyOf(attestations),
        List.copyOf(gaps),
        blocklists,
        List.copyOf(policies),
        zones,
        List.copyOf(mailboxes));
  }

  /** The only finding of a rule on this world. */
  public static Finding only(Rule rule, World world) {
    List<Finding> findings = rule.judge(world.build());
    if (findings.size() != 1) {
      throw new AssertionError("one finding expected, not " + Arrays.toString(findings.toArray()));
    }
    return findings.getFirst();
  }
}
