package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Sender.SendingRole;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.Map;

/** One address, and the role that it is found to have. */
final class SenderAssertions {

  static final String ADDRESS = "192.0.2.7";

  private SenderAssertions() {}

  static SnapshotBuilder anAddress() {
    return aSnapshot().withElasticIp(ADDRESS, Map.of());
  }

  /** What is found out about {@link #ADDRESS}. */
  static Sender senderIn(SnapshotBuilder world) {
    return Sender.allIn(world.build()).stream()
        .filter(sender -> sender.address().equals(ADDRESS))
        .findFirst()
        .orElseThrow();
  }

  static void assertSends(SnapshotBuilder world, String sign) {
    assertThat(senderIn(world).role()).isEqualTo(SendingRole.SENDS);
    assertThat(senderIn(world).sending().evidence()).extracting(Text::key).contains(sign);
  }
}
