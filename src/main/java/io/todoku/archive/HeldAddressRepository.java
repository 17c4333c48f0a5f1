package io.todoku.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface HeldAddressRepository
    extends JpaRepository<HeldAddress, HeldAddress.HeldAddressKey> {

  /** For how long a released address is kept: as long as scans are, by default. */
  Duration KEPT_AFTER_RELEASE = Duration.ofDays(400);

  List<HeldAddress> findByAccountId(String accountId);

  /** An address of an account, without the entity: there are many, and most are only read. */
  record HeldAddressView(String accountId, String address, @Nullable Instant releasedAt) {}

  @Query("select h.accountId, h.address, h.releasedAt from HeldAddress h")
  List<HeldAddressView> findAllViews();

  /**
   * Replaces what the account holds.
   *
   * @param complete whether these are all that it holds: then the others are released; else it may
   *     still hold them
   */
  default void replaceAddresses(
      String accountId, List<String> addresses, boolean complete, Instant now) {
    Set<String> current = Set.copyOf(addresses);
    for (HeldAddress held : findByAccountId(accountId)) {
      if (!current.contains(held.address)) {
        if (complete && held.releasedAt == null) {
          held.releasedAt = now;
          save(held);
        } else if (held.releasedAt != null
            && held.releasedAt.isBefore(now.minus(KEPT_AFTER_RELEASE))) {
          delete(held);
        }
      }
    }
    saveAll(
        current.stream()
            .map(address -> {
              HeldAddress held = new HeldAddress();
              held.accountId = accountId;
              held.address = address;
              return held;
            })
            .toList());
  }
}
