package io.todoku.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.Environment;
import java.util.List;
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
