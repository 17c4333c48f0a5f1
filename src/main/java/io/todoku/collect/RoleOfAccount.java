package io.todoku.collect;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.account.ExternalIds;
import io.todoku.snapshot.Observed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Fills in what is known of the role that an account is to grant. Lazy, because the command line
 * has no store of external ids.
 */
@Lazy
@Component
class RoleOfAccount {

  private final OwnPrincipal ownPrincipal;
  private final ExternalIds externalIds;

  RoleOfAccount(OwnPrincipal ownPrincipal, ExternalIds externalIds) {
    this.ownPrincipal = ownPrincipal;
    this.externalIds = externalIds;
  }

  /** Of no account in particular. */
  RoleDefinition any() {
    return withExternalId(null);
  }

  /** The role of an account that is stored, with the external id that it has. */
  RoleDefinition of(Account account) {
    if (account.access() instanceof Access.IamRole(String arn, String externalId)) {
      return withExternalId(externalId == null ? ofClient(account.client(), null) : externalId)
          .named(arn);
    }
    return withExternalId(ofClient(account.client(), null));
  }

  /**
   * The role of an account that is being added.
   *
   * @param roleArn which it will have; blank where that is not known yet
   * @param externalId that the form holds
   * @param proposed that the form held before anybody entered one
   */
  RoleDefinition planned(String client, String roleArn, String externalId, String proposed) {
    boolean entered = !externalId.isBlank() && !externalId.equals(proposed);
    return withExternalId(
            entered ? externalId : ofClient(client, proposed.isBlank() ? null : proposed))
        .named(roleArn);
  }

  private @Nullable String ofClient(String client, @Nullable String proposed) {
    return client.isBlank() ? proposed : externalIds.of(client.strip(), proposed);
  }

  private RoleDefinition withExternalId(@Nullable String externalId) {
    return new RoleDefinition(
        principal().map(RolePrincipal::arn).orElse(null),
        externalId,
        RoleDefinition.DEFAULT_NAME,
        RoleDefinition.DEFAULT_PATH,
        null,
        null);
  }

  /** What Todoku runs as; empty where that is not known. */
  Optional<RolePrincipal> principal() {
    return ownPrincipal.find();
  }

  /** The ARN that STS tells of Todoku's credentials, or why it tells none. */
  Observed<String> caller() {
    return ownPrincipal.caller();
  }
}
