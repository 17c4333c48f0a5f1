package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** Comes into an account the way its login says, and makes sure that it is the right one. */
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
        Observed<String> who =
            caller.call(
                null,
                ApiCall.GET_CALLER_IDENTITY,
                () ->
                    clients
                        .sts()
                        .getCallerIdentity(r ->
                            r.overrideConfiguration(
                                new AccountSession(login.accountId(), provider)
                                    .requestConfiguration()))
                        .account());
        yield switch (who) {
          case Unknown<String>(Reason reason) -> Observed.unknown(reason);
          case Known<String>(String id) -> requireAccount(login, new AccountSession(id, provider));
        };
      }
    };
  }

  private static Observed<AccountSession> requireAccount(
      AwsLoginParameters login, AccountSession inside) {
    if (login.accountId().isEmpty() || login.accountId().equals(inside.accountId())) {
      return Observed.known(inside);
    }
    return Observed.unknown(
        new Reason(
            Cause.WRONG_ACCOUNT,
            ApiCall.GET_CALLER_IDENTITY.action(),
            inside.accountId(),
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
    Observed<AssumeRoleResponse> assumed =
        caller.call(
            null,
            ApiCall.ASSUME_ROLE,
            () ->
                clients
                    .sts()
                    .assumeRole(r ->
                        r.roleArn(roleArn)
                            .roleSessionName(SESSION_NAME)
                            .externalId(login.externalId())
                            .overrideConfiguration(
                                new AccountSession(login.accountId(), chain)
                                    .requestConfiguration())));
    return assumed.map(response -> {
      var c = response.credentials();
      return StaticCredentialsProvider.create(
          AwsSessionCredentials.create(c.accessKeyId(), c.secretAccessKey(), c.sessionToken()));
    });
  }
}
