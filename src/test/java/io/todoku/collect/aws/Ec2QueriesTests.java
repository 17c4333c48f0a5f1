package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.RegionInventory.ElasticIp;
import io.todoku.snapshot.RegionInventory.InterfaceDetails;
import io.todoku.snapshot.RegionInventory.NatGateway;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.NetworkInterface.PublicIpAssociation;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.RegionInventory.Subnet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Who owns and manages what, as EC2 answers it. */
class Ec2QueriesTests {

  private static Ec2Queries queries(String action, String content) {
    return new Ec2Queries(
        ScriptedAws.ec2(action, content).client(Ec2Client.builder(), "eu-west-1"),
        ScriptedAws.SESSION);
  }

  private static NetworkInterface networkInterface(String content) {
    return queries(
            "DescribeNetworkInterfaces",
            """
            <networkInterfaceSet>
             <item><networkInterfaceId>eni-decoy</networkInterfaceId><ownerId>999999999999</ownerId>
              <description>decoy</description><requesterManaged>true</requesterManaged></item>
             <item><networkInterfaceId>eni-1</networkInterfaceId>%s</item>
            </networkInterfaceSet>
            """
                .formatted(content))
        .networkInterfaces()
        .getLast();
  }

  @Test
  void theInterfaceOfATaskIsReadWithItsManager() {
    NetworkInterface task =
        networkInterface(
            """
            <subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId><ownerId>111111111111</ownerId>
            <description>arn:aws:ecs:eu-west-1:111111111111:attachment/1</description>
            <requesterId>578734482556</requesterId><requesterManaged>true</requesterManaged>
            <interfaceType>interface</interfaceType><sourceDestCheck>true</sourceDestCheck>
            <operator><managed>true</managed><principal>ecs.amazonaws.com</principal></operator>
            <tagSet><item><key>todoku:mail</key><value>sends</value></item></tagSet>
            """);

    assertThat(task.managedBy()).isNull();
    assertThat(task.details())
        .isEqualTo(
            new InterfaceDetails(
                "111111111111",
                "vpc-1",
                "interface",
                "arn:aws:ecs:eu-west-1:111111111111:attachment/1",
                "578734482556",
                true,
                "ecs.amazonaws.com",
                true,
                Map.of("todoku:mail", "sends")));
  }

  @Test
  void theInterfaceOfANatInstanceForwardsPackets() {
    NetworkInterface nat =
        networkInterface(
            """
            <attachment><instanceId>i-1</instanceId></attachment>
            <interfaceType>interface</interfaceType><sourceDestCheck>false</sourceDestCheck>
            """);

    assertThat(nat.instanceId()).isEqualTo("i-1");
    assertThat(nat.details())
        .isEqualTo(
            new InterfaceDetails(null, null, "interface", "", null, false, null, false, Map.of()));
  }

  @Test
  void lambdaAndPodsAreReadByTheirType() {
    assertThat(networkInterface("<interfaceType>lambda</interfaceType>").details().type())
        .isEqualTo("lambda");
    assertThat(networkInterface("<interfaceType>branch</interfaceType>").details().type())
        .isEqualTo("branch");
  }

  @Test
  void aLoadBalancerIsNamedAsOneThatOnlyReceives() {
    NetworkInterface balancer =
        networkInterface(
            "<interfaceType>network_load_balancer</interfaceType><requesterId>amazon-elb</requesterId><requesterManaged>true</requesterManaged>");

    assertThat(balancer.managedBy()).isEqualTo("network_load_balancer");
    assertThat(balancer.details().requesterManaged()).isTrue();
    assertThat(networkInterface("<requesterId>amazon-rds</requesterId>").managedBy())
        .isEqualTo("amazon-rds");
  }

  @Test
  void carrierAddressesAreReadAsSuch() {
    NetworkInterface nic =
        networkInterface(
            """
            <association><carrierIp>192.0.2.80</carrierIp><allocationId>eipalloc-c</allocationId></association>
            <privateIpAddressesSet>
             <item><privateIpAddress>10.0.0.4</privateIpAddress>
              <association><carrierIp>192.0.2.80</carrierIp><allocationId>eipalloc-c</allocationId></association></item>
             <item><privateIpAddress>10.0.0.5</privateIpAddress>
              <association><publicIp>192.0.2.81</publicIp></association></item>
             <item><privateIpAddress>10.0.0.6</privateIpAddress></item>
            </privateIpAddressesSet>
            """);

    assertThat(nic.publicAddresses())
        .containsExactly(
            new PublicIpAssociation("192.0.2.80", "eipalloc-c", true),
            new PublicIpAssociation("192.0.2.81", null, false));
  }

  @Test
  void anElasticIpIsReadWithItsPoolAndManager() {
    Ec2Queries ec2 =
        queries(
            "DescribeAddresses",
            """
            <addressesSet>
             <item><publicIp>192.0.2.1</publicIp><allocationId>eipalloc-1</allocationId>
              <publicIpv4Pool>ipv4pool-ec2-1</publicIpv4Pool></item>
             <item><publicIp>192.0.2.2</publicIp><allocationId>eipalloc-2</allocationId>
              <publicIpv4Pool>amazon</publicIpv4Pool><serviceManaged>rnat</serviceManaged></item>
             <item><publicIp>192.0.2.3</publicIp><allocationId>eipalloc-3</allocationId></item>
            </addressesSet>
            """);

    assertThat(ec2.elasticIps())
        .containsExactly(
            new ElasticIp(
                "eipalloc-1", "192.0.2.1", null, null, null, Map.of(), "ipv4pool-ec2-1", null),
            new ElasticIp("eipalloc-2", "192.0.2.2", null, null, null, Map.of(), "amazon", "rnat"),
            new ElasticIp("eipalloc-3", "192.0.2.3", null, null, null, Map.of(), null, null));
  }

  @Test
  void aRegionalNatGatewayIsToldFromAZonalOne() {
    Ec2Queries ec2 =
        queries(
            "DescribeNatGateways",
            """
            <natGatewaySet>
             <item><natGatewayId>nat-1</natGatewayId><state>available</state><vpcId>vpc-1</vpcId>
              <subnetId>subnet-1</subnetId><availabilityMode>zonal</availabilityMode>
              <natGatewayAddressSet><item><publicIp>192.0.2.1</publicIp></item></natGatewayAddressSet></item>
             <item><natGatewayId>nat-2</natGatewayId><state>available</state><vpcId>vpc-2</vpcId>
              <availabilityMode>regional</availabilityMode>
              <natGatewayAddressSet><item><publicIp>192.0.2.2</publicIp></item>
               <item><publicIp>192.0.2.3</publicIp></item></natGatewayAddressSet></item>
             <item><natGatewayId>nat-3</natGatewayId><state>available</state><vpcId>vpc-3</vpcId>
              <subnetId>subnet-3</subnetId><connectivityType>private</connectivityType>
              <natGatewayAddressSet><item><privateIp>10.0.0.9</privateIp></item></natGatewayAddressSet></item>
            </natGatewaySet>
            """);

    assertThat(ec2.natGateways())
        .containsExactly(
            new NatGateway("nat-1", "available", "vpc-1", List.of("192.0.2.1"), "subnet-1", false),
            new NatGateway(
                "nat-2", "available", "vpc-2", List.of("192.0.2.2", "192.0.2.3"), null, true),
            new NatGateway("nat-3", "available", "vpc-3", List.of(), "subnet-3", false));
  }

  @Test
  void aSubnetIsReadWithItsOwnerAndItsKind() {
    Ec2Queries ec2 =
        queries(
            "DescribeSubnets",
            """
            <subnetSet>
             <item><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId><ownerId>222222222222</ownerId>
              <availabilityZone>eu-west-1a</availabilityZone><cidrBlock>10.0.0.0/24</cidrBlock>
              <ipv6Native>false</ipv6Native></item>
             <item><subnetId>subnet-2</subnetId><vpcId>vpc-1</vpcId><ownerId>111111111111</ownerId>
              <availabilityZone>eu-west-1b</availabilityZone><ipv6Native>true</ipv6Native></item>
             <item><subnetId>subnet-3</subnetId><vpcId>vpc-1</vpcId>
              <availabilityZone>eu-west-1c</availabilityZone><cidrBlock>10.0.2.0/24</cidrBlock>
              <outpostArn>arn:aws:outposts:eu-west-1:1:outpost/op-1</outpostArn></item>
            </subnetSet>
            """);

    assertThat(ec2.subnets())
        .containsExactly(
            new Subnet(
                "subnet-1",
                "vpc-1",
                "eu-west-1a",
                "10.0.0.0/24",
                Map.of(),
                "222222222222",
                false,
                null),
            new Subnet("subnet-2", "vpc-1", "eu-west-1b", "", Map.of(), "111111111111", true, null),
            new Subnet(
                "subnet-3",
                "vpc-1",
                "eu-west-1c",
                "10.0.2.0/24",
                Map.of(),
                null,
                false,
                "arn:aws:outposts:eu-west-1:1:outpost/op-1"));
  }

  @Test
  void aSecurityGroupIsReadWithItsOwner() {
    Ec2Queries ec2 =
        queries(
            "DescribeSecurityGroups",
            """
            <securityGroupInfo>
             <item><groupId>sg-1</groupId><groupName>a</groupName><ownerId>222222222222</ownerId></item>
             <item><groupId>sg-2</groupId><groupName>b</groupName></item>
            </securityGroupInfo>
            """);

    assertThat(ec2.securityGroups())
        .extracting(SecurityGroup::ownerId)
        .containsExactly("222222222222", null);
  }
}
