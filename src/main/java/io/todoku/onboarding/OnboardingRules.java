package io.todoku.onboarding;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.collect.RoleDefinition;
import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.OrganizationAccount;
import io.todoku.snapshot.OrganizationListing;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How accounts of an organization become accounts here.
 *
 * @param clientBy what names the client of an account
 * @param clientTag the key of the tag that names it; keys that differ in case are different
 * @param clientLevel of the organizational unit that names it: 1 for those below the root
 * @param defaultClient the client of all accounts, or of those without the tag or the unit; blank:
 *     those are not added, because an external id belongs to a client
 * @param environmentTag the key of the tag that names the environment; blank for none
 * @param production names of units and values of the tag that mean it, in any case
 * @param staging the same
 * @param development the same; what is none of them is production
 * @param roleName of the role in each account
 * @param rolePath {@code /}, or names between slashes
 * @param regions to read; empty: all enabled ones
 */
record OnboardingRules(
    ClientSource clientBy,
    String clientTag,
    int clientLevel,
    String defaultClient,
    String environmentTag,
    List<String> production,
    List<String> staging,
    List<String> development,
    String roleName,
    String rolePath,
    List<String> regions) {

  /** What names the client of an account. */
  enum ClientSource {
    TAG,
    UNIT,
    /** All accounts have the same client. */
    FIXED
  }

  /** AWS nests units five levels deep. */
  static final int MAX_LEVEL = 5;

  private static final int MAX_TAG_KEY = 128;
  private static final int MAX_WORDS = 50;
  static final List<String> PRODUCTION = List.of("production", "prod", "prd", "本番");
  static final List<String> STAGING =
      List.of("staging", "stage", "stg", "test", "testing", "uat", "検証", "テスト", "ステージング");
  static final List<String> DEVELOPMENT = List.of("development", "develop", "dev", "sandbox", "開発");
  private static final Pattern CLIENT_KEY =
      Pattern.compile("(?i)client|customer|client-?name|customer-?name|顧客|顧客名");
  private static final Pattern ENVIRONMENT_KEY = Pattern.compile("(?i)env|environment|stage|環境");

  /**
   * @throws InvalidInputException if a value cannot be used
   */
  OnboardingRules {
    clientTag = clientTag.strip();
    defaultClient = defaultClient.strip();
    environmentTag = environmentTag.strip();
    if (clientBy == ClientSource.TAG && clientTag.isEmpty()) {
      throw new InvalidInputException(OnboardingProblem.NO_TAG);
    }
    if (clientBy == ClientSource.FIXED && defaultClient.isEmpty()) {
      throw new InvalidInputException(OnboardingProblem.NO_CLIENT);
    }
    for (String key : List.of(clientTag, environmentTag)) {
      if (key.length() > MAX_TAG_KEY) {
        throw new InvalidInputException(OnboardingProblem.LONG_TAG, MAX_TAG_KEY);
      }
    }
    if (clientLevel < 1 || clientLevel > MAX_LEVEL) {
      throw new InvalidInputException(OnboardingProblem.LEVEL, MAX_LEVEL);
    }
    if (!ProposedAccount.isClient(defaultClient)) {
      throw new InvalidInputException(OnboardingProblem.CLIENT, Account.MAX_TEXT);
    }
    if (Stream.of(production, staging, development)
        .anyMatch(words ->
            words.size() > MAX_WORDS
                || words.stream().anyMatch(word -> word.length() > Account.MAX_TEXT))) {
      throw new InvalidInputException(OnboardingProblem.MANY_WORDS, MAX_WORDS);
    }
    regions.stream()
        .filter(region -> !Account.isRegion(region))
        .findFirst()
        .ifPresent(region -> {
          throw new InvalidInputException(OnboardingProblem.REGION, region);
        });
    if (regions.size() > Account.MAX_REGIONS) {
      throw new InvalidInputException(OnboardingProblem.MANY_REGIONS, Account.MAX_REGIONS);
    }
    RoleDefinition role = new RoleDefinition(null, null, roleName, rolePath, null, null);
    if (Access.IamRole.findAccountId(
            "arn:aws:iam::000000000000:role" + role.path() + role.roleName())
        .isEmpty()) {
      throw new InvalidInputException(OnboardingProblem.LONG_ROLE);
    }
    roleName = role.roleName();
    rolePath = role.path();
    production = List.copyOf(production);
    staging = List.copyOf(staging);
    development = List.copyOf(development);
    regions = List.copyOf(regions);
  }

  /** Rules to begin with: by tags that are named as if they held a client or an environment. */
  static OnboardingRules suggested(OrganizationListing listing) {
    Optional<String> client = mostFrequentKey(listing, CLIENT_KEY);
    return new OnboardingRules(
        client.isPresent() ? ClientSource.TAG : ClientSource.UNIT,
        client.orElse(""),
        1,
        "",
        mostFrequentKey(listing, ENVIRONMENT_KEY).orElse(""),
        PRODUCTION,
        STAGING,
        DEVELOPMENT,
        RoleDefinition.DEFAULT_NAME,
        RoleDefinition.DEFAULT_PATH,
        List.of());
  }

  private static Optional<String> mostFrequentKey(OrganizationListing listing, Pattern form) {
    Map<String, Long> counts =
        listing.accounts().stream()
            .map(OrganizationAccount::tags)
            .map(tags -> tags.orElse(Map.of()))
            .flatMap(tags -> tags.keySet().stream())
            .filter(key -> form.matcher(key).matches() && key.length() <= MAX_TAG_KEY)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.<String, Long>comparingByKey().reversed()))
        .map(Map.Entry::getKey);
  }

  /** The proposal for one account, with why it cannot be added where that is so. */
  ProposedAccount propose(OrganizationAccount account) {
    return ProposedAccount.of(account, this);
  }

  /** The environment that a word means by itself; empty where it means none. */
  static Optional<Environment> environmentNamed(String word) {
    String plain =
        Normalizer.normalize(word, Normalizer.Form.NFKC)
            .strip()
            .toLowerCase(Locale.ROOT)
            .replaceFirst("環境$", "");
    if (PRODUCTION.contains(plain)) {
      return Optional.of(Environment.PRODUCTION);
    }
    if (STAGING.contains(plain)) {
      return Optional.of(Environment.STAGING);
    }
    return DEVELOPMENT.contains(plain) ? Optional.of(Environment.DEVELOPMENT) : Optional.empty();
  }

  /** The value of a tag; empty where there is none or the tags are unknown. */
  static String tag(OrganizationAccount account, String key) {
    return account.tags() instanceof Observed.Known<Map<String, String>>(var tags)
        ? tags.getOrDefault(key, "").strip()
        : "";
  }
}
