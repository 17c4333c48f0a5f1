package io.todoku.snapshot;

import java.util.List;
import java.util.Map;

/**
 * What the rules need to know of an account.
 *
 * @param id twelve digits
 * @param mailDomains domains that the account's servers send mail for
 * @param roleOverrides by address: true where a person said it sends mail, false where it does not
 */
public record AccountFacts(
    String id,
    String name,
    String client,
    Environment environment,
    List<MailDomain> mailDomains,
    Map<String, Boolean> roleOverrides) {

  /** A domain and the DKIM selectors that its senders sign with. */
  public record MailDomain(String name, List<String> dkimSelectors) {
    public MailDomain {
      dkimSelectors = dkimSelectors == null ? List.of() : List.copyOf(dkimSelectors);
    }
  }
}
