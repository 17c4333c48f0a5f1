package io.todoku.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.jpa.repository.JpaRepository;

public interface HeldAddressRepository
    extends JpaRepository<HeldAddress, HeldAddress.HeldAddressKey> {

  /** For how long a released address is kept: as long as scans are, by default. */
  Duration KEPT_AFTER_RELEASE = Duration.ofDays(400);

  List<HeldAddress> findByAccountId(String accountId);

  List<HeldAddress> findByAccountIdNotAndReleasedAtIsNull(String accountId);

  List<HeldAddress> findByReleasedAtIsNotNullOrderByAddress();

  /** The public addresses that other accounts hold, with the account of each. */
  default Map<String, String> ownersInOtherAccounts(String accountId) {
    return findByAccountIdNotAndReleasedAtIsNull(accountId).stream()
        .collect(Collectors.toMap(held -> held.address, held -> held.accountId, (a, b) -> a));
  }

  /** The public addresses that an account held at an earlier scan and does not hold any more. */
  default List<String> releasedAddresses() {
    return findByReleasedAtIsNotNullOrderByAddress().stream()
        .map(held -> held.address)
        .distinct()
        .toList();
  }

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
