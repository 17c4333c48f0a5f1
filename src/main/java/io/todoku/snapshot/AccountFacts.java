package io.todoku.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the rules need to know of an account.
 *
 * @param id twelve digits
 * @param mailDomains domains that the account's servers send mail for
 * @param roleOverrides what people have chosen about addresses, by address
 * @param heldElsewhere public addresses that other accounts of the inventory hold, and which; laid
 *     in before rules judge
 * @param addressesHeldBefore public addresses that an earlier scan found in this account or another
 *     one of the inventory, and the newest did not; laid in before rules judge
 * @param networksOfOtherAccounts what other accounts of the inventory show of shared transit
 *     gateways; laid in before rules judge
 * @param excludedRegions which Regions people leave out, by name; only those that the organization
 *     has closed are
 */
public record AccountFacts(
    String id,
    String name,
    String client,
    Environment environment,
    List<MailDomain> mailDomains,
    Map<String, RoleOverride> roleOverrides,
    @JsonProperty("heldElsewhere") Map<String, String> addressesOfOtherAccounts,
    @JsonProperty("heldBefore") List<String> addressesHeldBefore,
    List<AccountNetwork> networksOfOtherAccounts,
    Map<String, RegionExclusion> excludedRegions) {

  /** A file knows of one account alone, and of no earlier scan. */
  public AccountFacts {
    addressesOfOtherAccounts =
        addressesOfOtherAccounts == null ? Map.of() : addressesOfOtherAccounts;
    addressesHeldBefore = addressesHeldBefore == null ? List.of() : addressesHeldBefore;
    networksOfOtherAccounts = networksOfOtherAccounts == null ? List.of() : networksOfOtherAccounts;
    excludedRegions = excludedRegions == null ? Map.of() : excludedRegions;
  }

  /** An account of which no earlier scan is known. */
  public AccountFacts(
      String id,
      String name,
      String client,
      Environment environment,
      List<MailDomain> mailDomains,
      Map<String, RoleOverride> roleOverrides,
      Map<String, String> addressesOfOtherAccounts) {
    this(
        id,
        name,
        client,
        environment,
        mailDomains,
        roleOverrides,
        addressesOfOtherAccounts,
        List.of(),
        List.of(),
        Map.of());
  }

  /** The account as pages and reports name it: its client, where it has one, and its name. */
  public String title() {
    return title(client, name);
  }

  public static String title(String client, String name) {
    return client.isBlank() ? name : client + " · " + name;
  }

  /** The same account among others. */
  public AccountFacts withAddressesOfOtherAccounts(Map<String, String> others) {
    return new AccountFacts(
        id,
        name,
        client,
        environment,
        mailDomains,
        roleOverrides,
        others,
        addressesHeldBefore,
        networksOfOtherAccounts,
        excludedRegions);
  }

  /** The same account with what earlier scans found. */
  public AccountFacts withAddressesHeldBefore(List<String> before) {
    return new AccountFacts(
        id,
        name,
        client,
        environment,
        mailDomains,
        roleOverrides,
        addressesOfOtherAccounts,
        before,
        networksOfOtherAccounts,
        excludedRegions);
  }

  /**
   * The same account with nothing of others than these, for a file that people of one client get.
   * Of an address that was held before nobody knows by whom, so that none is named.
   */
  public AccountFacts withOtherAccounts(Set<String> ids) {
    return new AccountFacts(
        id,
        name,
        client,
        environment,
        mailDomains,
        roleOverrides,
        addressesOfOtherAccounts.entrySet().stream()
            .filter(held -> ids.contains(held.getValue()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
        List.of(),
        networksOfOtherAccounts.stream()
            .filter(network -> ids.contains(network.accountId()))
            .toList(),
        excludedRegions);
  }

  /** The same account with the networks of the others; its own, where it is among them, is not. */
  public AccountFacts withNetworksOfOtherAccounts(List<AccountNetwork> networks) {
    return new AccountFacts(
        id,
        name,
        client,
        environment,
        mailDomains,
        roleOverrides,
        addressesOfOtherAccounts,
        addressesHeldBefore,
        networks.stream().filter(network -> !network.accountId().equals(id)).toList(),
        excludedRegions);
  }

  /** The same account without the Regions that people leave out. */
  public AccountFacts withExcludedRegions(Map<String, RegionExclusion> exclusions) {
    return new AccountFacts(
        id,
        name,
        client,
        environment,
        mailDomains,
        roleOverrides,
        addressesOfOtherAccounts,
        addressesHeldBefore,
        networksOfOtherAccounts,
        exclusions);
  }

  /** The mail domains, those of one name as one: an older file may name one twice. */
  public List<MailDomain> distinctDomains() {
    return MailDomain.merged(mailDomains);
  }

  /** A domain and the DKIM selectors that its senders sign with. */
  public record MailDomain(String name, List<String> dkimSelectors) {
    public MailDomain {
      dkimSelectors = dkimSelectors == null ? List.of() : List.copyOf(dkimSelectors);
    }

    /** Those of one name, in whatever case, as one with the selectors of all. */
    public static List<MailDomain> merged(List<MailDomain> domains) {
      Map<String, MailDomain> byName = new LinkedHashMap<>();
      domains.forEach(d -> byName.merge(DnsLookup.canonical(d.name()), d, MailDomain::mergedWith));
      return List.copyOf(byName.values());
    }

    private MailDomain mergedWith(MailDomain other) {
      return new MailDomain(
          name,
          Stream.concat(dkimSelectors.stream(), other.dkimSelectors.stream()).distinct().toList());
    }
  }
}
