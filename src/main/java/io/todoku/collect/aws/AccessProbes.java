package io.todoku.collect.aws;

import io.todoku.snapshot.AwsService;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.lightsail.LightsailClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.support.SupportClient;

/**
 * The call that tries each action in one Region. EC2 is asked with {@code DryRun}, which checks the
 * permission and does nothing; the others are asked for their smallest page. An action that is
 * about one resource is tried with a resource of the account, or, where it has none, with a name
 * that cannot exist.
 */
final class AccessProbes {

  private static final String DRY_RUN = "DryRunOperation";
  private static final String NO_TABLE = "tgw-rtb-00000000000000000";
  private static final String NO_ZONE = "Z00000000000000000000";

  /** No domain: the top-level domain is reserved (RFC 2606). */
  private static final String NO_IDENTITY = "todoku-access-test.invalid";

  /** The fewest items that RDS puts on a page. */
  private static final int RDS_PAGE = 20;

  /** The fewest items that Support puts on a page. */
  private static final int SUPPORT_PAGE = 10;

  /** The fewest items that EC2 puts on a page of attachments. */
  private static final int ATTACHMENTS_PAGE = 5;

  private final AwsClients clients;
  private final AccountSession session;
  private final String region;
  private final AwsRequestOverrideConfiguration configuration;

  /**
   * @param region for actions of the whole account, any
   */
  AccessProbes(AwsClients clients, AccountSession session, String region) {
    this.clients = clients;
    this.session = session;
    this.region = region;
    this.configuration = session.requestConfiguration();
  }

  /** Returns how to try an action; empty for one that the login tries or the Region lacks. */
  Optional<AccessProbe> of(ApiCall call) {
    return isOffered(call) ? Optional.ofNullable(probe(call)) : Optional.empty();
  }

  /** The actions that log in are proved by the login, and the role need not allow them. */
  private @Nullable AccessProbe probe(ApiCall call) {
    return switch (call) {
      case GET_CALLER_IDENTITY, ASSUME_ROLE, GET_SESSION_TOKEN -> null;
      // the role of another account: these list the accounts of an organization
      case LIST_ORGANIZATION_ACCOUNTS,
          LIST_ROOTS,
          LIST_UNITS_FOR_PARENT,
          LIST_ACCOUNTS_FOR_PARENT,
          LIST_TAGS_FOR_RESOURCE ->
          null;
      case DESCRIBE_REGIONS ->
          dryRun(c -> c.describeRegions(r -> r.dryRun(true).overrideConfiguration(configuration)));
      case DESCRIBE_ADDRESSES ->
          dryRun(
              c -> c.describeAddresses(r -> r.dryRun(true).overrideConfiguration(configuration)));
      case DESCRIBE_ADDRESSES_ATTRIBUTE ->
          dryRun(c ->
              c.describeAddressesAttribute(r ->
                  r.dryRun(true).attribute("domain-name").overrideConfiguration(configuration)));
      case DESCRIBE_INSTANCES ->
          dryRun(
              c -> c.describeInstances(r -> r.dryRun(true).overrideConfiguration(configuration)));
      case DESCRIBE_SECURITY_GROUPS ->
          dryRun(c ->
              c.describeSecurityGroups(r -> r.dryRun(true).overrideConfiguration(configuration)));
      case DESCRIBE_NETWORK_INTERFACES ->
          dryRun(c ->
              c.describeNetworkInterfaces(
                  r -> r.dryRun(true).overrideConfiguration(configuration)));
      case DESCRIBE_NAT_GATEWAYS ->
          dryRun(
              c -> c.describeNatGateways(r -> r.dryRun(true).overrideConfiguration(configuration)));
      case DESCRIBE_SUBNETS ->
          dryRun(c -> c.describeSubnets(r -> r.dryRun(true).overrideConfiguration(configuration)));
      case DESCRIBE_NETWORK_ACLS ->
          dryRun(
              c -> c.describeNetworkAcls(r -> r.dryRun(true).overrideConfiguration(configuration)));
      case DESCRIBE_ROUTE_TABLES ->
          dryRun(
              c -> c.describeRouteTables(r -> r.dryRun(true).overrideConfiguration(configuration)));
      case DESCRIBE_TRANSIT_GATEWAY_ATTACHMENTS ->
          dryRun(c ->
              c.describeTransitGatewayAttachments(
                  r -> r.dryRun(true).overrideConfiguration(configuration)));
      case DESCRIBE_TRANSIT_GATEWAY_VPC_ATTACHMENTS ->
          dryRun(c ->
              c.describeTransitGatewayVpcAttachments(
                  r -> r.dryRun(true).overrideConfiguration(configuration)));
      case SEARCH_TRANSIT_GATEWAY_ROUTES ->
          new AccessProbe(
              this::searchRoutes,
              Set.of(DRY_RUN, "InvalidRouteTableID.NotFound", "InvalidRouteTableId.NotFound"));
      case DESCRIBE_DB_INSTANCES ->
          AccessProbe.ofAnswer(() ->
              rds()
                  .describeDBInstances(
                      r -> r.maxRecords(RDS_PAGE).overrideConfiguration(configuration)));
      case DESCRIBE_DB_CLUSTERS ->
          AccessProbe.ofAnswer(() ->
              rds()
                  .describeDBClusters(
                      r -> r.maxRecords(RDS_PAGE).overrideConfiguration(configuration)));
      case DESCRIBE_DB_SUBNET_GROUPS ->
          AccessProbe.ofAnswer(() ->
              rds()
                  .describeDBSubnetGroups(
                      r -> r.maxRecords(RDS_PAGE).overrideConfiguration(configuration)));
      case LIST_EMAIL_IDENTITIES ->
          AccessProbe.ofAnswer(() ->
              ses().listEmailIdentities(r -> r.pageSize(1).overrideConfiguration(configuration)));
      case GET_ACCOUNT ->
          AccessProbe.ofAnswer(() -> ses().getAccount(r -> r.overrideConfiguration(configuration)));
      case GET_EMAIL_IDENTITY -> new AccessProbe(this::getIdentity, Set.of("NotFoundException"));
      case GET_DEDICATED_IPS ->
          AccessProbe.ofAnswer(
              () -> ses().getDedicatedIps(r -> r.pageSize(1).overrideConfiguration(configuration)));
      case GET_LIGHTSAIL_INSTANCES ->
          AccessProbe.ofAnswer(
              () -> lightsail().getInstances(r -> r.overrideConfiguration(configuration)));
      case GET_LIGHTSAIL_STATIC_IPS ->
          AccessProbe.ofAnswer(
              () -> lightsail().getStaticIps(r -> r.overrideConfiguration(configuration)));
      case DESCRIBE_CASES ->
          AccessProbe.ofAnswer(() ->
              clients
                  .support(session.partition())
                  .describeCases(r ->
                      r.maxResults(SUPPORT_PAGE)
                          .includeCommunications(false)
                          .overrideConfiguration(configuration)));
      case LIST_HOSTED_ZONES ->
          AccessProbe.ofAnswer(() ->
              route53().listHostedZones(r -> r.maxItems("1").overrideConfiguration(configuration)));
      case LIST_RESOURCE_RECORD_SETS ->
          new AccessProbe(this::listRecords, Set.of("NoSuchHostedZone"));
    };
  }

  private AccessProbe dryRun(Consumer<Ec2Client> call) {
    return new AccessProbe(() -> call.accept(clients.ec2(region)), Set.of(DRY_RUN));
  }

  private RdsClient rds() {
    return clients.rds(region);
  }

  private SesV2Client ses() {
    return clients.ses(region);
  }

  private LightsailClient lightsail() {
    return clients.lightsail(region);
  }

  private Route53Client route53() {
    return clients.route53(session.partition());
  }

  private void searchRoutes() {
    String table =
        oneOfTheAccount(() ->
                clients
                    .ec2(region)
                    .describeTransitGatewayAttachments(
                        r -> r.maxResults(ATTACHMENTS_PAGE).overrideConfiguration(configuration))
                    .transitGatewayAttachments()
                    .stream()
                    .filter(a -> session.accountId().equals(a.transitGatewayOwnerId()))
                    .flatMap(a -> Optional.ofNullable(a.association()).stream())
                    .map(association -> association.transitGatewayRouteTableId())
                    .filter(Objects::nonNull)
                    .findFirst())
            .orElse(NO_TABLE);
    clients
        .ec2(region)
        .searchTransitGatewayRoutes(r ->
            r.dryRun(true)
                .transitGatewayRouteTableId(table)
                .filters(Filter.builder().name("state").values("active").build())
                .overrideConfiguration(configuration));
  }

  private void getIdentity() {
    String identity =
        oneOfTheAccount(() ->
                ses()
                    .listEmailIdentities(r -> r.pageSize(1).overrideConfiguration(configuration))
                    .emailIdentities()
                    .stream()
                    .map(listed -> listed.identityName())
                    .filter(Objects::nonNull)
                    .findFirst())
            .orElse(NO_IDENTITY);
    ses().getEmailIdentity(r -> r.emailIdentity(identity).overrideConfiguration(configuration));
  }

  private void listRecords() {
    String zone =
        oneOfTheAccount(() ->
                route53()
                    .listHostedZones(r -> r.maxItems("1").overrideConfiguration(configuration))
                    .hostedZones()
                    .stream()
                    .map(listed -> listed.id())
                    .filter(Objects::nonNull)
                    .findFirst())
            .orElse(NO_ZONE);
    route53()
        .listResourceRecordSets(
            r -> r.hostedZoneId(zone).maxItems("1").overrideConfiguration(configuration));
  }

  /** Empty also where the account does not tell its resources, which another probe reports. */
  private static Optional<String> oneOfTheAccount(Supplier<Optional<String>> list) {
    try {
      return list.get();
    } catch (AwsServiceException notTold) {
      return Optional.empty();
    }
  }

  private boolean isOffered(ApiCall call) {
    return call == ApiCall.DESCRIBE_CASES
        ? session.partition().offers(SupportClient.serviceMetadata())
        : perhapsMissing(call).filter(s -> ServiceOffer.isMissing(s, region)).isEmpty();
  }

  /** Whether a call failed because the Region does not offer its service. */
  boolean isMissing(ApiCall call, SdkClientException failure) {
    return perhapsMissing(call)
        .filter(service -> ServiceOffer.isMissing(service, region, failure))
        .isPresent();
  }

  /** The services that not every Region offers. */
  private static Optional<ServiceMetadata> perhapsMissing(ApiCall call) {
    return AwsService.ofAction(call.action())
        .map(service ->
            switch (service) {
              case SES -> SesV2Client.serviceMetadata();
              case LIGHTSAIL -> LightsailClient.serviceMetadata();
              case EC2, RDS, SUPPORT, ROUTE53 -> null;
            });
  }
}
