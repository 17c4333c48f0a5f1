package io.todoku.collect.aws;

/** Every API call that the collector makes. The role's policy is generated from this list. */
enum ApiCall {
  GET_CALLER_IDENTITY("sts:GetCallerIdentity", false),
  ASSUME_ROLE("sts:AssumeRole", false),
  GET_SESSION_TOKEN("sts:GetSessionToken", false),
  DESCRIBE_REGIONS("ec2:DescribeRegions", true),
  DESCRIBE_ADDRESSES("ec2:DescribeAddresses", true),
  DESCRIBE_ADDRESSES_ATTRIBUTE("ec2:DescribeAddressesAttribute", true),
  DESCRIBE_INSTANCES("ec2:DescribeInstances", true),
  DESCRIBE_SECURITY_GROUPS("ec2:DescribeSecurityGroups", true),
  DESCRIBE_NETWORK_INTERFACES("ec2:DescribeNetworkInterfaces", true),
  DESCRIBE_NAT_GATEWAYS("ec2:DescribeNatGateways", true),
  DESCRIBE_SUBNETS("ec2:DescribeSubnets", true),
  DESCRIBE_NETWORK_ACLS("ec2:DescribeNetworkAcls", true),
  DESCRIBE_ROUTE_TABLES("ec2:DescribeRouteTables", true),
  DESCRIBE_TRANSIT_GATEWAY_ATTACHMENTS("ec2:DescribeTransitGatewayAttachments", true),
  DESCRIBE_TRANSIT_GATEWAY_VPC_ATTACHMENTS("ec2:DescribeTransitGatewayVpcAttachments", true),
  SEARCH_TRANSIT_GATEWAY_ROUTES("ec2:SearchTransitGatewayRoutes", true),
  DESCRIBE_DB_INSTANCES("rds:DescribeDBInstances", true),
  DESCRIBE_DB_CLUSTERS("rds:DescribeDBClusters", true),
  DESCRIBE_DB_SUBNET_GROUPS("rds:DescribeDBSubnetGroups", true),
  LIST_EMAIL_IDENTITIES("ses:ListEmailIdentities", true),
  GET_ACCOUNT("ses:GetAccount", true),
  GET_EMAIL_IDENTITY("ses:GetEmailIdentity", true),
  GET_DEDICATED_IPS("ses:GetDedicatedIps", true),
  GET_LIGHTSAIL_INSTANCES("lightsail:GetInstances", true),
  GET_LIGHTSAIL_STATIC_IPS("lightsail:GetStaticIps", true),
  DESCRIBE_CASES("support:DescribeCases", true),
  LIST_HOSTED_ZONES("route53:ListHostedZones", true),
  LIST_RESOURCE_RECORD_SETS("route53:ListResourceRecordSets", true),
  LIST_ORGANIZATION_ACCOUNTS("organizations:ListAccounts", false),
  LIST_ROOTS("organizations:ListRoots", false),
  LIST_UNITS_FOR_PARENT("organizations:ListOrganizationalUnitsForParent", false),
  LIST_ACCOUNTS_FOR_PARENT("organizations:ListAccountsForParent", false),
  LIST_TAGS_FOR_RESOURCE("organizations:ListTagsForResource", false);

  private final String action;
  private final boolean inPolicy;

  /**
   * @param inPolicy whether the role in the account must allow it: GetCallerIdentity needs no
   *     permission, AssumeRole and GetSessionToken are called with the credentials of Todoku, and
   *     the calls to Organizations only in its management account or a delegated administrator
   */
  ApiCall(String action, boolean inPolicy) {
    this.action = action;
    this.inPolicy = inPolicy;
  }

  String action() {
    return action;
  }

  boolean inPolicy() {
    return inPolicy;
  }

  /** Whether the role that lists the accounts of an organization must allow it. */
  boolean inOrganizationPolicy() {
    return action.startsWith("organizations:");
  }
}
