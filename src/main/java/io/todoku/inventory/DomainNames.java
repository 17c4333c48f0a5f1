package io.todoku.inventory;

import io.todoku.account.Account;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import java.net.IDN;
import java.util.Optional;

/** Finds the mail domain that a name in a URL means. */
final class DomainNames {

  private DomainNames() {}

  /**
   * @param name in any case, in Unicode or as in DNS
   */
  static Optional<MailDomain> find(Account account, String name) {
    String wanted = canonical(name);
    return MailDomain.merged(account.mailDomains()).stream()
        .filter(domain -> canonical(domain.name()).equals(wanted))
        .findFirst();
  }

  private static String canonical(String name) {
    try {
      return DnsLookup.canonical(IDN.toASCII(name.strip()));
    } catch (IllegalArgumentException notADomain) {
      return DnsLookup.canonical(name);
    }
  }
}
