package io.todoku.collect;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.PublicAddress;
import java.util.List;
import java.util.Map;

/** An account and an address of which a test says nothing more. */
final class CollectTestData {

  private CollectTestData() {}

  static Account account(MailDomain... domains) {
    return new Account(
        "111111111111",
        "test",
        "",
        Environment.PRODUCTION,
        new Access.DefaultChain(),
        List.of(),
        List.of(domains));
  }

  static PublicAddress elasticIp(String address) {
    return new PublicAddress(
        PublicAddress.AddressKind.ELASTIC_IP,
        "eipalloc-1",
        address,
        "eipalloc-1",
        null,
        null,
        false,
        null,
        Map.of());
  }
}
