package io.todoku.rule;

import static io.todoku.rule.World.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Sender.Role;
import java.util.Map;

/** One address, and the role that it is found to have. */
final class Roles {

  static final String ADDRESS = "192.0.2.7";

  private Roles() {}

  static World anAddress() {
    return aSnapshot().withElasticIp(ADDRESS, Map.of());
  }

  /** What is found out about {@link #ADDRESS}. */
  static Sender of(World world) {
    return Sender.allIn(world.build()).stream()
        .filter(sender -> sender.address().equals(ADDRESS))
        .findFirst()
        .orElseThrow();
  }

  static void assertSends(World world, String sign) {
    assertThat(of(world).role()).isEqualTo(Role.SENDS);
    assertThat(of(world).why()).extracting(Text::key).contains(sign);
  }
}
