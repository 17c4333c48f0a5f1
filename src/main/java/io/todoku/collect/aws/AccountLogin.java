package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Logs in to an account as its {@link AwsLoginParameters} ask, and checks that the credentials
 * belong to that account.
 */
final class AccountLogin {

  private static final String SESSION_NAME = "todoku";

  private final AwsClients clients;

  AccountLogin(AwsClients clients) {
    this.clients = clients;
  }

  Observed<AccountSession> logIn(AwsLoginParameters login, ApiCaller caller) {
    Observed<AwsCredentialsProvider> credentials = credentials(login, caller);
    return switch (credentials) {
      case Unknown<AwsCredentialsProvider>(Reason reason) -> Observed.unknown(reason);
      case Known<AwsCredentialsProvider>(AwsCredentialsProvider provider) -> {
        Observed<String> identity =
            caller.call(
                null,
                ApiCall.GET_CALLER_IDENTITY,
                () ->
                    requireAccountId(
                        clients
                            .sts()
                            .getCallerIdentity(r ->
                                r.overrideConfiguration(
                                    new AccountSession(login.accountId(), provider)
                                        .requestConfiguration()))
                            .account()));
        yield switch (identity) {
          case Unknown<String>(Reason reason) -> Observed.unknown(reason);
          case Known<String>(String id) -> requireAccount(login, new AccountSession(id, provider));
        };
      }
    };
  }

  private static String requireAccountId(@Nullable String accountId) {
    if (accountId == null || accountId.isBlank()) {
      throw new MalformedAnswerException("the answer names no account");
    }
    return accountId;
  }

  private static Observed<AccountSession> requireAccount(
      AwsLoginParameters login, AccountSession session) {
    if (login.accountId().isEmpty() || login.accountId().equals(session.accountId())) {
      return Observed.known(session);
    }
    return Observed.unknown(
        new Reason(
            ReasonKind.WRONG_ACCOUNT,
            ApiCall.GET_CALLER_IDENTITY.action(),
            session.accountId(),
            "account-access"));
  }

  private Observed<AwsCredentialsProvider> credentials(AwsLoginParameters login, ApiCaller caller) {
    if (login.profile() != null) {
      return Observed.known(ProfileCredentialsProvider.create(login.profile()));
    }
    AwsCredentialsProvider chain = DefaultCredentialsProvider.builder().build();
    String roleArn = login.roleArn();
    if (roleArn == null) {
      return Observed.known(chain);
    }
    return caller.call(
        null,
        ApiCall.ASSUME_ROLE,
        () ->
            credentialsProvider(
                clients
                    .sts()
                    .assumeRole(r ->
                        r.roleArn(roleArn)
                            .roleSessionName(SESSION_NAME)
                            .externalId(login.externalId())
                            .overrideConfiguration(
                                new AccountSession(login.accountId(), chain)
                                    .requestConfiguration()))
                    .credentials()));
  }

  private static AwsCredentialsProvider credentialsProvider(@Nullable Credentials credentials) {
    if (credentials == null
        || credentials.accessKeyId() == null
        || credentials.secretAccessKey() == null
        || credentials.sessionToken() == null) {
      throw new MalformedAnswerException("the answer lacks parts of the credentials");
    }
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()));
  }
}
