package io.todoku.archive;

import io.todoku.archive.HeldAddressRepository.HeldAddressView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The public addresses that all accounts hold and have held, read once for the judging of many.
 *
 * @param current of all accounts
 * @param released those that an account held at an earlier scan and does not hold any more, sorted
 */
public record AddressHolders(List<HeldAddressView> current, List<String> released) {

  static AddressHolders of(List<HeldAddressView> all) {
    return new AddressHolders(
        all.stream().filter(held -> held.releasedAt() == null).toList(),
        all.stream()
            .filter(held -> held.releasedAt() != null)
            .map(HeldAddressView::address)
            .distinct()
            .sorted()
            .toList());
  }

  /** The addresses that other accounts hold, with the account of each. */
  Map<String, String> ofOthers(String accountId) {
    Map<String, String> owners = new HashMap<>();
    for (HeldAddressView held : current) {
      if (!held.accountId().equals(accountId)) {
        owners.putIfAbsent(held.address(), held.accountId());
      }
    }
    return owners;
  }
}
