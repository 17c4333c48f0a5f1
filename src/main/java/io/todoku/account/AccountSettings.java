package io.todoku.account;

import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.Environment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account in the configuration file.
 *
 * @param schedule when it is scanned; null: not scheduled by the configuration
 * @param attestations that people have made about it, see {@link DecisionReader}
 * @param waivers that people have decided for it
 */
public record AccountSettings(
    String id,
    @Nullable String name,
    @Nullable String client,
    @Nullable Environment environment,
    @Nullable AccessSettings access,
    @Nullable List<String> regions,
    @Nullable List<MailDomain> mailDomains,
    @Nullable String schedule,
    @Nullable List<AttestationSettings> attestations,
    @Nullable List<WaiverSettings> waivers) {

  /** How to access it: {@code role-arn} with {@code external-id}, {@code profile}, or nothing. */
  public record AccessSettings(
      @Nullable String roleArn, @Nullable String externalId, @Nullable String profile) {}

  /**
   * @throws InvalidInputException with the account and the reason if it is invalid
   */
  public Account toAccount() {
    if (id == null) {
      throw InvalidInputException.withMessage(
          "an account (under todoku.accounts, or in a request) has no id");
    }
    return new Account(
        id,
        name == null ? id : name,
        client == null ? "" : client,
        environment == null ? Environment.PRODUCTION : environment,
        toAccess(),
        regions == null ? List.of() : regions,
        mailDomains == null ? List.of() : mailDomains);
  }

  private Access toAccess() {
    if (access == null) {
      return new Access.DefaultChain();
    }
    if (access.roleArn() != null && access.profile() != null) {
      throw InvalidInputException.withMessage(
          "account " + id + " has both access.role-arn and access.profile; keep one");
    }
    if (access.roleArn() != null) {
      try {
        Access.IamRole role = new Access.IamRole(access.roleArn(), access.externalId());
        if (!role.accountId().equals(id)) {
          throw InvalidInputException.withMessage(
              "its role belongs to account " + role.accountId());
        }
        return role;
      } catch (InvalidInputException wrong) {
        throw InvalidInputException.withMessage("account " + id + ": " + wrong.getMessage());
      }
    }
    return access.profile() != null
        ? new Access.Profile(access.profile())
        : new Access.DefaultChain();
  }
}
