package io.todoku.collect.aws;

import io.todoku.snapshot.Observed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Exchanges credentials for temporary ones: those of a role, or of a session with a MFA code. */
final class RoleAssumer {

  static final String SESSION_NAME = "todoku";

  /**
   * A role to assume.
   *
   * @param durationSeconds null for the hour that is usual
   */
  record RoleRequest(
      String roleArn,
      String sessionName,
      @Nullable String externalId,
      @Nullable Integer durationSeconds) {}

  private final AwsClients clients;

  RoleAssumer(AwsClients clients) {
    this.clients = clients;
  }

  /**
   * @param accountId the account whose limits the call counts for
   */
  Observed<AwsCredentials> assumeRole(
      String accountId, AwsCredentials own, RoleRequest role, ApiCaller caller) {
    return caller.callWithoutGap(
        null,
        ApiCall.ASSUME_ROLE,
        () ->
            sessionCredentials(
                clients
                    .sts(Partition.ofArn(role.roleArn()).orElse(Partition.AWS))
                    .assumeRole(r ->
                        r.roleArn(role.roleArn())
                            .roleSessionName(role.sessionName())
                            .externalId(role.externalId())
                            .durationSeconds(role.durationSeconds())
                            .overrideConfiguration(
                                AccountSession.requestConfiguration(
                                    accountId, StaticCredentialsProvider.create(own))))
                    .credentials()));
  }

  /**
   * Starts a session of the user that the credentials belong to. Every role that the user assumes
   * with it counts as assumed with the device, so that one code serves for all of them.
   */
  Observed<AwsCredentials> startSession(
      AwsCredentials own, String device, String code, ApiCaller caller) {
    return caller.callWithoutGap(
        null,
        ApiCall.GET_SESSION_TOKEN,
        () ->
            sessionCredentials(
                clients
                    .sts(Partition.ofArn(device).orElse(Partition.AWS))
                    .getSessionToken(r ->
                        r.serialNumber(device)
                            .tokenCode(code)
                            .overrideConfiguration(
                                AccountSession.requestConfiguration(
                                    "", StaticCredentialsProvider.create(own))))
                    .credentials()));
  }

  private static AwsCredentials sessionCredentials(@Nullable Credentials credentials) {
    if (credentials == null
        || credentials.accessKeyId() == null
        || credentials.secretAccessKey() == null
        || credentials.sessionToken() == null) {
      throw new MalformedAnswerException("the answer lacks parts of the credentials");
    }
    Instant expiration = credentials.expiration();
    return AwsSessionCredentials.builder()
        .accessKeyId(credentials.accessKeyId())
        .secretAccessKey(credentials.secretAccessKey())
        .sessionToken(credentials.sessionToken())
        .expirationTime(expiration)
        .build();
  }
}
