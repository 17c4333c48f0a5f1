package io.todoku.peers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The accounts of an AWS API server: moto behind a proxy that counts calls and injects faults, and
 * the SDK calls that create resources, which bypass the proxy.
 */
public final class AwsTestAccounts implements AutoCloseable {

  private static final AwsCredentialsProvider BASE =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  private final Moto moto;
  private final AwsProxy proxy;
  private final URI endpoint;

  private AwsTestAccounts(Moto moto, AwsProxy proxy) {
    this.moto = moto;
    this.proxy = proxy;
    this.endpoint = URI.create(moto.endpoint());
  }

  /** Skips the test, or fails it where peers are demanded, if moto is not installed. */
  public static AwsTestAccounts start(Path dir) throws IOException {
    Peers.require(Moto.present(), "moto_server");
    Moto moto = Moto.start(dir);
    try {
      return new AwsTestAccounts(moto, AwsProxy.inFrontOf(moto));
    } catch (IOException | RuntimeException failure) {
      moto.close();
      throw failure;
    }
  }

  public AwsProxy proxy() {
    return proxy;
  }

  /** Environment variables that point the SDK of another process to the proxy. */
  public Map<String, String> sdkEnvironment() {
    return Map.of(
        "AWS_ENDPOINT_URL", proxy.endpoint(),
        "AWS_ACCESS_KEY_ID", "test",
        "AWS_SECRET_ACCESS_KEY", "test");
  }

  public static String roleArn(String account) {
    return "arn:aws:iam::" + account + ":role/Todoku";
  }

  private AwsCredentialsProvider credentialsFor(String account) {
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(BASE)
            .build()) {
      var credentials =
          sts.assumeRole(r -> r.roleArn(roleArn(account)).roleSessionName("test")).credentials();
      return StaticCredentialsProvider.create(
          AwsSessionCredentials.create(
              credentials.accessKeyId(),
              credentials.secretAccessKey(),
              credentials.sessionToken()));
    }
  }

  /** The calls that a migration makes in this account and Region. */
  public Ec2Operations ec2Operations(String account, String region) {
    return new Ec2Operations(ec2(account, region));
  }

  /** EC2 as the account sees it in that Region. */
  private Ec2Client ec2(String account, String region) {
    return Ec2Client.builder()
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(credentialsFor(account))
        .build();
  }

  /** An instance with an Elastic IP, tagged as a sender, reachable on port 25; its address. */
  public String createMailServer(String account, String region, String name) {
    try (Ec2Client ec2 = ec2(account, region)) {
      String group =
          ec2.createSecurityGroup(r -> r.groupName(name + "-mail").description("mail")).groupId();
      ec2.authorizeSecurityGroupIngress(
          r -> r.groupId(group).ipProtocol("tcp").fromPort(25).toPort(25).cidrIp("0.0.0.0/0"));
      String image = ec2.describeImages().images().getFirst().imageId();
      String instance =
          ec2.runInstances(r ->
                  r.imageId(image)
                      .instanceType(InstanceType.T3_MICRO)
                      .minCount(1)
                      .maxCount(1)
                      .securityGroupIds(group))
              .instances()
              .getFirst()
              .instanceId();
      var address = ec2.allocateAddress(r -> r.domain(DomainType.VPC));
      ec2.associateAddress(r -> r.allocationId(address.allocationId()).instanceId(instance));
      ec2.createTags(r ->
          r.resources(address.allocationId())
              .tags(
                  Tag.builder().key("Name").value(name).build(),
                  Tag.builder().key("todoku:mail").value("yes").build()));
      return address.publicIp();
    }
  }

  /** A transit gateway, and the default VPC attached to it. */
  public void createTransitGateway(String account, String region) {
    try (Ec2Client ec2 = ec2(account, region)) {
      String gateway =
          ec2.createTransitGateway(r -> r.description("hub")).transitGateway().transitGatewayId();
      Subnet subnet = ec2.describeSubnets().subnets().getFirst();
      ec2.createTransitGatewayVpcAttachment(
          r -> r.transitGatewayId(gateway).vpcId(subnet.vpcId()).subnetIds(subnet.subnetId()));
    }
  }

  /** A domain that SES may send mail as. */
  public void createSesIdentity(String account, String region, String domain) {
    try (SesV2Client ses =
        SesV2Client.builder()
            .endpointOverride(endpoint)
            .region(Region.of(region))
            .credentialsProvider(credentialsFor(account))
            .build()) {
      ses.createEmailIdentity(r -> r.emailIdentity(domain));
    }
  }

  /** A public hosted zone with an A record, or one of several of its name where {@code set} is. */
  public void createAddressRecord(
      String account, String zone, String name, String set, String address) {
    try (Route53Client route53 =
        Route53Client.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentialsFor(account))
            .build()) {
      String id =
          route53.createHostedZone(r -> r.name(zone).callerReference(name)).hostedZone().id();
      ResourceRecordSet records =
          ResourceRecordSet.builder()
              .name(name)
              .type(RRType.A)
              .ttl(60L)
              .setIdentifier(set)
              .weight(set == null ? null : 1L)
              .resourceRecords(r -> r.value(address))
              .build();
      route53.changeResourceRecordSets(r ->
          r.hostedZoneId(id)
              .changeBatch(
                  b -> b.changes(c -> c.action(ChangeAction.CREATE).resourceRecordSet(records))));
    }
  }

  /** An organization that this account manages. */
  public TestOrganization createOrganization(String managementAccount) {
    return TestOrganization.create(
        OrganizationsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentialsFor(managementAccount))
            .build());
  }

  /** A Multi-AZ database whose subnet group spans one zone only. */
  public void createDatabaseInOneZone(String account, String region, String name) {
    try (Ec2Client ec2 = ec2(account, region);
        RdsClient rds =
            RdsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(credentialsFor(account))
                .build()) {
      String subnet = ec2.describeSubnets().subnets().getFirst().subnetId();
      rds.createDBSubnetGroup(
          r -> r.dbSubnetGroupName(name).dbSubnetGroupDescription(name).subnetIds(subnet));
      rds.createDBInstance(r ->
          r.dbInstanceIdentifier(name)
              .engine("mysql")
              .dbInstanceClass("db.t3.micro")
              .allocatedStorage(20)
              .masterUsername("admin")
              .masterUserPassword("not-a-secret")
              .multiAZ(true)
              .dbSubnetGroupName(name));
    }
  }

  @Override
  public void close() {
    proxy.close();
    moto.close();
  }
}
