package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.aws.TransitGatewayReader.TransitGateways;
import io.todoku.peers.AwsProxy.AwsResponse;
import io.todoku.peers.AwsResponses;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.TransitGatewayRouteTable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** What is asked about transit gateways, and what a failure leaves unknown. */
class TransitGatewayReaderTests {

  private static final String REGION = "eu-west-1";
  private static final String OTHER_ACCOUNT = "222222222222";
  private static final AwsResponse DENIED =
      new AwsResponse(
          403,
          "text/xml",
          "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors><RequestID>r</RequestID></Response>");

  private record TransitGatewayReading(TransitGateways found, List<Gap> gaps, List<String> asked) {}

  private static String attachment(String id, String owner, String type, String table) {
    return """
    <item><transitGatewayAttachmentId>%s</transitGatewayAttachmentId>
     <transitGatewayId>tgw-1</transitGatewayId><transitGatewayOwnerId>%s</transitGatewayOwnerId>
     <resourceType>%s</resourceType>%s</item>
    """
        .formatted(
            id,
            owner,
            type,
            table.isEmpty()
                ? ""
                : "<association><transitGatewayRouteTableId>%s</transitGatewayRouteTableId></association>"
                    .formatted(table));
  }

  private static TransitGatewayReading read(String attachments, Map<String, AwsResponse> answers) {
    ScriptedAws aws =
        ScriptedAws.answering(request -> {
          String action = action(request);
          return answers.getOrDefault(
              action,
              AwsResponses.ec2(
                  action,
                  switch (action) {
                    case "DescribeTransitGatewayAttachments" ->
                        "<transitGatewayAttachments>%s</transitGatewayAttachments>"
                            .formatted(attachments);
                    case "DescribeTransitGatewayVpcAttachments" ->
                        """
                        <transitGatewayVpcAttachments>
                         <item><transitGatewayAttachmentId>decoy</transitGatewayAttachmentId>
                          <subnetIds><item>subnet-decoy</item></subnetIds></item>
                         <item><transitGatewayAttachmentId>a</transitGatewayAttachmentId>
                          <subnetIds><item>subnet-a</item></subnetIds></item>
                        </transitGatewayVpcAttachments>
                        """;
                    default -> "<routeSet/>";
                  }));
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ApiCaller caller = new ApiCaller((region, action) -> {}, threads, 0);
      RouteQueries routes =
          new RouteQueries(aws.client(Ec2Client.builder(), REGION), ScriptedAws.SESSION);
      TransitGateways found =
          new TransitGatewayReader(routes, ScriptedAws.SESSION, REGION, caller).start().join();
      return new TransitGatewayReading(
          found,
          caller.gaps(),
          aws.requests().stream().map(TransitGatewayReaderTests::action).toList());
    }
  }

  private static String action(ScriptedAws.Request request) {
    return Stream.of(request.body().split("&"))
        .filter(pair -> pair.startsWith("Action="))
        .findFirst()
        .orElseThrow()
        .substring("Action=".length());
  }

  private static Reason reason(Observed<?> observed) {
    assertThat(observed).isInstanceOf(Unknown.class);
    return ((Unknown<?>) observed).reason();
  }

  @Test
  void onlyRouteTablesOfTheAccountsOwnGatewaysAreRead() {
    TransitGatewayReading read =
        read(
            attachment("a", ScriptedAws.ACCOUNT, "vpc", "tgw-rtb-own")
                + attachment("b", ScriptedAws.ACCOUNT, "vpn", "")
                + attachment("c", OTHER_ACCOUNT, "vpc", "tgw-rtb-other"),
            Map.of());

    assertThat(read.found().routeTables().orElse(List.of()))
        .extracting(TransitGatewayRouteTable::id)
        .containsExactly("tgw-rtb-own");
    assertThat(read.found().attachments().orElse(List.of()))
        .extracting(a -> a.id() + " " + a.subnetIds())
        .containsExactly("a [subnet-a]", "b []", "c []");
    assertThat(read.gaps()).isEmpty();
  }

  @Test
  void whereNoVpcIsAttachedTheirSubnetsAreNotAskedFor() {
    TransitGatewayReading read = read(attachment("b", OTHER_ACCOUNT, "vpn", ""), Map.of());

    assertThat(read.asked()).containsExactly("DescribeTransitGatewayAttachments");
    assertThat(read.found().attachments().orElse(List.of())).hasSize(1);
    assertThat(read.found().routeTables()).isEqualTo(Observed.known(List.of()));
  }

  @Test
  void whenAttachmentsAreDeniedRouteTablesAreUnknownForTheSameReason() {
    TransitGatewayReading read = read("", Map.of("DescribeTransitGatewayAttachments", DENIED));

    assertThat(reason(read.found().attachments()).fix())
        .isEqualTo("ec2:DescribeTransitGatewayAttachments");
    assertThat(reason(read.found().routeTables()).fix())
        .isEqualTo("ec2:DescribeTransitGatewayAttachments");
    assertThat(read.gaps()).hasSize(1);
  }

  @Test
  void whenSubnetsAreDeniedTheRoutesAreStillRead() {
    TransitGatewayReading read =
        read(
            attachment("a", ScriptedAws.ACCOUNT, "vpc", "tgw-rtb-own"),
            Map.of("DescribeTransitGatewayVpcAttachments", DENIED));

    assertThat(reason(read.found().attachments()).fix())
        .isEqualTo("ec2:DescribeTransitGatewayVpcAttachments");
    assertThat(read.found().routeTables().orElse(List.of())).hasSize(1);
    assertThat(read.gaps()).hasSize(1);
  }

  @Test
  void whenRoutesAreDeniedTheAttachmentsAreStillRead() {
    TransitGatewayReading read =
        read(
            attachment("a", ScriptedAws.ACCOUNT, "vpc", "tgw-rtb-own"),
            Map.of("SearchTransitGatewayRoutes", DENIED));

    assertThat(reason(read.found().routeTables()).fix())
        .isEqualTo("ec2:SearchTransitGatewayRoutes");
    assertThat(read.found().attachments().orElse(List.of())).hasSize(1);
  }

  @Test
  void routeTablesBeyondTheBoundAreNotAskedForAndAreNoGap() {
    String attachments =
        IntStream.rangeClosed(0, TransitGatewayReader.MAX_ROUTE_TABLES)
            .mapToObj(i -> attachment("a" + i, ScriptedAws.ACCOUNT, "vpn", "tgw-rtb-" + i))
            .collect(Collectors.joining());

    TransitGatewayReading read = read(attachments, Map.of());

    assertThat(reason(read.found().routeTables()))
        .isEqualTo(
            Reason.of(
                ReasonKind.NOT_ASKED,
                "ec2:SearchTransitGatewayRoutes",
                "101 route tables of transit gateways, beyond 100 in one scan"));
    assertThat(read.asked()).doesNotContain("SearchTransitGatewayRoutes");
    assertThat(read.gaps()).isEmpty();
  }
}
