package io.todoku.rule;

import static io.todoku.rule.World.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Sender.Role;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenderRolesTests {

  private static final String ADDRESS = "192.0.2.7";

  private static World anAddress() {
    return aSnapshot().withElasticIp(ADDRESS, Map.of());
  }

  private static Sender of(World world) {
    return Sender.allIn(world.build()).stream()
        .filter(sender -> sender.address().equals(ADDRESS))
        .findFirst()
        .orElseThrow();
  }

  private static void assertSends(World world, String sign) {
    assertThat(of(world).role()).isEqualTo(Role.SENDS);
    assertThat(of(world).why()).extracting(Text::key).contains(sign);
  }

  @Test
  void withoutAnySignItDoesNotSend() {
    assertThat(of(anAddress()).role()).isEqualTo(Role.NO_SIGN);
  }

  @Test
  void anMxOfAMailDomainIsASign() {
    World world =
        anAddress()
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mail.example.com")
            .dns("example.com", "TXT", "v=spf1 -all")
            .dns("mail.example.com", "A", "192.0.2.99", ADDRESS);

    assertSends(world, "sender.mx");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=spf1 ip4:192.0.2.7 -all",
        "v=spf1 ip4:192.0.2.0/24 -all",
        "V=SPF1 mx +ip4:192.0.2.7/32 ~all"
      })
  void spfThatNamesItIsASign(String record) {
    assertSends(spf(record), "sender.spf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=spf1 ip4:192.0.2.8 -all",
        "v=spf1 -ip4:192.0.2.7 -all",
        "v=spf1 ip4:192.0.3.0/24 -all",
        "v=spf10 ip4:192.0.2.7",
        "some text ip4:192.0.2.7",
        "v=spf1 ip4:192.0.2.7/99 -all",
        "v=spf1 ip4:mail.example.com -all"
      })
  void spfThatDoesNotNameItIsNone(String record) {
    assertThat(of(spf(record)).role()).isEqualTo(Role.NO_SIGN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=spf1 a -all",
        "v=spf1 a:form.example.com -all",
        "v=spf1 a:wide.example.com/24 -all",
        "v=spf1 mx:other.example -all",
        "v=spf1 include:_spf.other.example -all",
        "v=spf1 redirect=_spf.other.example"
      })
  void spfThatNamesItByOtherNamesIsASign(String record) {
    assertSends(spf(record).with(SenderRolesTests::names), "sender.spf");
  }

  private static void names(World world) {
    world
        .dns("example.com", "A", ADDRESS)
        .dns("form.example.com", "A", ADDRESS)
        .dns("wide.example.com", "A", "192.0.2.200")
        .dns("other.example", "MX", "10 mx.other.example")
        .dns("mx.other.example", "A", ADDRESS)
        .dns("_spf.other.example", "TXT", "v=spf1 ip4:192.0.2.0/28 include:example.com ~all");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=spf1 exists:%{i}.spf.example.com -all",
        "v=spf1 include:%{d2}.spf.example.com -all",
        "v=spf1 ptr -all",
        "v=spf1 include:nobody-asked.example -all"
      })
  void spfThatCannotBeFollowedLeavesItUndetermined(String record) {
    assertThat(of(spf(record)).role()).isEqualTo(Role.UNDETERMINED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=spf1 exists:%{i}.spf.example.com -all",
        "v=spf1 include:%{ir}.%{v}.example.net -all",
        "v=spf1 ptr:example.com -all"
      })
  void spfThatNamesByMacrosOrByThePtrIsEvaluated(String record) {
    assertSends(
        spf(record)
            .dns("192.0.2.7.spf.example.com", "A", "127.0.0.2")
            .dns("7.2.0.192.in-addr.example.net", "TXT", "v=spf1 a:mail.example.com -all")
            .dns("mail.example.com", "A", ADDRESS)
            .ptr(ADDRESS, "mail.example.com"),
        "sender.spf");
    assertThat(
            of(spf(record)
                    .dnsStatus("192.0.2.7.spf.example.com", "A", Status.NXDOMAIN)
                    .dns("7.2.0.192.in-addr.example.net", "TXT", "v=spf1 -all")
                    .ptr(ADDRESS, "mail.example.net")
                    .dns("mail.example.net", "A", ADDRESS))
                .role())
        .isEqualTo(Role.NO_SIGN);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"BOGUS", "CNAME_LOOP"})
  void aBrokenAnswerIsNoAnswer(Status status) {
    World world =
        anAddress()
            .withDomain("example.com")
            .dnsStatus("example.com", "MX", status)
            .dnsStatus("example.com", "TXT", Status.NODATA);

    assertThat(of(world).role()).isEqualTo(Role.UNDETERMINED);
  }

  @Test
  void aNullMxNamesNobody() {
    World world =
        anAddress()
            .withDomain("example.com")
            .dns("example.com", "MX", "0 .")
            .dnsStatus("example.com", "TXT", Status.NODATA);

    assertThat(of(world).role()).isEqualTo(Role.NO_SIGN);
  }

  @Test
  void anIpv6AddressIsKnownHoweverItIsWritten() {
    World world =
        aSnapshot()
            .withIpv6("2406:da14:1:2::25")
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mail.example.com")
            .dns("example.com", "TXT", "v=spf1 -all")
            .dns("mail.example.com", "AAAA", "2406:da14:1:2:0:0:0:25");

    assertThat(Sender.allIn(world.build()))
        .singleElement()
        .extracting(Sender::role)
        .isEqualTo(Role.SENDS);
  }

  @Test
  void aPortOpenToIpv4IsNoSignForAnIpv6Address() {
    assertThat(Sender.allIn(aSnapshot().withIpv6("2406:da14:1:2::25").openToTheWorld(25).build()))
        .singleElement()
        .extracting(Sender::role)
        .isEqualTo(Role.NO_SIGN);
  }

  @Test
  void aUniqueLocalAddressIsNotPublic() {
    assertThat(Sender.allIn(aSnapshot().withIpv6("fd00:1::25").build())).isEmpty();
  }

  @Test
  void theTagOfANatGatewaysElasticIpCounts() {
    Sender sender =
        of(
            aSnapshot()
                .withNat(
                    "nat-1", "available", ADDRESS, Map.of("todoku:mail", "yes", "Name", "out")));

    assertThat(sender.role()).isEqualTo(Role.SENDS);
    assertThat(sender.resource().name()).isEqualTo("out");
    assertThat(sender.allocationId()).isEqualTo("eipalloc-nat-1");
  }

  @Test
  void aPrivateInstanceSendsByTheNatGatewayOfItsVpc() {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-form", Map.of("todoku:mail", "yes"));

    assertSends(world, "sender.private");

    world.withNat("nat-2", "available", "192.0.2.8", Map.of());
    assertThat(of(world).role()).as("by one of two").isEqualTo(Role.CANDIDATE);
    assertThat(of(world).doubt()).isNotNull().extracting(Reason::fix).isEqualTo("way-out");
  }

  @Test
  void aFailedNatGatewayHoldsNoAddress() {
    Sender sender = of(aSnapshot().withNat("nat-1", "failed", ADDRESS, Map.of()));

    assertThat(sender.resource().type()).isEqualTo(Resource.Type.ELASTIC_IP);
  }

  @Test
  void aLoadBalancerTakesMailInAndSendsNone() {
    World world =
        aSnapshot()
            .withLoadBalancer(ADDRESS)
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mail.example.com")
            .dns("example.com", "TXT", "v=spf1 -all")
            .dns("mail.example.com", "A", ADDRESS);

    assertThat(of(world).role()).isEqualTo(Role.RECEIVES);
    assertThat(of(world).judged()).isFalse();
  }

  @Test
  void whereElasticIpsWereNotListedATagMayHaveBeenMissed() {
    World world = anAddress().denied("ec2:DescribeAddresses");

    assertThat(of(world).role()).isEqualTo(Role.UNDETERMINED);
    assertThat(of(world).allocationId()).as("seen at its interface").isEqualTo("eipalloc-1");
  }

  private static World spf(String record) {
    return anAddress()
        .withDomain("example.com")
        .dnsStatus("example.com", "MX", Status.NODATA)
        .dns("example.com", "TXT", record);
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 465, 587})
  void aMailPortOpenToTheWorldIsASign(int port) {
    assertSends(anAddress().openToTheWorld(port), "sender.port");
  }

  @Test
  void anotherPortIsNone() {
    assertThat(of(anAddress().openToTheWorld(443)).role()).isEqualTo(Role.NO_SIGN);
  }

  @Test
  void aTagSaysItEitherWay() {
    assertSends(aSnapshot().withElasticIp(ADDRESS, Map.of("todoku:mail", "Yes")), "sender.tag-yes");
    assertThat(
            of(aSnapshot().withElasticIp(ADDRESS, Map.of("todoku:mail", "no")).openToTheWorld(25))
                .role())
        .isEqualTo(Role.OVERRULED);
  }

  @Test
  void aPersonsChoiceGoesBeforeTheTag() {
    assertThat(of(aSnapshot().withSender(ADDRESS).override(ADDRESS, false)).role())
        .isEqualTo(Role.OVERRULED);
    assertSends(
        aSnapshot().withElasticIp(ADDRESS, Map.of("todoku:mail", "no")).override(ADDRESS, true),
        "sender.person-yes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MX", "TXT"})
  void whatDnsDidNotSayLeavesItUndetermined(String type) {
    World world = anAddress().withDomain("example.com");
    for (String other : List.of("MX", "TXT")) {
      if (other.equals(type)) {
        world.dnsUnknown("example.com", other, Cause.SERVFAIL);
      } else {
        world.dnsStatus("example.com", other, Status.NODATA);
      }
    }

    Sender sender = of(world);

    assertThat(sender.role()).isEqualTo(Role.UNDETERMINED);
    assertThat(sender.doubt()).isNotNull();
    assertThat(sender.doubt().cause()).isEqualTo(Cause.SERVFAIL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2:DescribeAddressesAttribute",
        "ec2:DescribeInstances",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeNetworkInterfaces"
      })
  void whatAwsDidNotShowLeavesItUndetermined(String api) {
    Sender sender = of(anAddress().denied(api));

    assertThat(sender.role()).isEqualTo(Role.UNDETERMINED);
    assertThat(sender.doubt()).isNotNull();
    assertThat(sender.doubt().source()).isEqualTo(api);
  }

  @Test
  void oneSignIsEnoughWhateverElseWasNotSeen() {
    assertSends(
        aSnapshot().withSender(ADDRESS).denied("ec2:DescribeSecurityGroups"), "sender.tag-yes");
  }

  @Test
  void aGatewayThatNothingLeavesByDoesNotCount() {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withNat("nat-2", "failed", "192.0.2.8", Map.of())
            .withNat(new NatGateway("nat-private", "available", "vpc-1", List.of()))
            .withPrivateInstance("i-form", Map.of("todoku:mail", "yes"));

    assertSends(world, "sender.private");
  }

  @Test
  void anInstanceWithIpv6AloneSendsOverIpv4ByItsGateway() {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withIpv6("2406:da14:1:2::25")
            .withPrivateInstance("i-6", Map.of("todoku:mail", "yes"));

    assertSends(world, "sender.private");
  }

  @Test
  void aTagOnALoadBalancersAddressCounts() {
    assertSends(
        aSnapshot().withLoadBalancer(ADDRESS, Map.of("todoku:mail", "yes")), "sender.tag-yes");
  }

  @Test
  void aLoadBalancerIsExcusedWhateverWasNotSeenOfNames() {
    World world =
        aSnapshot()
            .withLoadBalancer(ADDRESS)
            .withDomain("example.com")
            .dnsUnknown("example.com", "MX", Cause.SERVFAIL);

    assertThat(of(world).role()).isEqualTo(Role.RECEIVES);
    assertThat(of(world.denied("ec2:DescribeAddresses")).role())
        .as("it may be tagged")
        .isEqualTo(Role.UNDETERMINED);
  }

  @Test
  void whatMayBeALoadBalancersIsNotTakenForASenders() {
    World world =
        aSnapshot()
            .withLoadBalancer(ADDRESS)
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mail.example.com")
            .dns("example.com", "TXT", "v=spf1 -all")
            .dns("mail.example.com", "A", ADDRESS)
            .denied("ec2:DescribeNetworkInterfaces");

    assertThat(of(world).role()).isEqualTo(Role.UNDETERMINED);
    assertThat(of(world).doubt())
        .isNotNull()
        .extracting(Reason::source)
        .isEqualTo("ec2:DescribeNetworkInterfaces");
  }

  @Test
  void whatMayBeAGatewaysIsNotExcused() {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .denied("ec2:DescribeNatGateways");

    assertThat(of(world).role()).isEqualTo(Role.UNDETERMINED);
    assertThat(of(anAddress().denied("ec2:DescribeNatGateways")).role())
        .as("an instance's is no gateway's")
        .isEqualTo(Role.NO_SIGN);
  }

  @Test
  void aSecurityGroupThatIsNotListedMayBeOpen() {
    World world =
        aSnapshot()
            .withInterface(
                new NetworkInterface(
                    "eni-1",
                    "i-1",
                    "subnet-a",
                    List.of(new NetworkInterface.Outside(ADDRESS, null)),
                    List.of(),
                    List.of("sg-1", "sg-gone"),
                    null));

    assertThat(of(world).role()).isEqualTo(Role.UNDETERMINED);
    assertSends(world.openToTheWorld(25), "sender.port");
  }

  @Test
  void soMayThatOfAPrivateInstance() {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-web", Map.of())
            .withInterface(
                new NetworkInterface(
                    "eni-web",
                    "i-web",
                    "subnet-p",
                    List.of(),
                    List.of(),
                    List.of("sg-gone"),
                    null));

    assertThat(of(world).role()).isEqualTo(Role.UNDETERMINED);
  }

  @Test
  void aRedirectBesideAllSaysNothing() {
    assertThat(
            of(spf("v=spf1 redirect=_spf.other.example -all").with(SenderRolesTests::names)).role())
        .isEqualTo(Role.NO_SIGN);
  }

  private static World twoGateways() {
    return aSnapshot()
        .withNat("nat-1", "available", ADDRESS, Map.of())
        .withPrivateInstance("i-form", Map.of("todoku:mail", "yes"));
  }

  @Test
  void oneOfTwoGatewaysIsRuledOutOrNamed() {
    assertSends(
        twoGateways().withNat("nat-2", "available", "192.0.2.8", Map.of("todoku:mail", "no")),
        "sender.private");
    assertThat(
            of(twoGateways()
                    .withNat("nat-2", "available", "192.0.2.8", Map.of("todoku:mail", "yes")))
                .role())
        .isEqualTo(Role.NO_SIGN);
    assertThat(
            of(twoGateways()
                    .withNat("nat-2", "available", "192.0.2.8", Map.of())
                    .override("192.0.2.8", true))
                .role())
        .isEqualTo(Role.NO_SIGN);
  }

  @Test
  void aPrivateInstanceWithAMailPortOpenToTheWorldSendsByItsGateway() {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-mail", Map.of())
            .withPrivateInterface("i-mail");

    assertThat(of(world).role()).isEqualTo(Role.NO_SIGN);
    assertSends(world.openToTheWorld(25), "sender.private-port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups"})
  void whatMayHaveAnAddressOrAPortOpenMakesItsGatewayUndetermined(String api) {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-web", Map.of())
            .denied(api);

    assertThat(of(world).role()).isEqualTo(Role.UNDETERMINED);
  }

  @Test
  void aTaggedInstanceMayHaveAnAddressThatWasNotListed() {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withPrivateInstance("i-form", Map.of("todoku:mail", "yes"))
            .denied("ec2:DescribeNetworkInterfaces");

    assertThat(of(world).role()).isEqualTo(Role.UNDETERMINED);
  }

  @Test
  void aStoppedInstanceMayGetAnAddressWithItsStart() {
    World world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of())
            .withInstance(
                new Instance("i-form", "stopped", "vpc-1", null, Map.of("todoku:mail", "yes")));

    assertThat(of(world).role()).isEqualTo(Role.UNDETERMINED);
  }

  @Test
  void anEmptyTagLeavesTheWordToTheInstance() {
    World world =
        aSnapshot()
            .withElasticIp(ADDRESS, Map.of("todoku:mail", " "))
            .withInstance(
                new Instance("i-1", "running", "vpc-1", null, Map.of("todoku:mail", " Yes\u3000")));

    assertSends(world, "sender.tag-yes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "on", "はい"})
  void aTagOfAnotherValueIsADoubt(String value) {
    Sender sender = of(aSnapshot().withElasticIp(ADDRESS, Map.of("todoku:mail", value)));

    assertThat(sender.role()).isEqualTo(Role.UNDETERMINED);
    assertThat(sender.doubt()).isNotNull().extracting(Reason::fix).isEqualTo("tag-value");
  }
}
