package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.todoku.peers.AwsProxy.AwsResponse;
import io.todoku.peers.AwsResponses;
import io.todoku.snapshot.AwsService;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which calls are made in a Region, by what the first of them show. */
class RegionReaderTests {

  private static final String IRELAND = "eu-west-1";
  private static final List<String> FIRST =
      List.of(
          "DescribeAddresses",
          "DescribeDBClusters",
          "DescribeDBInstances",
          "DescribeNetworkInterfaces",
          "DescribeTransitGatewayAttachments");
  private static final String POLICY =
      "User: arn:aws:sts::111111111111:assumed-role/Todoku/todoku is not authorized to perform the"
          + " action with an explicit deny in a service control policy";

  private record Reading(
      RegionInventory region, List<Gap> gaps, List<ScriptedAws.Request> requests) {

    /** The operations in alphabetical order, each as often as it was called. */
    List<String> calls() {
      return requests.stream().map(RegionReaderTests::operation).sorted().toList();
    }

    List<Observed<?>> lists() {
      return Stream.<Observed<?>>of(
              region.elasticIps(),
              region.reverseDns(),
              region.instances(),
              region.securityGroups(),
              region.networkInterfaces(),
              region.natGateways(),
              region.subnets(),
              region.dbInstances(),
              region.dbClusters(),
              region.dbSubnetGroups(),
              region.networkAcls(),
              region.ses(),
              region.routeTables(),
              region.transitGatewayAttachments(),
              region.transitGatewayRouteTables(),
              region.lightsail())
          .toList();
    }
  }

  /**
   * @param script null for the answer of a Region in which the operation finds nothing
   */
  private static Reading read(
      String name, Function<ScriptedAws.Request, @Nullable AwsResponse> script) {
    return read(name, AwsCollector.REGIONAL_SERVICES, script);
  }

  private static Reading read(
      String name,
      Set<AwsService> services,
      Function<ScriptedAws.Request, @Nullable AwsResponse> script) {
    ScriptedAws aws =
        ScriptedAws.answering(request -> {
          AwsResponse answer = script.apply(request);
          return answer == null ? empty(request) : answer;
        });
    try (AwsClients clients =
            new AwsClients(
                AwsCollectorFixture.SHORT_LIMITS,
                new RequestMeters(new SimpleMeterRegistry()),
                aws);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ApiCaller caller = new ApiCaller((region, action) -> {}, threads, 0);
      RegionInventory region =
          new RegionReader(clients, ScriptedAws.SESSION, name, services, caller).start().join();
      return new Reading(region, caller.gaps(), aws.requests());
    }
  }

  private static String operation(ScriptedAws.Request request) {
    return Stream.of(request.body().split("&"))
        .filter(pair -> pair.startsWith("Action="))
        .map(pair -> pair.substring("Action=".length()))
        .findFirst()
        .orElseGet(() -> request.target().replaceFirst(".*[./]", ""));
  }

  private static boolean isOfRds(ScriptedAws.Request request) {
    return operation(request).contains("DB");
  }

  private static AwsResponse empty(ScriptedAws.Request request) {
    String operation = operation(request);
    if (isOfRds(request)) {
      return new AwsResponse(
          200,
          "text/xml",
          "<%1$sResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\"><%1$sResult/></%1$sResponse>"
              .formatted(operation));
    }
    return operation.startsWith("Describe")
        ? AwsResponses.ec2(operation, "")
        : AwsResponses.json("{}");
  }

  private static AwsResponse error(ScriptedAws.Request request, String code, String message) {
    return AwsResponses.error(isOfRds(request) ? "rds" : "ec2", 403, code, message);
  }

  private static Reason reason(Observed<?> list) {
    assertThat(list).isInstanceOf(Unknown.class);
    return ((Unknown<?>) list).reason();
  }

  @Test
  void anEmptyRegionIsFoundByFiveCallsToEc2AndRds() {
    Reading read = read(IRELAND, request -> null);

    assertThat(read.calls())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    FIRST.stream(), Stream.of("GetInstances", "GetStaticIps", "list-identities"))
                .toList());
    assertThat(read.gaps()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "RDS, DescribeDBClusters DescribeDBInstances DescribeDBSubnetGroups",
    "SES, list-identities",
    "LIGHTSAIL, GetInstances GetStaticIps"
  })
  void onlyTheCallsOfTheChosenServiceAreMade(AwsService service, String calls) {
    Reading read =
        read(
            IRELAND,
            Set.of(service),
            request ->
                operation(request).equals("DescribeDBInstances")
                    ? AwsResponses.error("rds", 403, "AccessDenied", "no")
                    : null);

    assertThat(read.calls()).containsExactly(calls.split(" "));
    assertThat(read.region().elasticIps()).isInstanceOf(Unknown.class);
    assertThat(read.gaps())
        .extracting(gap -> gap.reason().source())
        .isEqualTo(service == AwsService.RDS ? List.of("rds:DescribeDBInstances") : List.of());
  }

  @Test
  void theCallsOfEc2AreMadeWithoutThoseOfDatabases() {
    Reading read = read(IRELAND, Set.of(AwsService.EC2), request -> null);

    assertThat(read.calls())
        .contains("DescribeAddresses", "DescribeNetworkInterfaces", "DescribeSecurityGroups")
        .noneMatch(call -> call.contains("DB"))
        .doesNotContain("GetInstances", "list-identities");
    assertThat(read.gaps()).isEmpty();
  }

  @Test
  void whatIsProvedEmptyIsKnownAndWhatMayExistUnusedIsNotAskedFor() {
    RegionInventory region = read(IRELAND, request -> null).region();

    assertThat(
            List.of(
                region.networkInterfaces(),
                region.elasticIps(),
                region.reverseDns(),
                region.instances(),
                region.natGateways(),
                region.transitGatewayAttachments(),
                region.transitGatewayRouteTables(),
                region.dbInstances(),
                region.dbClusters()))
        .allSatisfy(list -> assertThat(list).isEqualTo(Observed.known(List.of())));
    assertThat(
            List.of(
                region.securityGroups(),
                region.subnets(),
                region.networkAcls(),
                region.routeTables(),
                region.dbSubnetGroups()))
        .allSatisfy(list -> assertThat(reason(list).kind()).isEqualTo(ReasonKind.NOT_ASKED));
    assertThat(reason(region.subnets()).source()).isEqualTo("ec2:DescribeSubnets");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DescribeNetworkInterfaces | networkInterfaceSet | networkInterfaceId
          DescribeAddresses | addressesSet | allocationId
          DescribeTransitGatewayAttachments | transitGatewayAttachments | transitGatewayAttachmentId
          """)
  void whereOneOfTheFirstListsHoldsSomethingAllOfEc2IsRead(String list, String set, String id) {
    Reading read =
        read(
            IRELAND,
            request ->
                operation(request).equals(list)
                    ? AwsResponses.ec2(
                        list,
                        "<%1$s><item><%2$s>x-1</%2$s><publicIp>198.51.100.7</publicIp></item></%1$s>"
                            .formatted(set, id))
                    : null);

    assertThat(read.calls())
        .contains(
            "DescribeAddressesAttribute",
            "DescribeInstances",
            "DescribeNatGateways",
            "DescribeNetworkAcls",
            "DescribeRouteTables",
            "DescribeSecurityGroups",
            "DescribeSubnets")
        .doesNotContain("DescribeDBSubnetGroups");
    assertThat(read.gaps()).isEmpty();
  }

  @Test
  void aClusterWithoutInstancesLeadsToItsSubnets() {
    Reading read =
        read(
            IRELAND,
            request ->
                operation(request).equals("DescribeDBClusters")
                    ? new AwsResponse(
                        200,
                        "text/xml",
                        "<DescribeDBClustersResponse><DescribeDBClustersResult><DBClusters><DBCluster><DBClusterIdentifier>c</DBClusterIdentifier></DBCluster></DBClusters></DescribeDBClustersResult></DescribeDBClustersResponse>")
                    : null);

    assertThat(read.calls()).contains("DescribeDBSubnetGroups", "DescribeSubnets");
  }

  @Test
  void aRegionThatTheOrganizationClosesIsAskedFiveTimesAndHasOneReason() {
    Reading read = read(IRELAND, request -> error(request, "AccessDenied", POLICY));

    assertThat(read.calls()).isEqualTo(FIRST);
    Reason reason = reason(read.region().ses());
    assertThat(reason.kind()).isEqualTo(ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY);
    assertThat(reason.fix()).isEqualTo("service-control-policy");
    assertThat(read.lists()).allSatisfy(list -> assertThat(reason(list)).isEqualTo(reason));
    assertThat(read.gaps()).containsExactly(new Gap(IRELAND, reason));
  }

  @Test
  void aRegionInWhichOneCallIsNotDeniedIsReadOn() {
    Reading read =
        read(
            IRELAND,
            request ->
                FIRST.contains(operation(request))
                        && !operation(request).equals("DescribeDBClusters")
                    ? error(request, "AccessDenied", POLICY)
                    : null);

    assertThat(read.calls()).contains("DescribeInstances", "list-identities", "GetInstances");
    assertThat(read.gaps())
        .hasSize(4)
        .allMatch(gap -> gap.reason().kind() == ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY);
    assertThat(read.region().instances()).isInstanceOf(Known.class);
  }

  @Test
  void denialsForWantOfAnAllowCloseNoRegion() {
    Reading read =
        read(
            IRELAND,
            request ->
                FIRST.contains(operation(request)) ? error(request, "AccessDenied", "") : null);

    assertThat(read.calls()).contains("DescribeInstances");
    assertThat(read.gaps())
        .hasSize(5)
        .extracting(gap -> gap.reason().fix())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "not-opted-in, REGION_NOT_ENABLED, region",
    "opted-in, TOKEN_NOT_VALID_IN_REGION, region-token"
  })
  void aRegionThatRefusesTheCredentialsIsToldByItsOptInStatus(
      String status, ReasonKind kind, String fix) {
    Reading read =
        read(
            IRELAND,
            request ->
                operation(request).equals("DescribeRegions")
                    ? AwsResponses.ec2(
                        "DescribeRegions",
                        "<regionInfo><item><regionName>us-east-1</regionName><optInStatus>opt-in-not-required</optInStatus></item><item><regionName>eu-west-1</regionName><optInStatus>%s</optInStatus></item></regionInfo>"
                            .formatted(status))
                    : error(
                        request, isOfRds(request) ? "InvalidClientTokenId" : "AuthFailure", "no"));

    assertThat(read.calls())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(FIRST.stream(), Stream.of("DescribeRegions")).toList());
    assertThat(read.requests().getLast().host()).isEqualTo("ec2.us-east-1.amazonaws.com");
    assertThat(read.lists())
        .allSatisfy(list -> {
          assertThat(reason(list).kind()).isEqualTo(kind);
          assertThat(reason(list).fix()).isEqualTo(fix);
        });
    assertThat(read.gaps()).hasSize(1);
  }

  @Test
  void nineteenThousandInterfacesAreReadInNineteenPages() {
    Reading read =
        read(
            IRELAND,
            request ->
                operation(request).equals("DescribeNetworkInterfaces") ? page(request) : null);

    List<NetworkInterface> interfaces =
        ((Known<List<NetworkInterface>>) read.region().networkInterfaces()).value();
    assertThat(interfaces).hasSize(19_000);
    assertThat(interfaces.stream().map(NetworkInterface::id).distinct()).hasSize(19_000);
    assertThat(read.requests())
        .filteredOn(request -> operation(request).equals("DescribeNetworkInterfaces"))
        .hasSize(19)
        .allSatisfy(request ->
            assertThat(request.body()).contains("MaxResults=1000", "IncludeManagedResources=true"));
    assertThat(read.gaps()).isEmpty();
  }

  private static AwsResponse page(ScriptedAws.Request request) {
    int page =
        Stream.of(request.body().split("&"))
            .filter(pair -> pair.startsWith("NextToken=p"))
            .map(pair -> Integer.parseInt(pair.substring("NextToken=p".length())))
            .findFirst()
            .orElse(0);
    String items =
        IntStream.range(page * 1000, page * 1000 + 1000)
            .mapToObj(i -> "<item><networkInterfaceId>eni-" + i + "</networkInterfaceId></item>")
            .collect(Collectors.joining());
    return AwsResponses.ec2(
        "DescribeNetworkInterfaces",
        "<networkInterfaceSet>"
            + items
            + "</networkInterfaceSet>"
            + (page < 18 ? "<nextToken>p" + (page + 1) + "</nextToken>" : ""));
  }

  @Test
  void eachCallAsksForTheLargestPageThatItsApiAllows() {
    Reading read =
        read(
            IRELAND,
            request ->
                operation(request).equals("DescribeNetworkInterfaces")
                    ? AwsResponses.ec2(
                        "DescribeNetworkInterfaces",
                        "<networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId></item></networkInterfaceSet>")
                    : null);

    assertThat(read.requests())
        .filteredOn(request -> operation(request).startsWith("Describe"))
        .filteredOn(request -> !operation(request).equals("DescribeAddresses")) // has no pages
        .allSatisfy(request ->
            assertThat(request.body())
                .contains(
                    isOfRds(request)
                        ? "MaxRecords=100"
                        : operation(request).equals("DescribeRouteTables")
                            ? "MaxResults=100"
                            : "MaxResults=1000"));
    assertThat(read.requests())
        .filteredOn(request -> operation(request).equals("DescribeInstances"))
        .singleElement()
        .satisfies(request -> assertThat(request.body()).contains("IncludeManagedResources=true"));
  }

  @Test
  void servicesThatAPartitionDoesNotHaveAreNotAsked() {
    Reading read = read("cn-north-1", request -> null);

    assertThat(read.calls()).isEqualTo(FIRST);
    assertThat(read.requests())
        .extracting(ScriptedAws.Request::host)
        .containsOnly("ec2.cn-north-1.amazonaws.com.cn", "rds.cn-north-1.amazonaws.com.cn");
    assertThat(read.region().lightsail()).isInstanceOf(Known.class);
    assertThat(read.gaps()).isEmpty();
  }
}
