package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.todoku.peers.AwsResponses;
import io.todoku.snapshot.RouteTable;
import io.todoku.snapshot.RouteTable.Route;
import io.todoku.snapshot.TransitGatewayAttachment;
import io.todoku.snapshot.TransitGatewayRouteTable;
import io.todoku.snapshot.TransitGatewayRouteTable.TransitGatewayRoute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;

class RouteQueriesTests {

  private static RouteQueries queries(ScriptedAws aws) {
    return new RouteQueries(aws.client(Ec2Client.builder(), "eu-west-1"), ScriptedAws.SESSION);
  }

  private static RouteQueries queries(String action, String content) {
    return queries(ScriptedAws.ec2(action, content));
  }

  @Test
  void aRouteTableIsReadWithTheSubnetsThatItAppliesTo() {
    RouteQueries routes =
        queries(
            "DescribeRouteTables",
            """
            <routeTableSet>
             <item><routeTableId>rtb-main</routeTableId><vpcId>vpc-1</vpcId>
              <associationSet>
               <item><main>true</main><associationState><state>associated</state></associationState></item>
              </associationSet>
              <routeSet><item><destinationCidrBlock>10.0.0.0/16</destinationCidrBlock>
               <gatewayId>local</gatewayId><state>active</state></item></routeSet></item>
             <item><routeTableId>rtb-2</routeTableId><vpcId>vpc-1</vpcId>
              <associationSet>
               <item><main>false</main><subnetId>subnet-a</subnetId></item>
               <item><main>false</main><subnetId>subnet-b</subnetId>
                <associationState><state>associated</state></associationState></item>
               <item><main>false</main><subnetId>subnet-failed</subnetId>
                <associationState><state>failed</state></associationState></item>
               <item><main>false</main><gatewayId>igw-edge</gatewayId></item>
              </associationSet>
              <routeSet><item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock>
               <natGatewayId>nat-gone</natGatewayId><state>blackhole</state></item></routeSet></item>
            </routeTableSet>
            """);

    assertThat(routes.routeTables())
        .containsExactly(
            new RouteTable(
                "rtb-main",
                "vpc-1",
                true,
                List.of(),
                List.of(new Route("10.0.0.0/16", "local", false))),
            new RouteTable(
                "rtb-2",
                "vpc-1",
                false,
                List.of("subnet-a", "subnet-b"),
                List.of(new Route("0.0.0.0/0", "nat-gone", true))));
  }

  @ParameterizedTest
  @CsvSource({
    "gatewayId, igw-1",
    "gatewayId, vgw-1",
    "gatewayId, vpce-1",
    "natGatewayId, nat-1",
    "networkInterfaceId, eni-1",
    "transitGatewayId, tgw-1",
    "vpcPeeringConnectionId, pcx-1",
    "egressOnlyInternetGatewayId, eigw-1",
    "localGatewayId, lgw-1",
    "carrierGatewayId, cagw-1",
    "coreNetworkArn, arn:aws:networkmanager::1:core-network/core-network-1",
    "somethingNew, ''"
  })
  void everyKindOfTargetIsRead(String element, String target) {
    RouteQueries routes =
        queries(
            "DescribeRouteTables",
            """
            <routeTableSet><item><routeSet><item>
             <destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><%1$s>%2$s</%1$s>
            </item></routeSet></item></routeTableSet>
            """
                .formatted(element, target));

    assertThat(routes.routeTables().getFirst().routes())
        .containsExactly(new Route("0.0.0.0/0", target, false));
  }

  @Test
  void aNatInstanceIsReadByItsInterface() {
    RouteQueries routes =
        queries(
            "DescribeRouteTables",
            """
            <routeTableSet><item><routeSet>
             <item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><instanceId>i-1</instanceId>
              <networkInterfaceId>eni-1</networkInterfaceId></item>
             <item><destinationIpv6CidrBlock>::/0</destinationIpv6CidrBlock><instanceId>i-2</instanceId></item>
             <item><destinationPrefixListId>pl-1</destinationPrefixListId><gatewayId>vpce-1</gatewayId></item>
            </routeSet></item></routeTableSet>
            """);

    assertThat(routes.routeTables().getFirst().routes())
        .containsExactly(
            new Route("0.0.0.0/0", "eni-1", false),
            new Route("::/0", "i-2", false),
            new Route("pl-1", "vpce-1", false));
  }

  @Test
  void attachmentsAreReadWithTheRouteTableThatIsShown() {
    RouteQueries routes =
        queries(
            "DescribeTransitGatewayAttachments",
            """
            <transitGatewayAttachments>
             <item><transitGatewayAttachmentId>tgw-attach-1</transitGatewayAttachmentId>
              <transitGatewayId>tgw-1</transitGatewayId>
              <transitGatewayOwnerId>111111111111</transitGatewayOwnerId>
              <resourceOwnerId>222222222222</resourceOwnerId><resourceType>vpc</resourceType>
              <resourceId>vpc-9</resourceId><state>available</state>
              <association><transitGatewayRouteTableId>tgw-rtb-1</transitGatewayRouteTableId>
               <state>associated</state></association></item>
             <item><transitGatewayAttachmentId>tgw-attach-2</transitGatewayAttachmentId>
              <transitGatewayId>tgw-2</transitGatewayId>
              <transitGatewayOwnerId>333333333333</transitGatewayOwnerId>
              <resourceOwnerId>111111111111</resourceOwnerId><resourceType>peering</resourceType>
              <resourceId>tgw-3</resourceId><state>pendingAcceptance</state></item>
            </transitGatewayAttachments>
            """);

    assertThat(routes.transitGatewayAttachments())
        .containsExactly(
            new TransitGatewayAttachment(
                "tgw-attach-1",
                "tgw-1",
                "111111111111",
                "vpc",
                "vpc-9",
                "222222222222",
                "available",
                "tgw-rtb-1",
                List.of()),
            new TransitGatewayAttachment(
                "tgw-attach-2",
                "tgw-2",
                "333333333333",
                "peering",
                "tgw-3",
                "111111111111",
                "pendingAcceptance",
                null,
                List.of()));
  }

  @Test
  void subnetsAreReadByTheirAttachment() {
    RouteQueries routes =
        queries(
            "DescribeTransitGatewayVpcAttachments",
            """
            <transitGatewayVpcAttachments>
             <item><transitGatewayAttachmentId>tgw-attach-1</transitGatewayAttachmentId>
              <vpcId>vpc-1</vpcId><subnetIds><item>subnet-a</item><item>subnet-b</item></subnetIds></item>
             <item><transitGatewayAttachmentId>tgw-attach-2</transitGatewayAttachmentId>
              <vpcId>vpc-2</vpcId><subnetIds><item>subnet-c</item></subnetIds></item>
            </transitGatewayVpcAttachments>
            """);

    assertThat(routes.vpcAttachmentSubnets())
        .isEqualTo(
            Map.of(
                "tgw-attach-1", List.of("subnet-a", "subnet-b"),
                "tgw-attach-2", List.of("subnet-c")));
  }

  private static TransitGatewayAttachment associated(String gateway, String table) {
    return new TransitGatewayAttachment(
        "tgw-attach-of-" + table,
        gateway,
        ScriptedAws.ACCOUNT,
        "vpc",
        "vpc-1",
        ScriptedAws.ACCOUNT,
        "available",
        table,
        List.of());
  }

  private static String route(String destination, String state, String... attachments) {
    StringBuilder items = new StringBuilder();
    for (String id : attachments) {
      items.append(
          "<item><transitGatewayAttachmentId>%s</transitGatewayAttachmentId></item>".formatted(id));
    }
    return "<item><destinationCidrBlock>%s</destinationCidrBlock><transitGatewayAttachments>%s</transitGatewayAttachments><state>%s</state></item>"
        .formatted(destination, items, state);
  }

  @Test
  void theRoutesOfEachRouteTableAreReadOnce() {
    ScriptedAws aws =
        ScriptedAws.answering(request ->
            AwsResponses.ec2(
                "SearchTransitGatewayRoutes",
                "<routeSet>%s</routeSet><additionalRoutesAvailable>false</additionalRoutesAvailable>"
                    .formatted(
                        request.body().contains("tgw-rtb-1")
                            ? route("0.0.0.0/0", "active", "tgw-attach-1", "tgw-attach-2")
                                + route("10.0.0.0/8", "blackhole", "tgw-attach-3")
                            : route("0.0.0.0/0", "active", "tgw-attach-9"))));

    assertThat(
            queries(aws)
                .transitGatewayRouteTables(
                    List.of(
                        associated("tgw-b", "tgw-rtb-2"),
                        associated("tgw-a", "tgw-rtb-1"),
                        associated("tgw-a", "tgw-rtb-1"))))
        .containsExactly(
            new TransitGatewayRouteTable(
                "tgw-rtb-1",
                "tgw-a",
                List.of(
                    new TransitGatewayRoute("0.0.0.0/0", "tgw-attach-1"),
                    new TransitGatewayRoute("0.0.0.0/0", "tgw-attach-2"),
                    new TransitGatewayRoute("10.0.0.0/8", null))),
            new TransitGatewayRouteTable(
                "tgw-rtb-2",
                "tgw-b",
                List.of(new TransitGatewayRoute("0.0.0.0/0", "tgw-attach-9"))));
    assertThat(aws.requests())
        .hasSize(2)
        .allSatisfy(request ->
            assertThat(request.body())
                .contains("Filter.1.Name=state")
                .contains("Filter.1.Value.1=active")
                .contains("Filter.1.Value.2=blackhole"));
  }

  @Test
  void allPagesOfARouteTableAreRead() {
    RouteQueries routes =
        queries(
            ScriptedAws.answering(request ->
                AwsResponses.ec2(
                    "SearchTransitGatewayRoutes",
                    request.body().contains("NextToken=two")
                        ? "<routeSet>%s</routeSet>".formatted(route("10.2.0.0/16", "active", "b"))
                        : "<routeSet>%s</routeSet><additionalRoutesAvailable>true</additionalRoutesAvailable><nextToken>two</nextToken>"
                            .formatted(route("10.1.0.0/16", "active", "a")))));

    assertThat(
            routes
                .transitGatewayRouteTables(List.of(associated("tgw-1", "tgw-rtb-1")))
                .getFirst()
                .routes())
        .containsExactly(
            new TransitGatewayRoute("10.1.0.0/16", "a"),
            new TransitGatewayRoute("10.2.0.0/16", "b"));
  }

  @Test
  void whenRoutesAreLeftOutTheAnswerIsMalformed() {
    RouteQueries routes =
        queries(
            "SearchTransitGatewayRoutes",
            "<routeSet/><additionalRoutesAvailable>true</additionalRoutesAvailable>");

    assertThatExceptionOfType(MalformedAnswerException.class)
        .isThrownBy(
            () -> routes.transitGatewayRouteTables(List.of(associated("tgw-1", "tgw-rtb-1"))))
        .withMessage(
            "tgw-rtb-1 has more routes than the answer, which does not say how to get them");
  }

  @Test
  void anActiveRouteToNoAttachmentIsMalformedAndNotReadAsDropping() {
    RouteQueries routes =
        queries(
            "SearchTransitGatewayRoutes",
            "<routeSet>" + route("0.0.0.0/0", "active") + "</routeSet>");

    assertThatExceptionOfType(MalformedAnswerException.class)
        .isThrownBy(
            () -> routes.transitGatewayRouteTables(List.of(associated("tgw-1", "tgw-rtb-1"))))
        .withMessage("the route to 0.0.0.0/0 has no attachment");
  }
}
