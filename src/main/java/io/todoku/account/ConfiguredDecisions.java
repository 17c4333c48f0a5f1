package io.todoku.account;

import java.util.Map;

/**
 * The attestations and waivers of the configuration, by account id. They count like those that
 * people record in the application, and only the configuration changes them.
 */
public record ConfiguredDecisions(Map<String, AccountDecisions> byAccount) {

  public static final ConfiguredDecisions NONE = new ConfiguredDecisions(Map.of());

  /** The prefix of the ids of what stands in a file and not in the database. */
  static final String ID_PREFIX = "configuration-";

  public ConfiguredDecisions {
    byAccount = Map.copyOf(byAccount);
  }

  public AccountDecisions of(String accountId) {
    return byAccount.getOrDefault(accountId, AccountDecisions.NONE);
  }

  /**
   * Whether an attestation or waiver of this id stands in a file, where alone it can be changed.
   */
  public static boolean hasId(String id) {
    return id.startsWith(ID_PREFIX);
  }
}
