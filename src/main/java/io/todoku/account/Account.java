package io.todoku.account;

import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.RoleOverride;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An AWS account, its client and how to access it.
 *
 * @param id twelve digits
 * @param regions their names; empty: all enabled ones
 */
public record Account(
    String id,
    String name,
    String client,
    Environment environment,
    Access access,
    List<String> regions,
    List<MailDomain> mailDomains) {

  public static final int MAX_TEXT = 200;
  private static final int MAX_NAME = 253;
  private static final int MAX_SELECTOR = 63;
  private static final int MAX_REGION = 40;
  public static final int MAX_REGIONS = 100;
  static final int MAX_DOMAINS = 100;
  private static final String TEXT = "\\P{Cntrl}*";
  private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";

  /** A host name of two labels or more, in ASCII as DNS carries it (RFC 1035, RFC 5890). */
  private static final String DOMAIN = LABEL + "(?:\\." + LABEL + ")++";

  private static final String SELECTOR = LABEL + "(?:\\." + LABEL + ")*+";
  private static final String REGION = "[a-z]{2}(?:-[a-z]+)++-[0-9]{1,2}";

  public Account {
    if (!isId(id)) {
      throw InvalidInputException.withMessage(
          "account id \"%s\" is not 12 digits (it has %d characters; in YAML, write it in quotes)"
              .formatted(abbreviate(String.valueOf(id)), String.valueOf(id).length()));
    }
    check(id, "name", name == null || name.isBlank() ? null : name, MAX_TEXT, TEXT);
    check(id, "client", client, MAX_TEXT, TEXT);
    if (regions.size() > MAX_REGIONS || mailDomains.size() > MAX_DOMAINS) {
      throw InvalidInputException.withMessage(
          "account %s: at most %d Regions and %d mail domains"
              .formatted(id, MAX_REGIONS, MAX_DOMAINS));
    }
    for (String region : regions) {
      check(id, "Region", region, MAX_REGION, REGION);
    }
    for (MailDomain domain : mailDomains) {
      check(id, "mail domain", domain == null ? null : domain.name(), MAX_NAME, DOMAIN);
      for (String selector : domain.dkimSelectors()) {
        check(id, "DKIM selector", selector, MAX_SELECTOR, SELECTOR);
      }
    }
    findDuplicate(mailDomains)
        .ifPresent(twice -> {
          throw InvalidInputException.withMessage(
              "account %s: mail domain \"%s\" stands there twice; give it one entry"
                  .formatted(id, abbreviate(twice)));
        });
    regions = regions.stream().distinct().toList();
    mailDomains = List.copyOf(mailDomains);
  }

  public static boolean isId(@Nullable String text) {
    return text != null && text.matches("\\d{12}");
  }

  private static void check(
      String id, String what, @Nullable String value, int limit, String form) {
    if (value == null || !fits(value, limit, form)) {
      throw InvalidInputException.withMessage(
          "account %s: \"%s\" is not a %s of at most %d characters"
              .formatted(id, abbreviate(String.valueOf(value)), what, limit));
    }
  }

  public static boolean isRegion(String word) {
    return fits(word, MAX_REGION, REGION);
  }

  static boolean isDomain(String word) {
    return fits(word, MAX_NAME, DOMAIN);
  }

  static boolean isSelector(String word) {
    return fits(word, MAX_SELECTOR, SELECTOR);
  }

  private static boolean fits(String value, int limit, String form) {
    return value.length() <= limit && value.matches(form);
  }

  /** The name of a domain that is listed twice, ignoring case. */
  static Optional<String> findDuplicate(List<MailDomain> domains) {
    Set<String> seen = new HashSet<>();
    return domains.stream()
        .map(MailDomain::name)
        .filter(name -> !seen.add(DnsLookup.canonical(name)))
        .findFirst();
  }

  private static String abbreviate(String value) {
    return value.substring(0, Math.min(value.length(), 80)).replaceAll("\\p{Cntrl}", "?");
  }

  /**
   * The same with another external id of its role; unchanged where it is not accessed by a role.
   */
  Account withExternalId(String externalId) {
    return access instanceof Access.IamRole(String roleArn, _)
        ? new Account(
            id,
            name,
            client,
            environment,
            new Access.IamRole(roleArn, externalId),
            regions,
            mailDomains)
        : this;
  }

  /** Whether AWS can be called for it; otherwise it is known from snapshot files only. */
  public boolean hasAwsAccess() {
    return !(access instanceof Access.SnapshotsOnly);
  }

  /** Whether it belongs to the bundled sample workspace. */
  public boolean isSample() {
    return access instanceof Access.SnapshotsOnly(boolean sample) && sample;
  }

  /** The settings of this account that go into its snapshot. */
  public AccountFacts toFacts(Map<String, RoleOverride> roleOverrides) {
    return new AccountFacts(
        id, name, client, environment, mailDomains, Map.copyOf(roleOverrides), Map.of());
  }
}
