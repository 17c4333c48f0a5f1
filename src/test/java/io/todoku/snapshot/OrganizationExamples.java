package io.todoku.snapshot;

import io.todoku.snapshot.OrganizationAccount.OrganizationalUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Listings of organizations as AWS would tell them. */
public final class OrganizationExamples {

  public static final String ID = "o-exampleorgid";
  public static final String MANAGEMENT = "700000000000";

  private OrganizationExamples() {}

  /**
   * Twelve active accounts, one of them without tags, a suspended one and the management account.
   */
  public static OrganizationListing listing() {
    List<OrganizationAccount> accounts = new ArrayList<>();
    accounts.add(account(MANAGEMENT, "management", "ACTIVE", Map.of()));
    for (int i = 1; i <= 11; i++) {
      accounts.add(
          account(
              "70000000%04d".formatted(i),
              i % 2 == 0 ? "メール配信 " + i : "mail " + i,
              "ACTIVE",
              Map.of("Client", i % 3 == 0 ? "Example KK" : "Nagi Shop"),
              "Workloads",
              i % 4 == 0 ? "Test" : "Prod"));
    }
    accounts.add(account("700000000012", "untagged", "ACTIVE", Map.of(), "Workloads", "Prod"));
    accounts.add(account("700000000013", "closed", "SUSPENDED", Map.of("Client", "Nagi Shop")));
    return listing(accounts);
  }

  public static OrganizationListing listing(List<OrganizationAccount> accounts) {
    return new OrganizationListing(ID, MANAGEMENT, accounts, List.of());
  }

  /**
   * @param units names from below the root down
   */
  public static OrganizationAccount account(
      String id, String name, String status, Map<String, String> tags, String... units) {
    return new OrganizationAccount(
        id,
        name,
        status,
        "aws",
        Observed.known(
            Arrays.stream(units).map(unit -> new OrganizationalUnit("ou-" + unit, unit)).toList()),
        Observed.known(tags));
  }
}
