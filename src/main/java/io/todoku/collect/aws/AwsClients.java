package io.todoku.collect.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.lightsail.LightsailClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.support.SupportClient;

/**
 * Holds one client for each service and Region, or partition. All accounts share them, because each
 * request carries its own credentials. The clients share one pool of connections and one set of
 * limits.
 */
final class AwsClients implements AutoCloseable {

  /**
   * Route 53 allows five calls a second for a whole account; the account's own programs need some
   * of them.
   */
  private static final double ZONE_CALLS_PER_SECOND = 2;

  /** SES allows one call a second to most of the APIs that read. */
  private static final double SES_CALLS_PER_SECOND = 1;

  /** Organizations allows eight calls a second or more to each API that reads. */
  private static final double ORGANIZATION_CALLS_PER_SECOND = 5;

  private static final String XML_PARSER = "javax.xml.stream.XMLInputFactory";

  static {
    // The SDK keeps an XML parser for each thread, but a virtual thread is used only once. Without
    // this, each call would search the class path for a parser: a sixth of the CPU time of many
    // accounts.
    if (System.getProperty(XML_PARSER) == null) {
      System.setProperty(XML_PARSER, "com.sun.xml.internal.stream.XMLInputFactoryImpl");
    }
  }

  private final AwsLimits limits;
  private final RequestMeters meters;
  private final SdkHttpClient http;
  private final CallLimiter limiter;
  private final CallLimiter sesLimiter;
  private final CallLimiter zoneLimiter;
  private final CallLimiter organizationLimiter;
  private final Semaphore permits;
  private final Map<String, Ec2Client> ec2 = new ConcurrentHashMap<>();
  private final Map<String, RdsClient> rds = new ConcurrentHashMap<>();
  private final Map<String, SesV2Client> ses = new ConcurrentHashMap<>();
  private final Map<String, LightsailClient> lightsail = new ConcurrentHashMap<>();
  private final Map<Partition, StsClient> sts = new ConcurrentHashMap<>();
  private final Map<Partition, SupportClient> support = new ConcurrentHashMap<>();
  private final Map<Partition, Route53Client> route53 = new ConcurrentHashMap<>();
  private final Map<Partition, OrganizationsClient> organizations = new ConcurrentHashMap<>();

  AwsClients(AwsLimits limits, RequestMeters meters) {
    this(
        limits,
        meters,
        Apache5HttpClient.builder()
            .connectionTimeout(limits.connect())
            .connectionAcquisitionTimeout(limits.call())
            .socketTimeout(limits.attempt())
            .maxConnections(limits.maxConcurrent())
            .build());
  }

  /**
   * @param http is closed with the clients
   */
  AwsClients(AwsLimits limits, RequestMeters meters, SdkHttpClient http) {
    this.limits = limits;
    this.meters = meters;
    this.http = new StoppableHttpClient(http);
    this.limiter = new CallLimiter(limits.perSecond(), limits.burst(), System::nanoTime);
    this.sesLimiter =
        new CallLimiter(Math.min(limits.perSecond(), SES_CALLS_PER_SECOND), 1, System::nanoTime);
    this.permits = new Semaphore(limits.maxConcurrent());
    this.zoneLimiter =
        new CallLimiter(Math.min(limits.perSecond(), ZONE_CALLS_PER_SECOND), 2, System::nanoTime);
    this.organizationLimiter =
        new CallLimiter(
            Math.min(limits.perSecond(), ORGANIZATION_CALLS_PER_SECOND), 5, System::nanoTime);
  }

  Ec2Client ec2(String region) {
    return ec2.computeIfAbsent(region, r -> build(Ec2Client.builder(), r));
  }

  RdsClient rds(String region) {
    return rds.computeIfAbsent(region, r -> build(RdsClient.builder(), r));
  }

  SesV2Client ses(String region) {
    return ses.computeIfAbsent(region, r -> build(SesV2Client.builder(), r, sesLimiter));
  }

  LightsailClient lightsail(String region) {
    return lightsail.computeIfAbsent(region, r -> build(LightsailClient.builder(), r));
  }

  StsClient sts(Partition partition) {
    return sts.computeIfAbsent(partition, p -> build(StsClient.builder(), p.homeRegion()));
  }

  SupportClient support(Partition partition) {
    return support.computeIfAbsent(partition, p -> build(SupportClient.builder(), p.homeRegion()));
  }

  Route53Client route53(Partition partition) {
    return route53.computeIfAbsent(
        partition, p -> build(Route53Client.builder(), p.homeRegion(), zoneLimiter));
  }

  OrganizationsClient organizations(Partition partition) {
    return organizations.computeIfAbsent(
        partition, p -> build(OrganizationsClient.builder(), p.homeRegion(), organizationLimiter));
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, String region) {
    return build(builder, region, limiter);
  }

  /**
   * Builds a client that retries without the SDK's retry quota, because throttling in one account
   * must not use up the retries of another.
   */
  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, String region, CallLimiter limiter) {
    return builder
        .httpClient(http)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .region(Region.of(region))
        .overrideConfiguration(o ->
            o.apiCallTimeout(limits.call())
                .apiCallAttemptTimeout(limits.attempt())
                .retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .circuitBreakerEnabled(false)
                        .build())
                .addExecutionInterceptor(new CallLimitInterceptor(region, limiter, permits))
                .addExecutionInterceptor(new ResponseValidationInterceptor())
                .addMetricPublisher(meters))
        .build();
  }

  @Override
  public void close() {
    ec2.values().forEach(Ec2Client::close);
    rds.values().forEach(RdsClient::close);
    ses.values().forEach(SesV2Client::close);
    lightsail.values().forEach(LightsailClient::close);
    sts.values().forEach(StsClient::close);
    support.values().forEach(SupportClient::close);
    route53.values().forEach(Route53Client::close);
    organizations.values().forEach(OrganizationsClient::close);
    http.close();
  }
}
