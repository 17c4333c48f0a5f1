package io.todoku.archive;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.data.jpa.repository.JpaRepository;

public interface HeldAddressRepository
    extends JpaRepository<HeldAddress, HeldAddress.HeldAddressKey> {

  void deleteByAccountId(String accountId);

  List<HeldAddress> findByAccountIdNot(String accountId);

  /** The public addresses that other accounts hold, with the account of each. */
  default Map<String, String> ownersInOtherAccounts(String accountId) {
    return findByAccountIdNot(accountId).stream()
        .collect(Collectors.toMap(held -> held.address, held -> held.accountId, (a, b) -> a));
  }

  /** Replaces everything stored for the account. */
  default void replaceAddresses(String accountId, List<String> addresses) {
    deleteByAccountId(accountId);
    flush();
    saveAll(
        addresses.stream()
            .map(address -> {
              HeldAddress held = new HeldAddress();
              held.accountId = accountId;
              held.address = address;
              return held;
            })
            .toList());
  }
}
