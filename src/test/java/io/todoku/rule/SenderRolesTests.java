package io.todoku.rule;

import static io.todoku.rule.Roles.ADDRESS;
import static io.todoku.rule.Roles.anAddress;
import static io.todoku.rule.Roles.assertSends;
import static io.todoku.rule.Roles.of;
import static io.todoku.rule.World.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Sender.Role;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderRolesTests {

  @Test
  void withoutAnySignItDoesNotSend() {
    assertThat(of(anAddress()).role()).isEqualTo(Role.NO_SIGN);
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
