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

  private static final int MAX_TEXT = 200;

  public Account {
    if (!id.matches("\\d{12}")) {
      throw new IllegalArgumentException(
          "account id \"" + id + "\" is not 12 digits (it has " + id.length() + " characters)");
    }
    check(id, "name", name, MAX_TEXT, ".*");
    check(id, "client", client, MAX_TEXT, ".*");
    regions.forEach(region -> check(id, "region", region, 40, "[a-z0-9-]+"));
    mailDomains.forEach(domain -> {
      check(id, "mail domain", domain.name(), 253, "[^\\s@/]+");
      domain.dkimSelectors().forEach(s -> check(id, "DKIM selector", s, 63, "[A-Za-z0-9._-]+"));
    });
    regions = List.copyOf(regions);
    mailDomains = List.copyOf(mailDomains);
  }

  private static void check(String id, String what, String value, int limit, String form) {
    if (value.length() > limit || !value.matches(form)) {
      String shown = value.substring(0, Math.min(value.length(), 80));
      throw new IllegalArgumentException(
          "account %s: \"%s\" is no %s of at most %d characters".formatted(id, shown, what, limit));
    }
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
