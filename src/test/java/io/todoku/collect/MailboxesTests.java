package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.Mailboxes.Door;
import io.todoku.rule.World;
import io.todoku.snapshot.Mailbox.Protocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only ports that security groups open to the whole world are connected to. */
class MailboxesTests {

  private static final String ADDRESS = "203.0.113.9";

  private static World world() {
    return World.aSnapshot()
        .withElasticIp(ADDRESS, Map.of())
        .withIpv6("2001:db8::9")
        .withPrivateInterface("i-9")
        .withIdleElasticIp("203.0.113.10")
        .withLoadBalancer("203.0.113.11");
  }

  private static List<Door> open(World world) {
    return Mailboxes.open(world.build().knownRegions());
  }

  @Test
  void eachPortOpensByItself() {
    assertThat(open(world().openToTheWorld(143))).containsExactly(new Door(ADDRESS, Protocol.IMAP));
    assertThat(open(world().openToTheWorld(110))).containsExactly(new Door(ADDRESS, Protocol.POP3));
    assertThat(open(world().openToTheWorld(110).openToTheWorld(143))).hasSize(2);
  }

  @Test
  void eachFamilyHasItsRange() {
    assertThat(open(world().openToTheWorld(143).openTo("::/0")))
        .containsExactly(new Door("2001:db8::9", Protocol.IMAP));
    assertThat(open(world().openToTheWorld(143).openTo("0.0.0.0/0", "::/0"))).hasSize(2);
  }

  @Test
  void otherPortsAndOtherPeopleOpenNothing() {
    assertThat(open(world().openToTheWorld(25).openToTheWorld(993))).isEmpty();
    assertThat(open(world().openToTheWorld(143).openTo("198.51.100.0/24", "sg-9"))).isEmpty();
    assertThat(open(world())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2:DescribeSecurityGroups", "ec2:DescribeNetworkInterfaces"})
  void whatIsNotSeenIsNotKnownToBeOpen(String api) {
    assertThat(open(world().openToTheWorld(143).denied(api))).isEmpty();
  }
}
