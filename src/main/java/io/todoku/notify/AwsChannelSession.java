package io.todoku.notify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * The connection of one delivery to AWS: by the role that is named or, without one, with the
 * credentials of this machine.
 */
public final class AwsChannelSession implements AutoCloseable {

  static final ChannelField ROLE =
      ChannelField.optional(
          "roleArn",
          ChannelField.matching(
              "arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]{1,512}", "notify.field.role"));

  /** As IAM takes it (API reference, AssumeRole). */
  static final ChannelField EXTERNAL_ID =
      ChannelField.optional(
          "externalId", ChannelField.matching("[\\w+=,.@:/-]{2,1224}", "notify.field.external-id"));

  private static final int MAX_MESSAGE = 300;

  private final Region region;
  private final NotificationSettings settings;
  private final SdkHttpClient http;
  private final Optional<StsClient> sts;
  private final AwsCredentialsProvider credentials;
  private Duration callLimit;

  private AwsChannelSession(
      String role, String externalId, Region region, NotificationSettings settings) {
    this.region = region;
    this.settings = settings;
    this.callLimit = settings.total();
    this.http =
        Apache5HttpClient.builder()
            .connectionTimeout(settings.connect())
            .socketTimeout(settings.total())
            .build();
    if (role.isEmpty()) {
      this.sts = Optional.empty();
      this.credentials = DefaultCredentialsProvider.builder().build();
    } else {
      StsClient client = client(StsClient.builder(), DefaultCredentialsProvider.builder().build());
      this.sts = Optional.of(client);
      this.credentials =
          StsAssumeRoleCredentialsProvider.builder()
              .stsClient(client)
              .refreshRequest(r ->
                  r.roleArn(role)
                      .roleSessionName("todoku-channel")
                      .externalId(externalId.isEmpty() ? null : externalId))
              .build();
    }
  }

  static AwsChannelSession open(Channel channel, String region, NotificationSettings settings) {
    return open(
        channel.setting(ROLE.name()), channel.setting(EXTERNAL_ID.name()), region, settings);
  }

  /**
   * @param role ARN; empty: the credentials of this machine
   * @param externalId empty: none
   */
  static AwsChannelSession open(
      String role, String externalId, String region, NotificationSettings settings) {
    return new AwsChannelSession(role, externalId, Region.of(region), settings);
  }

  /** This session; of the clients that it makes from now on, a call may last so long. */
  AwsChannelSession withCallLimit(Duration limit) {
    callLimit = limit;
    return this;
  }

  /** Whether a text is the ARN of a role. */
  public static boolean isRole(String text) {
    return ROLE.error().apply(text) == null;
  }

  /** Whether IAM takes a text as an external ID. */
  public static boolean isExternalId(String text) {
    return EXTERNAL_ID.error().apply(text) == null;
  }

  static List<ChannelField> fields() {
    return List.of(ROLE, EXTERNAL_ID);
  }

  /** A client that lives as long as the session. */
  public <C extends SdkClient, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>>
      C client(B builder) {
    return client(builder, credentials);
  }

  private <C extends SdkClient, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>>
      C client(B builder, AwsCredentialsProvider by) {
    return builder
        .region(region)
        .httpClient(http)
        .credentialsProvider(by)
        .overrideConfiguration(o -> o.apiCallTimeout(callLimit).apiCallAttemptTimeout(callLimit))
        .build();
  }

  static DeliveryFailedException failure(SdkException failed) {
    return new DeliveryFailedException(reason(failed));
  }

  /** What AWS, or the SDK on the way to it, says about a call that failed. */
  public static NoticeLine reason(SdkException failed) {
    String message =
        failed instanceof AwsServiceException refused && refused.awsErrorDetails() != null
            ? refused.awsErrorDetails().errorCode()
                + ": "
                + refused.awsErrorDetails().errorMessage()
            : String.valueOf(failed.getMessage());
    return NoticeLine.of(
        "notify.failed.aws", message.substring(0, Math.min(message.length(), MAX_MESSAGE)));
  }

  @Override
  public void close() {
    sts.ifPresent(StsClient::close);
    http.close();
  }
}
