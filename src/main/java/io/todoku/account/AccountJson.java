package io.todoku.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.locale.RequiredFields;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.Environment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.util.StdConverter;

/** An account in the API, with the field names of the configuration file. */
record AccountJson(
    String id,
    @Nullable String name,
    @Nullable String client,
    @JsonDeserialize(converter = EnvironmentReader.class) @Nullable Environment environment,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AccessJson access,
    @Nullable List<String> regions,
    @JsonProperty("mail-domains") @Nullable List<DomainJson> mailDomains) {

  /** How to access it; all null: the default credential chain. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AccessJson(
      @JsonProperty("role-arn") @Nullable String roleArn,
      @JsonProperty("external-id") @Nullable String externalId,
      @Nullable String profile) {}

  record DomainJson(
      String name, @JsonProperty("dkim-selectors") @Nullable List<String> dkimSelectors) {}

  /** Refuses an unknown environment with a message for the caller. */
  static final class EnvironmentReader extends StdConverter<String, Environment> {

    @Override
    public Environment convert(String id) {
      try {
        return Environment.of(id);
      } catch (IllegalArgumentException unknown) {
        throw InvalidInputException.withMessage(String.valueOf(unknown.getMessage()));
      }
    }
  }

  static AccountJson of(Account account) {
    return new AccountJson(
        account.id(),
        account.name(),
        account.client(),
        account.environment(),
        switch (account.access()) {
          case Access.IamRole(String arn, String externalId) ->
              new AccessJson(arn, externalId, null);
          case Access.Profile(String name) -> new AccessJson(null, null, name);
          case Access.DefaultChain _, Access.SnapshotsOnly _ -> null;
        },
        account.regions(),
        account.mailDomains().stream()
            .map(d -> new DomainJson(d.name(), d.dkimSelectors()))
            .toList());
  }

  /** How an account is accessed concerns those only who may change that. */
  static AccountJson readableBy(UserAccess reader, Account account) {
    AccountJson json = of(account);
    return reader.role().includes(UserRole.OPERATOR) && reader.clients().everyClient()
        ? json
        : json.withoutAccess();
  }

  /** What those may see who cannot change accounts: not the role, its external id or a profile. */
  AccountJson withoutAccess() {
    return new AccountJson(id, name, client, environment, null, regions, mailDomains);
  }

  /**
   * For a request that replaces an account: what it leaves out must not fall back to the default
   * without a word, above all not to other credentials or to every Region.
   *
   * @throws InvalidInputException if a field is missing that the stored account has a value of
   */
  void requireAllThatDiffersFrom(AccountJson stored) {
    AccountJson replaced = of(toAccount());
    RequiredFields required = new RequiredFields();
    requireUnlessSame(required, "name", name, replaced.name, stored.name);
    requireUnlessSame(required, "client", client, replaced.client, stored.client);
    requireUnlessSame(
        required, "environment", environment, replaced.environment, stored.environment);
    requireUnlessSame(required, "access", access, replaced.access, stored.access);
    requireUnlessSame(required, "regions", regions, replaced.regions, stored.regions);
    requireUnlessSame(
        required, "mail-domains", mailDomains, replaced.mailDomains, stored.mailDomains);
    required.check();
  }

  private static void requireUnlessSame(
      RequiredFields required,
      String field,
      @Nullable Object given,
      @Nullable Object replaced,
      @Nullable Object stored) {
    if (!Objects.equals(replaced, stored)) {
      required.given(field, given);
    }
  }

  Account toAccount() {
    return new AccountSettings(
            id,
            name,
            client,
            environment,
            access == null
                ? null
                : new AccountSettings.AccessSettings(
                    access.roleArn(), access.externalId(), access.profile()),
            regions,
            mailDomains == null
                ? null
                : mailDomains.stream()
                    .map(d ->
                        d == null
                            ? new MailDomain("", List.of())
                            : new MailDomain(
                                d.name(),
                                d.dkimSelectors() == null ? List.of() : d.dkimSelectors()))
                    .toList(),
            null,
            null,
            null)
        .toAccount();
  }
}
