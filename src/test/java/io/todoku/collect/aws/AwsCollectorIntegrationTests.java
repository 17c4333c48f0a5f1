package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsAnswers;
import io.todoku.peers.AwsEnvironment;
import io.todoku.peers.AwsProxy;
import io.todoku.peers.AwsProxy.Answer;
import io.todoku.peers.AwsProxy.Call;
import io.todoku.peers.AwsProxy.Script;
import io.todoku.peers.AwsWorld;
import io.todoku.peers.Moto;
import io.todoku.peers.Peers;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.NetworkAcl;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.DbInstance;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.ReverseDns;
import io.todoku.snapshot.RegionInventory.Subnet;
import io.todoku.snapshot.Ses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The collector through the real SDK, against an AWS API server with bad days before it. */
class AwsCollectorIntegrationTests {

  private static final String ACCOUNT = "111111111111";
  private static final String TOKYO = "ap-northeast-1";
  private static final String IRELAND = "eu-west-1";
  private static final AwsLogin LOGIN =
      new AwsLogin(ACCOUNT, AwsWorld.roleArn(ACCOUNT), "secret-between-us", null);
  private static final AwsLimits HASTY =
      new AwsLimits(
          Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(6), 256, 100, 100, 2);

  @TempDir static Path dir;

  private static Moto moto;
  private static AwsProxy aws;
  private static AwsEnvironment environment;
  private static String address;

  @BeforeAll
  static void start() throws Exception {
    Peers.require(Moto.present(), "moto_server");
    moto = Moto.start(dir);
    aws = AwsProxy.before(moto);
    AwsWorld world = new AwsWorld(moto.endpoint());
    address = world.mailServer(ACCOUNT, TOKYO, "mail");
    world.databaseInOneZone(ACCOUNT, TOKYO, "orders");
    world.sesIdentity(ACCOUNT, TOKYO, "example.com");
    world.addressRecord(ACCOUNT, "example.com", "*.example.com", null, address);
    environment = AwsEnvironment.at(aws.endpoint());
  }

  @AfterAll
  static void stop() {
    if (moto != null) {
      environment.close();
      aws.close();
      moto.close();
    }
  }

  @BeforeEach
  void calm() {
    aws.calm();
  }

  private static AwsInventory collect(AwsLogin login, String... regions) {
    try (AwsCollector collector = new AwsCollector(HASTY)) {
      return AwsInventory.collect(collector, login, List.of(regions), (region, action) -> {});
    }
  }

  private static RegionInventory region(AwsInventory inventory, String name) {
    return known(inventory.regions()).stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static <T> T known(Observed<T> observed) {
    assertThat(observed).isInstanceOf(Known.class);
    return ((Known<T>) observed).value();
  }

  private static Reason unknown(Observed<?> observed) {
    assertThat(observed).isInstanceOf(Unknown.class);
    return ((Unknown<?>) observed).reason();
  }

  private static Predicate<Call> named(String... names) {
    return call -> List.of(names).contains(call.name());
  }

  private static Predicate<Call> in(String region) {
    return call ->
        call.region().equals(region) && Set.of("ec2", "rds", "ses").contains(call.service());
  }

  @Test
  void readsWhatMailDependsOn() {
    AwsInventory inventory = collect(LOGIN, TOKYO);

    RegionInventory tokyo = region(inventory, TOKYO);
    assertThat(inventory.gaps()).isEmpty();
    assertThat(known(inventory.supportCases())).isEmpty();
    assertThat(known(inventory.zones()))
        .singleElement()
        .satisfies(zone -> {
          assertThat(zone.name()).isEqualTo("example.com");
          assertThat(zone.id()).matches("[A-Z0-9]+");
          assertThat(known(zone.records()))
              .containsExactly(
                  new HostedZone.RecordSet("*.example.com", "A", null, List.of(address)));
        });
    assertThat(known(tokyo.elasticIps()))
        .singleElement()
        .satisfies(ip -> {
          assertThat(ip.address()).isEqualTo(address);
          assertThat(ip.associationId()).isNotNull();
          assertThat(ip.tags()).containsEntry("Name", "mail").containsEntry("todoku:mail", "yes");
        });
    Instance instance = known(tokyo.instances()).getFirst();
    assertThat(known(tokyo.elasticIps()).getFirst().instanceId()).isEqualTo(instance.id());
    assertThat(known(tokyo.networkInterfaces()))
        .filteredOn(nic ->
            nic.publicAddresses().stream()
                .anyMatch(o -> o.address().equals(address) && o.allocationId() != null))
        .singleElement()
        .satisfies(nic -> assertThat(nic.instanceId()).isEqualTo(instance.id()));
    assertThat(known(tokyo.securityGroups()))
        .filteredOn(group -> group.name().equals("mail-mail"))
        .singleElement()
        .satisfies(group -> {
          assertThat(group.ingress())
              .anyMatch(rule ->
                  rule.covers(25) && rule.sources().contains("0.0.0.0/0") && !rule.covers(26));
          assertThat(known(group.egress()))
              .anyMatch(rule -> rule.covers(25) && rule.destinations().contains("0.0.0.0/0"));
        });
    assertThat(known(tokyo.networkAcls()))
        .singleElement()
        .satisfies(acl -> {
          assertThat(acl.isDefault()).isTrue();
          assertThat(acl.subnetIds())
              .containsAll(known(tokyo.subnets()).stream().map(Subnet::id).toList());
          assertThat(acl.entries())
              .contains(new NetworkAcl.Entry(100, true, true, "-1", null, null, "0.0.0.0/0"));
        });
    Ses ses = known(tokyo.ses());
    assertThat(ses.identities()).extracting(Ses.Identity::name).containsExactly("example.com");
    assertThat(known(ses.account()))
        .isEqualTo(new Ses.Account(true, true, "HEALTHY", 1000, 20, 14));
    assertThat(known(tokyo.subnets())).hasSizeGreaterThan(1);
    DbInstance db = known(tokyo.dbInstances()).getFirst();
    assertThat(db.id()).isEqualTo("orders");
    assertThat(db.multiAz()).isTrue();
    assertThat(known(tokyo.dbSubnetGroups()))
        .singleElement()
        .satisfies(group -> assertThat(group.subnets()).hasSize(1));
  }

  @Test
  void asksAllEnabledRegionsWhereNoneIsNamed() {
    Set<String> asked = new ConcurrentSkipListSet<>();
    try (AwsCollector collector = new AwsCollector(HASTY)) {
      AwsInventory inventory =
          AwsInventory.collect(
              collector,
              LOGIN,
              List.of(),
              (region, action) -> {
                if (region != null) {
                  asked.add(region);
                }
              });
      assertThat(known(inventory.regions())).extracting(RegionInventory::name).contains(TOKYO);
      assertThat(asked)
          .isEqualTo(
              new TreeSet<>(
                  known(inventory.regions()).stream().map(RegionInventory::name).toList()))
          .hasSizeGreaterThan(10);
    }
  }

  @Test
  void callsNothingThatThePolicyDoesNotName() {
    aws.script( // the server behind breaks in Regions of which it knows no SES
        AwsAnswers.to(
            call -> call.name().equals("ses:ListEmailIdentities") && !call.region().equals(TOKYO),
            AwsAnswers.json("{\"EmailIdentities\":[]}")));
    var inventory = collect(LOGIN);

    assertThat(inventory.gaps()).isEmpty();
    assertThat(aws.counts().keySet().stream().map(call -> call.split(" ")[2]).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    AwsCollector.actions().stream(),
                    Stream.of("sts:AssumeRole", "sts:GetCallerIdentity"))
                .toList());
  }

  @Test
  void givesTheExternalIdWithTheRole() {
    aws.script(call -> {
      boolean right = "secret-between-us".equals(call.form().get("ExternalId"));
      return call.action().equals("AssumeRole") && !right
          ? AwsAnswers.refusing(c -> true, 403, "AccessDenied", "no").answer(call)
          : null;
    });

    assertThat(collect(LOGIN, TOKYO).gaps()).isEmpty();
  }

  @Test
  void keepsReverseDnsWithItsPendingUpdate() {
    aws.script(
        AwsAnswers.reverseDns(
            Map.of(
                "eipalloc-1",
                "<publicIp>192.0.2.7</publicIp><ptrRecord>mail.example.com.</ptrRecord>"
                    + "<ptrRecordUpdate><value>mx.example.com.</value><status>PENDING</status>"
                    + "</ptrRecordUpdate>")));

    assertThat(known(region(collect(LOGIN, TOKYO), TOKYO).reverseDns()))
        .containsExactly(
            new ReverseDns(
                "eipalloc-1",
                "192.0.2.7",
                "mail.example.com.",
                "mx.example.com.",
                "PENDING",
                null));
  }

  @Test
  void readsAllPages() {
    aws.script(call -> {
      boolean second = "two".equals(call.form().get("NextToken"));
      return switch (call.name()) {
        case "ec2:DescribeNetworkInterfaces" ->
            AwsAnswers.ok(
                "DescribeNetworkInterfaces",
                "<networkInterfaceSet><item><networkInterfaceId>eni-%s</networkInterfaceId></item></networkInterfaceSet>%s"
                    .formatted(second ? "2" : "1", second ? "" : "<nextToken>two</nextToken>"));
        case "ec2:DescribeInstances" ->
            AwsAnswers.ok(
                "DescribeInstances",
                "<reservationSet><item><instancesSet><item><instanceId>i-%s</instanceId></item></instancesSet></item></reservationSet>%s"
                    .formatted(second ? "2" : "1", second ? "" : "<nextToken>two</nextToken>"));
        default -> null;
      };
    });

    RegionInventory tokyo = region(collect(LOGIN, TOKYO), TOKYO);

    assertThat(known(tokyo.networkInterfaces()))
        .extracting(NetworkInterface::id)
        .containsExactly("eni-1", "eni-2");
    assertThat(known(tokyo.instances())).extracting(Instance::id).containsExactly("i-1", "i-2");
  }

  @Test
  void readsAllPagesOfSesAndAsksNoMoreWhereThereIsNothing() {
    aws.script(call ->
        call.name().equals("ses:ListEmailIdentities") && call.region().equals(TOKYO)
            ? AwsAnswers.json(
                "two".equals(call.form().get("NextToken"))
                    ? "{\"EmailIdentities\":[{\"IdentityName\":\"b.example\"}]}"
                    : "{\"EmailIdentities\":[{\"IdentityName\":\"a.example\"}],\"NextToken\":\"two\"}")
            : null);

    AwsInventory inventory = collect(LOGIN, TOKYO, IRELAND);

    assertThat(known(region(inventory, TOKYO).ses()).identities())
        .extracting(Ses.Identity::name)
        .containsExactly("a.example", "b.example");
    assertThat(known(region(inventory, IRELAND).ses()).identities()).isEmpty();
    assertThat(aws.counts()).containsKey(ACCOUNT + " " + TOKYO + " ses:GetAccount");
    assertThat(aws.counts()).doesNotContainKey(ACCOUNT + " " + IRELAND + " ses:GetAccount");
    assertThat(inventory.gaps()).isEmpty();
  }

  @Test
  void halfAnSesAccountIsNotUnderstood() {
    aws.script(
        AwsAnswers.to(
            named("ses:GetAccount"), AwsAnswers.json("{\"EnforcementStatus\":\"HEALTHY\"}")));

    assertThat(unknown(known(region(collect(LOGIN, TOKYO), TOKYO).ses()).account()).cause())
        .isEqualTo(Cause.MALFORMED);
  }

  private static String zone(String id, String name, long sets, boolean hidden) {
    return "<HostedZone><Id>/hostedzone/%s</Id><Name>%s</Name><CallerReference>r</CallerReference><Config><PrivateZone>%s</PrivateZone></Config><ResourceRecordSetCount>%d</ResourceRecordSetCount></HostedZone>"
        .formatted(id, name, hidden, sets);
  }

  private static Script zones(String... zones) {
    return AwsAnswers.to(
        named("route53:ListHostedZones"),
        AwsAnswers.zones(
            "ListHostedZones",
            "<HostedZones>%s</HostedZones><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems>"
                .formatted(String.join("", zones))));
  }

  private static String set(String name, String type, String rest) {
    return "<ResourceRecordSet><Name>%s</Name><Type>%s</Type>%s</ResourceRecordSet>"
        .formatted(name, type, rest);
  }

  private static String values(String... values) {
    return "<TTL>60</TTL><ResourceRecords>%s</ResourceRecords>"
        .formatted(
            Stream.of(values)
                .map("<ResourceRecord><Value>%s</Value></ResourceRecord>"::formatted)
                .collect(Collectors.joining()));
  }

  /** One page, after which comes another where {@code next} is a name. */
  private static Answer sets(String next, String... sets) {
    return AwsAnswers.zones(
        "ListResourceRecordSets",
        "<ResourceRecordSets>%s</ResourceRecordSets><IsTruncated>%s</IsTruncated>%s<MaxItems>300</MaxItems>"
            .formatted(
                String.join("", sets),
                next != null,
                next == null
                    ? ""
                    : "<NextRecordName>%s</NextRecordName><NextRecordType>A</NextRecordType>"
                        .formatted(next)));
  }

  private static Predicate<Call> records(String zone) {
    return call ->
        call.name().equals("route53:ListResourceRecordSets")
            && call.form().get("path").contains("/" + zone + "/");
  }

  @Test
  void readsTheAddressesOfPublicZonesFromAllPages() {
    aws.script(
        zones(zone("Z1", "example.com.", 301, false), zone("ZPRIVATE", "example.com.", 2, true)));
    aws.script(call ->
        !records("Z1").test(call)
            ? null
            : "b.example.com.".equals(call.form().get("name"))
                ? sets(
                    null,
                    set(
                        "b.example.com.",
                        "A",
                        "<SetIdentifier>blue</SetIdentifier>" + values("192.0.2.3")),
                    set("b.example.com.", "AAAA", values("2001:db8::1")))
                : sets(
                    "b.example.com.",
                    set("example.com.", "NS", values("ns-1.awsdns.example.")),
                    set("\\052.example.com.", "A", values("192.0.2.1", "192.0.2.2")),
                    set(
                        "alias.example.com.",
                        "A",
                        "<AliasTarget><HostedZoneId>Z2</HostedZoneId><DNSName>lb.example.net.</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget>")));

    AwsInventory inventory = collect(LOGIN, TOKYO);

    assertThat(inventory.gaps()).isEmpty();
    assertThat(known(inventory.zones()))
        .containsExactly(
            new HostedZone(
                "Z1",
                "example.com",
                Observed.known(
                    List.of(
                        new HostedZone.RecordSet(
                            "*.example.com", "A", null, List.of("192.0.2.1", "192.0.2.2")),
                        new HostedZone.RecordSet(
                            "b.example.com", "A", "blue", List.of("192.0.2.3")),
                        new HostedZone.RecordSet(
                            "b.example.com", "AAAA", null, List.of("2001:db8::1"))))));
  }

  @Test
  void anAccountWithoutZonesHasNone() {
    aws.script(zones());

    assertThat(known(collect(LOGIN, TOKYO).zones())).isEmpty();
    assertThat(aws.counts().keySet()).noneMatch(call -> call.contains("ListResourceRecordSets"));
  }

  @Test
  void zonesThatMayNotBeListedAreOneGap() {
    aws.script(AwsAnswers.denying(named("route53:ListHostedZones")));

    AwsInventory inventory = collect(LOGIN, TOKYO);

    assertThat(unknown(inventory.zones()).fix()).isEqualTo("route53:ListHostedZones");
    assertThat(inventory.gaps()).containsExactly(new Gap(null, unknown(inventory.zones())));
  }

  @Test
  void zonesThatMayNotBeReadAreOneGapAndTheOthersAreRead() {
    aws.script(
        zones(
            zone("Z1", "a.example.", 2, false),
            zone("Z2", "b.example.", 3, false),
            zone("Z3", "c.example.", 1, false)));
    aws.script(AwsAnswers.to(records("Z2"), sets(null)));
    aws.script(AwsAnswers.denying(named("route53:ListResourceRecordSets")));

    AwsInventory inventory = collect(LOGIN, TOKYO);

    assertThat(known(inventory.zones()))
        .extracting(zone -> zone.id() + " " + (zone.records() instanceof Known))
        .containsExactly("Z3 false", "Z1 false", "Z2 true");
    assertThat(inventory.gaps())
        .singleElement()
        .satisfies(
            gap -> assertThat(gap.reason().fix()).isEqualTo("route53:ListResourceRecordSets"));
  }

  @Test
  void aHugeZoneIsLeftAndTheSmallOnesAreRead() {
    aws.script(
        zones(
            zone("ZHUGE", "huge.example.", 300L * ZoneReader.MAX_CALLS, false),
            zone("Z1", "small.example.", 2, false)));
    aws.script(AwsAnswers.to(records("Z1"), sets(null)));

    AwsInventory inventory = collect(LOGIN, TOKYO);

    List<HostedZone> zones = known(inventory.zones());
    assertThat(known(zones.getFirst().records())).isEmpty();
    assertThat(unknown(zones.getLast().records()).cause()).isEqualTo(Cause.NOT_ASKED);
    assertThat(unknown(zones.getLast().records()).detail()).contains("huge.example");
    assertThat(inventory.gaps()).isEmpty();
    assertThat(aws.counts())
        .containsEntry(ACCOUNT + " us-east-1 route53:ListResourceRecordSets", 1L);
  }

  @Test
  void aZoneWithoutEndIsNotUnderstood() {
    aws.script(zones(zone("Z1", "example.com.", 2, false)));
    aws.script(AwsAnswers.to(records("Z1"), sets("a.example.com.")));

    AwsInventory inventory = collect(LOGIN, TOKYO);

    assertThat(unknown(known(inventory.zones()).getFirst().records()).cause())
        .isEqualTo(Cause.MALFORMED);
    assertThat(aws.counts().get(ACCOUNT + " us-east-1 route53:ListResourceRecordSets"))
        .isLessThan(5);
  }

  @Test
  void anAddressRecordOfNoAddressIsNotUnderstood() {
    aws.script(zones(zone("Z1", "example.com.", 2, false)));
    aws.script(
        AwsAnswers.to(
            records("Z1"), sets(null, set("a.example.com.", "A", values("not an address")))));

    assertThat(unknown(known(collect(LOGIN, TOKYO).zones()).getFirst().records()).cause())
        .isEqualTo(Cause.MALFORMED);
  }

  @Test
  void whereOneZoneIsNotAnsweredTheOthersAreNotAsked() {
    aws.script(zones(zone("Z1", "a.example.", 2, false), zone("Z2", "b.example.", 3, false)));
    aws.script(AwsAnswers.to(named("route53:ListResourceRecordSets"), Answer.DROP));

    AwsInventory inventory = collect(LOGIN, TOKYO);

    assertThat(known(inventory.zones()))
        .allSatisfy(
            zone -> assertThat(unknown(zone.records()).cause()).isEqualTo(Cause.UNREACHABLE));
    assertThat(inventory.gaps()).hasSize(1);
  }

  @Test
  void aPageThatIsDeniedMakesTheWholeListUnknown() {
    aws.script(call ->
        call.name().equals("ec2:DescribeInstances") && !call.form().containsKey("NextToken")
            ? AwsAnswers.ok(
                "DescribeInstances",
                "<reservationSet><item><instancesSet><item><instanceId>i-1</instanceId></item></instancesSet></item></reservationSet><nextToken>two</nextToken>")
            : null);
    aws.script(AwsAnswers.denying(named("ec2:DescribeInstances")));

    assertThat(unknown(region(collect(LOGIN, TOKYO), TOKYO).instances()).cause())
        .isEqualTo(Cause.DENIED);
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiCall.class,
      mode = EnumSource.Mode.MATCH_ALL,
      names = "^(DESCRIBE_(?!REGIONS|CASES)|LIST_EMAIL|GET_ACCOUNT).*")
  void aDeniedApiIsAGapAndTheRestGoesOn(ApiCall denied) {
    aws.script(AwsAnswers.denying(named(denied.action())));

    AwsInventory inventory = collect(LOGIN, TOKYO);

    assertThat(inventory.gaps())
        .singleElement()
        .satisfies(gap -> {
          assertThat(gap.region()).isEqualTo(TOKYO);
          assertThat(gap.reason().cause()).isEqualTo(Cause.DENIED);
          assertThat(gap.reason().source()).isEqualTo(denied.action());
          assertThat(gap.reason().fix()).isEqualTo(denied.action());
        });
    assertThat(lists(region(inventory, TOKYO)))
        .filteredOn(Unknown.class::isInstance)
        .singleElement();
  }

  private static List<Observed<?>> lists(RegionInventory r) {
    return Stream.concat(
            Stream.of(
                r.elasticIps(),
                r.reverseDns(),
                r.instances(),
                r.securityGroups(),
                r.networkInterfaces(),
                r.natGateways(),
                r.subnets(),
                r.dbInstances(),
                r.dbClusters(),
                r.dbSubnetGroups(),
                r.networkAcls(),
                r.ses()),
            r.ses() instanceof Known<Ses>(Ses ses) && !ses.identities().isEmpty()
                ? Stream.of(ses.account())
                : Stream.empty())
        .toList();
  }

  @Test
  void regionsThatMayNotBeListedAreUnknown() {
    aws.script(AwsAnswers.denying(named("ec2:DescribeRegions")));

    AwsInventory inventory = collect(LOGIN);

    assertThat(unknown(inventory.regions()).fix()).isEqualTo("ec2:DescribeRegions");
    assertThat(inventory.gaps()).hasSize(1);
  }

  @Test
  void throttlingIsWaitedOut() {
    aws.script(AwsAnswers.throttling(named("ec2:DescribeAddresses"), 4));
    aws.script(AwsAnswers.throttling(named("rds:DescribeDBInstances"), 4));

    AwsInventory inventory = collect(LOGIN, TOKYO);

    assertThat(inventory.gaps()).isEmpty();
    assertThat(aws.counts().get(ACCOUNT + " " + TOKYO + " ec2:DescribeAddresses")).isEqualTo(5);
  }

  @Test
  void throttlingWithoutEndIsAGap() {
    aws.script(AwsAnswers.throttling(named("ec2:DescribeAddresses"), Integer.MAX_VALUE));

    AwsInventory inventory = collect(LOGIN, TOKYO);

    assertThat(unknown(region(inventory, TOKYO).elasticIps()).cause()).isEqualTo(Cause.THROTTLED);
    assertThat(inventory.gaps()).extracting(Gap::region).containsExactly(TOKYO);
  }

  @Test
  void aRegionThatNeverAnswersHoldsNothingElseUp() {
    aws.script(AwsAnswers.to(in(IRELAND), Answer.SILENCE));

    AwsInventory inventory = collect(LOGIN, TOKYO, IRELAND);

    assertThat(lists(region(inventory, TOKYO))).allMatch(Known.class::isInstance);
    assertThat(lists(region(inventory, IRELAND)))
        .allSatisfy(list -> assertThat(unknown(list).cause()).isEqualTo(Cause.TIMEOUT));
    assertThat(inventory.gaps()).hasSize(12).allMatch(gap -> IRELAND.equals(gap.region()));
  }

  @Test
  void aDroppedConnectionIsUnknown() {
    aws.script(AwsAnswers.to(named("ec2:DescribeSubnets"), Answer.DROP));

    assertThat(unknown(region(collect(LOGIN, TOKYO), TOKYO).subnets()).cause())
        .isEqualTo(Cause.UNREACHABLE);
  }

  @Test
  void rubbishAndEmptinessAreNoEmptyList() {
    aws.script(
        AwsAnswers.to(named("ec2:DescribeAddresses"), new Answer(200, "text/html", "<p>hi")));
    aws.script(AwsAnswers.to(named("ec2:DescribeInstances"), new Answer(200, "text/xml", "")));
    aws.script(
        AwsAnswers.to(
            named("rds:DescribeDBInstances"),
            new Answer(200, "text/html", "<html><body>Sign in to the network</body></html>")));
    aws.script(
        AwsAnswers.to(
            named("rds:DescribeDBClusters"), new Answer(500, "text/html", "<p>oops</p>")));

    RegionInventory tokyo = region(collect(LOGIN, TOKYO), TOKYO);

    assertThat(unknown(tokyo.elasticIps()).cause()).isEqualTo(Cause.MALFORMED);
    assertThat(unknown(tokyo.instances()).cause()).isEqualTo(Cause.MALFORMED);
    assertThat(unknown(tokyo.dbInstances()).cause()).isEqualTo(Cause.MALFORMED);
    assertThat(unknown(tokyo.dbClusters()).cause()).isEqualTo(Cause.FAILED);
  }

  @Test
  void aMissingSupportPlanIsAReasonAndNoGap() {
    aws.script(
        AwsAnswers.refusing(
            named("support:DescribeCases"), 400, "SubscriptionRequiredException", "no plan"));

    AwsInventory inventory = collect(LOGIN, TOKYO);

    assertThat(unknown(inventory.supportCases()).cause()).isEqualTo(Cause.NOT_SUBSCRIBED);
    assertThat(inventory.gaps()).isEmpty();
  }

  @Test
  void supportCasesAboutMailAreRead() {
    aws.script(
        AwsAnswers.to(
            named("support:DescribeCases"),
            new Answer(
                200,
                "application/x-amz-json-1.1",
                """
                {"cases": [
                 {"caseId":"case-1","displayId":"170","subject":"Request to Remove Email Sending Limitations","status":"resolved","timeCreated":"2026-10-01T00:00:00.000Z"},
                 {"caseId":"case-2","displayId":"171","subject":"Billing","status":"opened","timeCreated":"2026-10-02T00:00:00.000Z"},
                 {"caseId":"case-3","displayId":"172","subject":"送信制限解除申請","status":"opened","timeCreated":"2026-10-03T00:00:00.000Z"}]}
                """)));

    assertThat(known(collect(LOGIN, TOKYO).supportCases()))
        .extracting(c -> c.displayId() + " " + c.status())
        .containsExactly("172 opened", "170 resolved");
  }

  @Test
  void anUnreadableSupportCaseIsUnknownAndNothingBreaks() {
    aws.script(
        AwsAnswers.to(
            named("support:DescribeCases"),
            new Answer(
                200,
                "application/x-amz-json-1.1",
                "{\"cases\":[{\"subject\":\"port 25\",\"timeCreated\":\"yesterday\"}]}")));

    assertThat(unknown(collect(LOGIN, TOKYO).supportCases()).cause()).isEqualTo(Cause.MALFORMED);
  }

  @Test
  void aRefusedRoleNamesItsTrust() {
    aws.script(AwsAnswers.denying(named("sts:AssumeRole")));

    AwsInventory inventory = collect(LOGIN, TOKYO);

    Reason reason = unknown(inventory.regions());
    assertThat(reason.cause()).isEqualTo(Cause.NO_ACCESS);
    assertThat(reason.source()).isEqualTo("sts:AssumeRole");
    assertThat(reason.fix()).isEqualTo("trust-policy");
    assertThat(unknown(inventory.supportCases())).isEqualTo(reason);
    assertThat(inventory.gaps()).extracting(Gap::reason).containsExactly(reason);
  }

  @Test
  void expiredCredentialsAreNoCredentials() {
    aws.script(
        AwsAnswers.refusing(
            named("sts:GetCallerIdentity"), 403, "ExpiredToken", "The security token is expired"));

    Reason reason = unknown(collect(LOGIN, TOKYO).regions());

    assertThat(reason.cause()).isEqualTo(Cause.NO_CREDENTIALS);
    assertThat(reason.detail()).contains("ExpiredToken");
  }

  @Test
  void credentialsThatExpireUnderWayMakeEachListUnknown() {
    aws.script(AwsAnswers.refusing(in(TOKYO), 400, "RequestExpired", "Request has expired."));

    RegionInventory tokyo = region(collect(LOGIN, TOKYO), TOKYO);

    assertThat(lists(tokyo))
        .allSatisfy(list -> assertThat(unknown(list).cause()).isEqualTo(Cause.NO_CREDENTIALS));
  }

  @Test
  void anUnknownProfileIsNamed() {
    Reason reason =
        unknown(collect(new AwsLogin(ACCOUNT, null, null, "no-such-profile"), TOKYO).regions());

    assertThat(reason.cause()).isEqualTo(Cause.NO_CREDENTIALS);
    assertThat(reason.detail()).contains("no-such-profile").doesNotContain("ProfileFile(");
    assertThat(aws.counts()).isEmpty();
  }

  @Test
  void anotherAccountsCredentialsAreRefused() {
    Reason reason = unknown(collect(new AwsLogin("999999999999", null, null, null)).regions());

    assertThat(reason.cause()).isEqualTo(Cause.WRONG_ACCOUNT);
    assertThat(reason.detail()).isEqualTo("123456789012");
  }

  @Test
  void anEndpointWhereNothingListensIsUnreachable() throws Exception {
    System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + Peers.freePort("127.0.0.1"));
    try {
      assertThat(unknown(collect(LOGIN, TOKYO).regions()).cause())
          .isIn(Cause.UNREACHABLE, Cause.NO_ACCESS);
    } finally {
      System.setProperty("aws.endpointUrl", aws.endpoint());
    }
  }

  @Test
  void tellsWhoAnswers() {
    try (AwsCollector collector = new AwsCollector(HASTY)) {
      assertThat(collector.identify(LOGIN)).isEqualTo(Observed.known(ACCOUNT));
      assertThat(collector.identify(new AwsLogin("", null, null, null)))
          .isEqualTo(Observed.known("123456789012"));
    }
  }
}
