package io.todoku.collect.aws;

import io.todoku.collect.aws.RoleAssumer.RoleRequest;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
    return switch (callerIdentity(login, credentials, caller)) {
      case Unknown<CallerIdentity>(Reason reason) -> Observed.unknown(reason);
      case Known<CallerIdentity>(CallerIdentity identity) -> {
        if (!login.accountId().isEmpty() && !login.accountId().equals(identity.accountId())) {
          yield Observed.unknown(
              new Reason(
                  ReasonKind.WRONG_ACCOUNT,
                  ApiCall.GET_CALLER_IDENTITY.action(),
                  identity.accountId(),
                  login.fixOfAnotherAccount()));
        }
        Reason contradiction =
            login.region() == null ? null : identity.otherPartition(login.region());
        yield contradiction == null
            ? Observed.known(
                new AccountSession(
                    identity, new SessionCredentials(credentials, () -> logInAgain(login, caller))))
            : Observed.unknown(contradiction);
      }
    };
  }

  /**
   * Asks in each partition that the settings name, until one knows the credentials, because the
   * settings may be wrong. Where none does, the answer is that of the first.
   */
  private Observed<CallerIdentity> callerIdentity(
      AwsLoginParameters login, AwsCredentials credentials, ApiCaller caller) {
    List<Partition> partitions = partitions(login);
    Observed<CallerIdentity> first = ask(partitions.getFirst(), login, credentials, caller);
    Observed<CallerIdentity> answer = first;
    for (int i = 1; i < partitions.size() && areInvalid(answer); i++) {
      answer = ask(partitions.get(i), login, credentials, caller);
    }
    return answer instanceof Known ? answer : first;
  }

  private static boolean areInvalid(Observed<CallerIdentity> answer) {
    return answer instanceof Unknown<CallerIdentity>(Reason reason)
        && reason.kind() == ReasonKind.CREDENTIALS_INVALID;
  }

  private Observed<CallerIdentity> ask(
      Partition partition, AwsLoginParameters login, AwsCredentials credentials, ApiCaller caller) {
    return caller.callWithoutGap(
        null,
        ApiCall.GET_CALLER_IDENTITY,
        () ->
            CallerIdentity.of(
                clients
                    .sts(partition)
                    .getCallerIdentity(r ->
                        r.overrideConfiguration(
                            AccountSession.requestConfiguration(
                                login.accountId(), StaticCredentialsProvider.create(credentials)))),
                partition));
  }

  private Observed<AwsCredentials> logInAgain(AwsLoginParameters login, ApiCaller caller) {
    return logIn(login, caller).map(session -> session.credentials().resolveCredentials());
  }

  /**
   * The partition of the role, or else those that the profile or the environment and the Regions of
   * the account name, and at last that of most accounts.
   */
  private List<Partition> partitions(AwsLoginParameters login) {
    Optional<Partition> ofRole = Optional.ofNullable(login.roleArn()).flatMap(Partition::ofArn);
    return ofRole.isPresent()
        ? List.of(ofRole.get())
        : Stream.of(
                baseCredentials.partition(login.profile()).map(Partition::new),
                Optional.ofNullable(login.region()).map(Partition::ofRegion),
                Optional.of(Partition.AWS))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
  }
}
