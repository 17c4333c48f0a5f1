package io.todoku.collect.aws;

import io.todoku.collect.aws.RoleAssumer.RoleRequest;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Logs in to an account as its {@link AwsLoginParameters} ask, in three steps that fail for
 * different reasons: Todoku's own credentials are resolved, the role is assumed, and AWS is asked
 * which account the credentials belong to.
 */
final class AccountLogin {

  private static final Set<ReasonKind> NAMELESS =
      EnumSet.of(ReasonKind.CREDENTIALS_EXPIRED, ReasonKind.CREDENTIALS_INVALID);

  private final AwsClients clients;
  private final BaseCredentials baseCredentials;
  private final RoleAssumer sts;

  AccountLogin(AwsClients clients, BaseCredentials baseCredentials, RoleAssumer sts) {
    this.clients = clients;
    this.baseCredentials = baseCredentials;
    this.sts = sts;
  }

  Observed<AccountSession> logIn(AwsLoginParameters login, ApiCaller caller) {
    Observed<AwsCredentials> own = baseCredentials.resolve(login.profile(), caller);
    Observed<AccountSession> session = logIn(login, own, caller);
    if (own instanceof Known<AwsCredentials>(AwsCredentials refused)
        && session instanceof Unknown<AccountSession>(Reason reason)
        && reason.kind() == ReasonKind.CREDENTIALS_EXPIRED) {
      baseCredentials.discard(refused); // their source may have new ones, or tell what it needs
      session = logIn(login, baseCredentials.resolve(login.profile(), caller), caller);
    }
    return session instanceof Unknown<AccountSession>(Reason reason)
        ? Observed.unknown(withProfile(login.profile(), reason))
        : session;
  }

  /** AWS refuses credentials without a word of the profile that they come from. */
  private static Reason withProfile(@Nullable String profile, Reason reason) {
    return profile != null && NAMELESS.contains(reason.kind())
        ? new Reason(reason.kind(), reason.source(), profile + ": " + reason.detail(), reason.fix())
        : reason;
  }

  private Observed<AccountSession> logIn(
      AwsLoginParameters login, Observed<AwsCredentials> own, ApiCaller caller) {
    return switch (own) {
      case Unknown<AwsCredentials>(Reason reason) -> Observed.unknown(reason);
      case Known<AwsCredentials>(AwsCredentials base) ->
          switch (accountCredentials(login, base, caller)) {
            case Unknown<AwsCredentials>(Reason reason) -> Observed.unknown(reason);
            case Known<AwsCredentials>(AwsCredentials credentials) ->
                identify(login, credentials, caller);
          };
    };
  }

  private Observed<AwsCredentials> accountCredentials(
      AwsLoginParameters login, AwsCredentials own, ApiCaller caller) {
    String roleArn = login.roleArn();
    if (roleArn == null) {
      return Observed.known(own);
    }
    Reason otherPartition = otherPartition(login, roleArn);
    return otherPartition != null
        ? Observed.unknown(otherPartition)
        : sts.assumeRole(
            login.accountId(),
            own,
            new RoleRequest(roleArn, RoleAssumer.SESSION_NAME, login.externalId(), null),
            caller);
  }

  /** STS of one partition does not know the credentials of another, so it is not asked. */
  private @Nullable Reason otherPartition(AwsLoginParameters login, String roleArn) {
    Optional<String> ofRole = ProfilePartition.ofArn(roleArn);
    Optional<String> ofCredentials = baseCredentials.partition(login.profile());
    return ofRole.isEmpty() || ofCredentials.isEmpty() || ofRole.equals(ofCredentials)
        ? null
        : new Reason(
            ReasonKind.WRONG_PARTITION,
            ApiCall.ASSUME_ROLE.action(),
            roleArn + " / " + ofCredentials.get(),
            "partition");
  }

  private Observed<AccountSession> identify(
      AwsLoginParameters login, AwsCredentials credentials, ApiCaller caller) {
    Observed<String> identity =
        caller.callWithoutGap(
            null,
            ApiCall.GET_CALLER_IDENTITY,
            () ->
                requireAccountId(
                    clients
                        .sts(partition(login))
                        .getCallerIdentity(r ->
                            r.overrideConfiguration(
                                AccountSession.requestConfiguration(
                                    login.accountId(),
                                    StaticCredentialsProvider.create(credentials))))
                        .account()));
    return switch (identity) {
      case Unknown<String>(Reason reason) -> Observed.unknown(reason);
      case Known<String>(String id) ->
          login.accountId().isEmpty() || login.accountId().equals(id)
              ? Observed.known(
                  new AccountSession(
                      id,
                      new SessionCredentials(credentials, () -> logInAgain(login, caller)),
                      partition(login)))
              : Observed.unknown(
                  new Reason(
                      ReasonKind.WRONG_ACCOUNT,
                      ApiCall.GET_CALLER_IDENTITY.action(),
                      id,
                      "account-access"));
    };
  }

  private Observed<AwsCredentials> logInAgain(AwsLoginParameters login, ApiCaller caller) {
    return logIn(login, caller).map(session -> session.credentials().resolveCredentials());
  }

  /**
   * The partition that the role, the profile, the environment or the Regions of the account name.
   */
  private Partition partition(AwsLoginParameters login) {
    return Optional.ofNullable(login.roleArn())
        .flatMap(Partition::ofArn)
        .or(() -> baseCredentials.partition(login.profile()).map(Partition::new))
        .or(() -> Optional.ofNullable(login.region()).map(Partition::ofRegion))
        .orElse(Partition.AWS);
  }

  private static String requireAccountId(@Nullable String accountId) {
    if (accountId == null || accountId.isBlank()) {
      throw new MalformedAnswerException("the answer names no account");
    }
    return accountId;
  }
}
