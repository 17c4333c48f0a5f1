package io.todoku.rule;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Addresses of pages of the AWS Management Console, in the partition of a Region. */
public final class AwsConsole {

  private static final String ID = "[a-z]+-[0-9a-f]+";

  /** The same form for the standard Regions and, signed in with its account, for GovCloud. */
  private static final String LIMIT_FORM =
      "https://console.aws.amazon.com/support/contacts?#/rdns-limits";

  private AwsConsole() {}

  /** The page of a resource; empty where it has none, or where its id is no id of AWS. */
  public static Optional<RemedyLink> page(Resource resource) {
    String region = resource.region();
    if (region == null || !isRegion(region)) {
      return Optional.empty();
    }
    String id = resource.id();
    return switch (resource.type()) {
      case ELASTIC_IP -> ofId(id, "elastic-ip", region, "ec2", "ElasticIpDetails:AllocationId=");
      case INSTANCE -> ofId(id, "instance", region, "ec2", "InstanceDetails:instanceId=");
      case NETWORK_INTERFACE, PUBLIC_IP ->
          ofId(id, "interface", region, "ec2", "NetworkInterface:networkInterfaceId=");
      case NAT_GATEWAY ->
          ofId(id, "nat-gateway", region, "vpcconsole", "NatGatewayDetails:natGatewayId=");
      case SECURITY_GROUP -> securityGroup(region, id).stream().findFirst();
      case DB_INSTANCE -> database(region, id, false);
      case DB_CLUSTER -> database(region, id, true);
      case LIGHTSAIL_ADDRESS ->
          domain(region).equals("aws.amazon.com")
              ? Optional.of(
                  new RemedyLink(
                      Text.of("link.lightsail"),
                      "https://lightsail.aws.amazon.com/ls/webapp/home/instances"))
              : Optional.empty();
      case SES_ADDRESS -> Optional.of(ses(region));
      case ACCOUNT, REGION, IPV6_ADDRESS, CARRIER_ADDRESS, MAIL_SERVER, MAIL_DOMAIN ->
          Optional.empty();
    };
  }

  public static List<RemedyLink> securityGroup(String region, String id) {
    return ofId(id, "security-group", region, "ec2", "SecurityGroup:groupId=").stream().toList();
  }

  public static List<RemedyLink> networkAcl(String region, String id) {
    return ofId(id, "network-acl", region, "vpcconsole", "NetworkAclDetails:networkAclId=").stream()
        .toList();
  }

  public static RemedyLink dbSubnetGroup(String region, String name) {
    return new RemedyLink(
        Text.of("link.subnet-group", name),
        home(region, "rds") + "#db-subnet-group:id=" + encode(name));
  }

  /** The page of the account's sending in a Region. */
  public static RemedyLink ses(String region) {
    return new RemedyLink(Text.of("link.ses", region), home(region, "ses") + "#/account");
  }

  public static RemedyLink sesIdentities(String region) {
    return new RemedyLink(
        Text.of("link.ses-identities", region), home(region, "ses") + "#/identities");
  }

  /** The hosted zones, in the partition of the Region. */
  public static RemedyLink hostedZones(String region) {
    return new RemedyLink(
        Text.of("link.hosted-zones"),
        "https://console." + domain(region) + "/route53/v2/hostedzones");
  }

  /** The form by which AWS is asked to lift the sending limit and to set a PTR. */
  public static List<RemedyLink> sendingLimitForm(String region) {
    return domain(region).equals("amazonaws.cn")
        ? List.of()
        : List.of(new RemedyLink(Text.of("link.limit-form"), LIMIT_FORM));
  }

  public static RemedyLink supportCases(String region) {
    return new RemedyLink(
        Text.of("link.support"), "https://console." + domain(region) + "/support/home");
  }

  private static Optional<RemedyLink> database(String region, String id, boolean cluster) {
    return Optional.of(
        new RemedyLink(
            Text.of("link.database", id),
            "%s#database:id=%s;is-cluster=%s".formatted(home(region, "rds"), encode(id), cluster)));
  }

  private static Optional<RemedyLink> ofId(
      String id, String kind, String region, String service, String fragment) {
    return id.matches(ID) && isRegion(region)
        ? Optional.of(
            new RemedyLink(
                Text.of("link." + kind, id), home(region, service) + "#" + fragment + id))
        : Optional.empty();
  }

  private static String home(String region, String service) {
    String host = isRegion(region) ? region + ".console." : "console.";
    String query = isRegion(region) ? "?region=" + region : "";
    return "https://" + host + domain(region) + "/" + service + "/home" + query;
  }

  private static boolean isRegion(String region) {
    return region.matches("[a-z]{2}(?:-[a-z]+)++-[0-9]{1,2}");
  }

  private static String domain(String region) {
    if (region.startsWith("cn-")) {
      return "amazonaws.cn";
    }
    return region.startsWith("us-gov-") ? "amazonaws-us-gov.com" : "aws.amazon.com";
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
