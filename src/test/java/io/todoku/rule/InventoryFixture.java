package io.todoku.rule;

import io.todoku.snapshot.AccountAddresses;
import io.todoku.snapshot.Snapshot;
import java.util.List;

/**
 * The accounts of one inventory, each of which knows what the others hold. Its mail is well set up;
 * beside its senders it holds things that are easily taken for one.
 */
final class InventoryFixture {

  static final String WORKLOAD = "222222222222";
  static final String NETWORK = "333333333333";
  static final String HOSTING = "444444444444";
  static final String PARTICIPANT = "555555555555";
  static final String BULK = "666666666666";
  static final String CONTAINERS = "777777777777";

  private InventoryFixture() {}

  static List<Snapshot> accounts() {
    return AccountNetworks.shareAmong(
        AccountAddresses.shareAmong(
            List.of(
                SharedNetworkFixture.workload().build(),
                SharedNetworkFixture.network().build(),
                HostingFixture.hosting().build(),
                SharedNetworkFixture.participant().build(),
                ServicesFixture.bulk().build(),
                ServicesFixture.containers().build())));
  }

  static Snapshot account(String id) {
    return accounts().stream()
        .filter(snapshot -> snapshot.account().id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
