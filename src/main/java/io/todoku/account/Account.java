package io.todoku.account;

import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.Environment;
import java.util.List;
import java.util.Map;

/**
 * An AWS account, whom it belongs to and how to reach it.
 *
 * @param id twelve digits
 * @param regions names; empty: all that are enabled
 */
public record Account(
    String id,
    String name,
    String client,
    Environment environment,
    Access access,
    List<String> regions,
    List<MailDomain> mailDomains) {

  public Account {
    if (!id.matches("\\d{12}")) {
      throw new IllegalArgumentException(
          "account id \"" + id + "\" is not 12 digits (it has " + id.length() + " characters)");
    }
    regions = List.copyOf(regions);
    mailDomains = List.copyOf(mailDomains);
  }

  /** Whether it belongs to the bundled sample workspace. */
  public boolean sample() {
    return access instanceof Access.Recorded(boolean sample) && sample;
  }

  /** What of this account goes into its snapshot. */
  public AccountFacts facts(Map<String, Boolean> roleOverrides) {
    return new AccountFacts(id, name, client, environment, mailDomains, Map.copyOf(roleOverrides));
  }
}
