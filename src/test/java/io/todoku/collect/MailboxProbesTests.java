package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.MailboxProbes.OpenPort;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only ports that security groups open to the whole world are connected to. */
class MailboxProbesTests {

  private static final String ADDRESS = "203.0.113.9";

  private static SnapshotBuilder world() {
    return SnapshotBuilder.aSnapshot()
        .withElasticIp(ADDRESS, Map.of())
        .withIpv6("2001:db8::9")
        .withPrivateInterface("i-9")
        .withIdleElasticIp("203.0.113.10")
        .withLoadBalancer("203.0.113.11");
  }

  private static List<OpenPort> openPorts(SnapshotBuilder world) {
    return MailboxProbes.openPorts(world.build().knownRegions());
  }

  @Test
  void eachPortIsOpenedByItsOwnRule() {
    assertThat(openPorts(world().openToTheWorld(143)))
        .containsExactly(new OpenPort(ADDRESS, Protocol.IMAP));
    assertThat(openPorts(world().openToTheWorld(110)))
        .containsExactly(new OpenPort(ADDRESS, Protocol.POP3));
    assertThat(openPorts(world().openToTheWorld(110).openToTheWorld(143))).hasSize(2);
  }

  @Test
  void eachIpVersionNeedsItsOwnRange() {
    assertThat(openPorts(world().openToTheWorld(143).openTo("::/0")))
        .containsExactly(new OpenPort("2001:db8::9", Protocol.IMAP));
    assertThat(openPorts(world().openToTheWorld(143).openTo("0.0.0.0/0", "::/0"))).hasSize(2);
  }

  @Test
  void rulesForOtherPortsAndSourcesOpenNothing() {
    assertThat(openPorts(world().openToTheWorld(25).openToTheWorld(993))).isEmpty();
    assertThat(openPorts(world().openToTheWorld(143).openTo("198.51.100.0/24", "sg-9"))).isEmpty();
    assertThat(openPorts(world())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2:DescribeSecurityGroups", "ec2:DescribeNetworkInterfaces"})
  void whenAListIsUnknownNoPortCountsAsOpen(String api) {
    assertThat(openPorts(world().openToTheWorld(143).denied(api))).isEmpty();
  }
}
