package io.todoku.snapshot;

import java.util.List;
import java.util.Map;

/**
 * What the rules need to know of an account.
 *
 * @param id twelve digits
 * @param mailDomains domains that the account's servers send mail for
 * @param roleOverrides what people have said of addresses, by address
 */
public record AccountFacts(
    String id,
    String name,
    String client,
    Environment environment,
    List<MailDomain> mailDomains,
    Map<String, RoleChoice> roleOverrides) {

  /** A domain and the DKIM selectors that its senders sign with. */
  public record MailDomain(String name, List<String> dkimSelectors) {
    public MailDomain {
      dkimSelectors = dkimSelectors == null ? List.of() : List.copyOf(dkimSelectors);
    }
  }
}
