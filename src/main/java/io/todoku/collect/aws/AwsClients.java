package io.todoku.collect.aws;

import java.util.concurrent.Semaphore;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/** Builds clients that share one pool of connections and one set of limits. */
final class AwsClients implements AutoCloseable {

  private final AwsLimits limits;
  private final SdkHttpClient http;
  private final CallLimiter limiter;
  private final Semaphore places;

  AwsClients(AwsLimits limits) {
    this.limits = limits;
    this.http =
        Apache5HttpClient.builder()
            .connectionTimeout(limits.connect())
            .connectionAcquisitionTimeout(limits.call())
            .socketTimeout(limits.attempt())
            .maxConnections(limits.atOnce())
            .build();
    this.limiter = new CallLimiter(limits.perSecond(), limits.burst(), System::nanoTime);
    this.places = new Semaphore(limits.atOnce());
  }

  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, String account, String region, AwsCredentialsProvider credentials) {
    return builder
        .httpClient(http)
        .credentialsProvider(credentials)
        .region(Region.of(region))
        .overrideConfiguration(o ->
            o.apiCallTimeout(limits.call())
                .apiCallAttemptTimeout(limits.attempt())
                .retryStrategy(RetryMode.STANDARD)
                .addExecutionInterceptor(new CallGate(account, region, limiter, places))
                .addExecutionInterceptor(new AnswerCheck()))
        .build();
  }

  @Override
  public void close() {
    http.close();
  }
}
