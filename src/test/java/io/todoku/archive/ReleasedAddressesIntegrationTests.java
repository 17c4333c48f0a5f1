package io.todoku.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Account;
import io.todoku.scan.ScanFixture;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What an earlier scan found in an account is kept as released once a complete scan lacks it. */
public class ReleasedAddressesIntegrationTests extends ScanFixture {

  private static final String KEPT = "203.0.113.7";
  private static final String RELEASED = "203.0.113.8";

  @Autowired private SnapshotStore store;

  private void save(Account account, SnapshotBuilder snapshot) {
    store.save(UUID.randomUUID(), account, snapshot.account(account.id()).build());
  }

  private static SnapshotBuilder holding(String... addresses) {
    SnapshotBuilder snapshot = SnapshotBuilder.aSnapshot();
    List.of(addresses).forEach(address -> snapshot.withElasticIp(address, Map.of()));
    return snapshot;
  }

  private List<String> heldBefore(Account account) {
    Snapshot judged = store.withAttestations(account, SnapshotBuilder.aSnapshot().build());
    return judged.account().addressesHeldBefore();
  }

  @Test
  void onlyACompleteScanReleasesWhatItDoesNotFind() {
    Account account = account(1);
    Account other = account(2);
    save(account, holding(KEPT, RELEASED));
    assertThat(heldBefore(account)).isEmpty();

    save(account, holding().denied("ec2:DescribeAddresses"));
    assertThat(heldBefore(account)).as("the addresses were not listed").isEmpty();

    save(account, holding(KEPT));
    assertThat(heldBefore(account)).containsExactly(RELEASED);
    assertThat(heldBefore(other)).as("of another account").containsExactly(RELEASED);

    save(account, holding(KEPT, RELEASED));
    assertThat(heldBefore(account)).as("allocated again").isEmpty();
  }
}
