package io.todoku.account;

import static java.util.stream.Collectors.joining;

import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.Environment;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.IDN;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the account form.
 *
 * @param environment {@code production}, {@code staging}, {@code development}
 * @param access {@code role}, {@code profile}, {@code default}; {@code recorded} and {@code sample}
 *     for accounts known from files only
 * @param proposedExternalId which the form showed before anything was entered; null where it
 *     belongs to an account that is stored
 * @param regions comma-separated; empty: all enabled
 * @param mailDomains one a line, DKIM selectors after the name
 */
record AccountForm(
    @NotNull @Pattern(regexp = "\\d{12}", message = "{account.id.digits}") String id,
    @NotBlank(message = "{account.name.missing}") @Size(max = 200, message = "{account.too-long}")
        String name,
    @Nullable @Size(max = 200, message = "{account.too-long}") String client,
    @NotNull @Pattern(regexp = "production|staging|development") String environment,
    @NotNull String access,
    @Nullable @Size(max = 300, message = "{account.too-long}") String roleArn,
    @Nullable @Size(max = 1224, message = "{account.too-long}") String externalId,
    @Nullable @Size(max = 64, message = "{account.too-long}") String proposedExternalId,
    @Nullable @Size(max = 200, message = "{account.too-long}") String profile,
    @Nullable @Size(max = 2000, message = "{account.too-long}") String regions,
    @Nullable @Size(max = 8000, message = "{account.too-long}") String mailDomains) {

  private static final int MAX_TOLD = 10;

  /** Digits and letters may be full-width, as a Japanese keyboard enters them. */
  AccountForm {
    id = halfWidth(id);
    roleArn = roleArn == null ? null : halfWidth(roleArn);
    regions = regions == null ? null : halfWidth(regions);
    mailDomains =
        mailDomains == null
            ? null
            : halfWidth(mailDomains).lines().map(AccountForm::inAscii).collect(joining("\n"));
  }

  private static String halfWidth(String text) {
    return text == null ? "" : Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
  }

  /** An internationalized domain name as DNS writes it; unchanged where it is not one. */
  private static String inAscii(String line) {
    return line.chars().allMatch(c -> c < 128)
        ? line
        : Stream.of(line.split("(?<=[\\s,])|(?=[\\s,])"))
            .map(AccountForm::asciiName)
            .collect(joining());
  }

  private static String asciiName(String word) {
    try {
      return IDN.toASCII(word);
    } catch (IllegalArgumentException e) {
      return word; // refused below with the word as it was entered
    }
  }

  static AccountForm blank() {
    String proposed = ExternalIds.random();
    return new AccountForm(
        "", "", "", Environment.PRODUCTION.id(), "role", "", proposed, proposed, "", "", "");
  }

  /** The Regions that do not have the form of one; empty where all do. */
  Optional<String> findInvalidRegions() {
    return listed(
        AccountEntity.splitList(strippedOrEmpty(regions)).stream()
            .filter(region -> !Account.isRegion(region)));
  }

  /** The first of these words, to be told at once; empty where there are none. */
  private static Optional<String> listed(Stream<String> words) {
    String list = words.map(AccountForm::abbreviate).limit(MAX_TOLD).collect(joining(", "));
    return list.isEmpty() ? Optional.empty() : Optional.of(list);
  }

  /** The words under the mail domains that are neither a domain nor a selector after one. */
  Optional<String> findInvalidMailDomains() {
    return listed(
        strippedOrEmpty(mailDomains)
            .lines()
            .flatMap(line -> {
              List<String> words = AccountEntity.splitList(line);
              return Stream.concat(
                  words.stream().limit(1).filter(name -> !Account.isDomain(name)),
                  words.stream().skip(1).filter(selector -> !Account.isSelector(selector)));
            }));
  }

  /** A mail domain that has two lines. */
  Optional<String> findDuplicateMailDomain() {
    return Account.findDuplicate(parseMailDomains()).map(AccountForm::abbreviate);
  }

  boolean hasTooManyRegions() {
    return AccountEntity.splitList(strippedOrEmpty(regions)).size() > Account.MAX_REGIONS;
  }

  boolean hasTooManyMailDomains() {
    return parseMailDomains().size() > Account.MAX_DOMAINS;
  }

  private List<MailDomain> parseMailDomains() {
    return MailDomainLines.parse(strippedOrEmpty(mailDomains));
  }

  static AccountForm of(Account account) {
    AccountEntity entity = AccountEntity.of(account, false);
    return new AccountForm(
        entity.id,
        entity.name,
        entity.client,
        entity.environment.id(),
        entity.accessKind,
        entity.roleArn,
        entity.externalId,
        null,
        entity.profile,
        entity.regions,
        entity.mailDomains);
  }

  /** Whether the external id is still the one that was proposed, for whatever client. */
  boolean hasProposedExternalId() {
    String proposed = strippedOrEmpty(proposedExternalId);
    return "role".equals(access)
        && !proposed.isEmpty()
        && !strippedOrEmpty(client).isEmpty()
        && (strippedOrEmpty(externalId).isEmpty() || strippedOrEmpty(externalId).equals(proposed));
  }

  /** The same with another external id, which is not replaced any more once it is changed. */
  AccountForm withExternalId(String chosen) {
    return new AccountForm(
        id,
        name,
        client,
        environment,
        access,
        roleArn,
        chosen,
        chosen,
        profile,
        regions,
        mailDomains);
  }

  Account toAccount() {
    return new Account(
        id,
        name.strip(),
        strippedOrEmpty(client),
        Environment.of(environment),
        toAccess(),
        AccountEntity.splitList(strippedOrEmpty(regions)),
        parseMailDomains());
  }

  /** The account with its access and Regions only; other fields may not be filled in yet. */
  Account forAccessTest() {
    List<String> valid =
        findInvalidRegions().isEmpty() && !hasTooManyRegions()
            ? AccountEntity.splitList(strippedOrEmpty(regions))
            : List.of();
    return new Account(id, id, "", Environment.PRODUCTION, toAccess(), valid, List.of());
  }

  private Access toAccess() {
    return switch (access) {
      case "role" ->
          new Access.IamRole(
              strippedOrEmpty(roleArn),
              strippedOrEmpty(externalId).isEmpty() ? null : strippedOrEmpty(externalId));
      case "profile" -> new Access.Profile(strippedOrEmpty(profile));
      case "recorded" -> new Access.SnapshotsOnly(false);
      case "sample" -> new Access.SnapshotsOnly(true);
      default -> new Access.DefaultChain();
    };
  }

  private static String abbreviate(String word) {
    return word.length() > 60 ? word.substring(0, 60) + "…" : word;
  }

  private static String strippedOrEmpty(@Nullable String value) {
    return value == null ? "" : value.strip();
  }
}
