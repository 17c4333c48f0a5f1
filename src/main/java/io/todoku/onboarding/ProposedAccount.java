package io.todoku.onboarding;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.onboarding.OnboardingRules.ClientSource;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.OrganizationAccount;
import io.todoku.snapshot.OrganizationAccount.OrganizationalUnit;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An account of an organization as the rules would add it.
 *
 * @param client by the rules; blank where they name none
 * @param environmentBy the unit or the value of the tag that decided; blank where nothing did, and
 *     it is production
 * @param refusal why it cannot be added; null where it can
 * @param detail what the refusal is about: the key of a tag, the level of a unit, a status
 */
record ProposedAccount(
    OrganizationAccount listed,
    String name,
    String client,
    Environment environment,
    String environmentBy,
    Access.IamRole role,
    List<String> regions,
    @Nullable ProposalRefusal refusal,
    String detail) {

  /** Why an account cannot be added. */
  enum ProposalRefusal {
    NOT_ACTIVE,
    TAGS_UNKNOWN,
    UNITS_UNKNOWN,
    NO_TAG,
    NO_UNIT,
    /** The tag or the unit holds what no client can be named. */
    BAD_CLIENT
  }

  private record Client(String name, @Nullable ProposalRefusal refusal, String detail) {}

  private record FoundEnvironment(Environment environment, String by) {}

  static ProposedAccount of(OrganizationAccount account, OnboardingRules rules) {
    Client client = client(account, rules);
    FoundEnvironment environment = environment(account, rules);
    return new ProposedAccount(
        account,
        name(account),
        client.name(),
        environment.environment(),
        environment.by(),
        new Access.IamRole(
            "arn:%s:iam::%s:role%s%s"
                .formatted(account.partition(), account.id(), rules.rolePath(), rules.roleName()),
            null),
        rules.regions(),
        account.isActive() ? client.refusal() : ProposalRefusal.NOT_ACTIVE,
        account.isActive() ? client.detail() : account.status());
  }

  /** Only what can be added has one. */
  Optional<Account> account() {
    return refusal == null
        ? Optional.of(new Account(listed.id(), name, client, environment, role, regions, List.of()))
        : Optional.empty();
  }

  public boolean isAddable() {
    return refusal == null;
  }

  /** From below the root down, between slashes; blank in the root or where it is unknown. */
  public String path() {
    return String.join(" / ", units(listed).stream().map(OrganizationalUnit::name).toList());
  }

  static boolean isClient(String name) {
    return name.length() <= Account.MAX_TEXT && name.matches("\\P{Cntrl}*");
  }

  /** Names of organizations are at most 50 characters, but an answer can hold anything. */
  private static String name(OrganizationAccount account) {
    String name = account.name().replaceAll("\\p{Cntrl}", " ").strip();
    String cut =
        name.substring(
            0,
            name.offsetByCodePoints(
                0, Math.min(Account.MAX_TEXT / 2, name.codePointCount(0, name.length()))));
    return cut.isBlank() ? account.id() : cut;
  }

  private static List<OrganizationalUnit> units(OrganizationAccount account) {
    return account.units().orElse(List.of());
  }

  private static Client client(OrganizationAccount account, OnboardingRules rules) {
    String found =
        switch (rules.clientBy()) {
          case FIXED -> rules.defaultClient();
          case TAG -> OnboardingRules.tag(account, rules.clientTag());
          case UNIT ->
              units(account).stream()
                  .skip(rules.clientLevel() - 1L)
                  .findFirst()
                  .map(unit -> unit.name().strip())
                  .orElse("");
        };
    if (isUnknown(account, rules.clientBy())) {
      // the default is for accounts without the tag, not for those whose tags nobody could read
      return new Client(
          "",
          rules.clientBy() == ClientSource.TAG
              ? ProposalRefusal.TAGS_UNKNOWN
              : ProposalRefusal.UNITS_UNKNOWN,
          "");
    }
    String name = found.isEmpty() ? rules.defaultClient() : found;
    if (name.isEmpty()) {
      return rules.clientBy() == ClientSource.TAG
          ? new Client("", ProposalRefusal.NO_TAG, rules.clientTag())
          : new Client("", ProposalRefusal.NO_UNIT, String.valueOf(rules.clientLevel()));
    }
    return isClient(name)
        ? new Client(name, null, "")
        : new Client("", ProposalRefusal.BAD_CLIENT, "");
  }

  private static boolean isUnknown(OrganizationAccount account, ClientSource source) {
    return switch (source) {
      case TAG -> account.tags() instanceof Observed.Unknown;
      case UNIT -> account.units() instanceof Observed.Unknown;
      case FIXED -> false;
    };
  }

  /** The tag decides before the units, and the innermost unit before those around it. */
  private static FoundEnvironment environment(OrganizationAccount account, OnboardingRules rules) {
    String tag =
        rules.environmentTag().isEmpty()
            ? ""
            : OnboardingRules.tag(account, rules.environmentTag());
    return Stream.concat(
            Stream.of(tag), units(account).reversed().stream().map(OrganizationalUnit::name))
        .flatMap(text ->
            environmentOf(text, rules).stream().map(found -> new FoundEnvironment(found, text)))
        .findFirst()
        .orElseGet(() -> new FoundEnvironment(Environment.PRODUCTION, ""));
  }

  private static Optional<Environment> environmentOf(String text, OnboardingRules rules) {
    if (means(text, rules.production())) {
      return Optional.of(Environment.PRODUCTION);
    }
    if (means(text, rules.staging())) {
      return Optional.of(Environment.STAGING);
    }
    return means(text, rules.development())
        ? Optional.of(Environment.DEVELOPMENT)
        : Optional.empty();
  }

  /** Whether the text, or a part of it such as "test" in "Workloads-Test", is one of the words. */
  private static boolean means(String text, List<String> words) {
    String plain = plain(text);
    List<String> parts = Arrays.asList(plain.split("[\\s._/:()-]+"));
    return words.stream()
        .map(ProposedAccount::plain)
        .filter(word -> !word.isEmpty())
        .anyMatch(word ->
            word.equals(plain)
                || parts.contains(word)
                || (hasNoSpaces(word) && plain.contains(word)));
  }

  /** Japanese puts no spaces between words. */
  private static boolean hasNoSpaces(String word) {
    return word.codePoints().anyMatch(Character::isIdeographic);
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
  }
}
