package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsProxy.AwsCall;
import io.todoku.peers.AwsProxy.AwsResponse;
import io.todoku.peers.AwsResponses;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Ses;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What AWS denies, throttles, garbles or never answers is told, and nothing else suffers. */
class AwsCollectorFaultsIntegrationTests extends AwsCollectorFixture {

  /** The names of the calls that concern one Region. */
  private static final String REGIONAL =
      "^(DESCRIBE_(?!REGIONS|CASES)|SEARCH|LIST_EMAIL|GET_(?!CALLER|SESSION)).*";

  private static Predicate<AwsCall> in(String region) {
    return call ->
        call.region().equals(region)
            && Set.of("ec2", "rds", "ses", "lightsail").contains(call.service());
  }

  private static List<Observed<?>> lists(RegionInventory r) {
    return Stream.of(
            Stream.of(
                r.elasticIps(),
                r.reverseDns(),
                r.instances(),
                r.securityGroups(),
                r.networkInterfaces(),
                r.natGateways(),
                r.subnets(),
                r.dbInstances(),
                r.dbClusters(),
                r.dbSubnetGroups(),
                r.networkAcls(),
                r.ses(),
                r.routeTables(),
                r.transitGatewayAttachments(),
                r.lightsail()),
            r.transitGatewayAttachments() instanceof Known
                ? Stream.of(r.transitGatewayRouteTables())
                : Stream.<Observed<?>>of(),
            r.ses() instanceof Known<Ses>(Ses ses) && !ses.identities().isEmpty()
                ? Stream.of(
                    ses.account(), ses.dedicatedIps(), ses.identities().getFirst().details())
                : Stream.<Observed<?>>of())
        .<Observed<?>>flatMap(lists -> lists)
        .toList();
  }

  @Test
  void whenOnePageIsDeniedTheWholeListIsUnknown() {
    aws.respondWith(call ->
        call.name().equals("ec2:DescribeInstances") && !call.form().containsKey("NextToken")
            ? AwsResponses.ec2(
                "DescribeInstances",
                "<reservationSet><item><instancesSet><item><instanceId>i-1</instanceId></item></instancesSet></item></reservationSet><nextToken>two</nextToken>")
            : null);
    aws.respondWith(AwsResponses.denying(named("ec2:DescribeInstances")));

    assertThat(unknown(region(collect(LOGIN, TOKYO), TOKYO).instances()).kind())
        .isEqualTo(ReasonKind.DENIED);
  }

  @ParameterizedTest
  @EnumSource(value = ApiCall.class, mode = EnumSource.Mode.MATCH_ALL, names = REGIONAL)
  void whenAnApiIsDeniedThereIsAGapAndTheRestIsRead(ApiCall denied) {
    aws.respondWith(AwsResponses.denying(named(denied.action())));

    AwsAccountInventory inventory = collect(LOGIN, TOKYO);

    assertThat(inventory.gaps())
        .singleElement()
        .satisfies(gap -> {
          assertThat(gap.region()).isEqualTo(TOKYO);
          assertThat(gap.reason().kind()).isEqualTo(ReasonKind.DENIED);
          assertThat(gap.reason().source()).isEqualTo(denied.action());
          assertThat(gap.reason().fix()).isEqualTo(denied.action());
        });
    assertThat(lists(region(inventory, TOKYO)))
        .filteredOn(Unknown.class::isInstance)
        .singleElement();
  }

  @ParameterizedTest
  @EnumSource(value = ApiCall.class, mode = EnumSource.Mode.MATCH_ALL, names = REGIONAL)
  void whenAnAnswerIsMalformedThereIsAGapAndTheRestIsRead(ApiCall garbled) {
    aws.respondWith(
        AwsResponses.respond(
            named(garbled.action()),
            new AwsResponse(200, "text/html", "<html><body>Sign in</body></html>")));

    AwsAccountInventory inventory = collect(LOGIN, TOKYO);

    assertThat(inventory.gaps())
        .singleElement()
        .satisfies(gap -> {
          assertThat(gap.reason().kind()).isEqualTo(ReasonKind.MALFORMED);
          assertThat(gap.reason().source()).isEqualTo(garbled.action());
          assertThat(gap.reason().fix()).isNull();
        });
    assertThat(lists(region(inventory, TOKYO)))
        .filteredOn(Unknown.class::isInstance)
        .singleElement();
  }

  @Test
  void whenListingRegionsIsDeniedTheyAreUnknown() {
    aws.respondWith(AwsResponses.denying(named("ec2:DescribeRegions")));

    AwsAccountInventory inventory = collect(LOGIN);

    assertThat(unknown(inventory.regions()).fix()).isEqualTo("ec2:DescribeRegions");
    assertThat(inventory.gaps()).hasSize(1);
  }

  @Test
  void whenCallsAreThrottledForAWhileTheyAreRetried() {
    aws.respondWith(AwsResponses.throttling(named("ec2:DescribeAddresses"), 4));
    aws.respondWith(AwsResponses.throttling(named("rds:DescribeDBInstances"), 4));

    AwsAccountInventory inventory = collect(LOGIN, TOKYO);

    assertThat(inventory.gaps()).isEmpty();
    assertThat(aws.counts().get(ACCOUNT + " " + TOKYO + " ec2:DescribeAddresses")).isEqualTo(5);
  }

  @Test
  void whenCallsStayThrottledThereIsAGap() {
    aws.respondWith(AwsResponses.throttling(named("ec2:DescribeAddresses"), Integer.MAX_VALUE));

    AwsAccountInventory inventory = collect(LOGIN, TOKYO);

    assertThat(unknown(region(inventory, TOKYO).elasticIps()).kind())
        .isEqualTo(ReasonKind.THROTTLED);
    assertThat(inventory.gaps()).extracting(Gap::region).containsExactly(TOKYO);
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiCall.class,
      names = {
        "DESCRIBE_ROUTE_TABLES",
        "SEARCH_TRANSIT_GATEWAY_ROUTES",
        "GET_EMAIL_IDENTITY",
        "GET_LIGHTSAIL_INSTANCES"
      })
  void whenACallOfAServiceStaysThrottledItsListIsUnknown(ApiCall throttled) {
    aws.respondWith(AwsResponses.throttling(named(throttled.action()), Integer.MAX_VALUE));

    AwsAccountInventory inventory = collect(LOGIN, TOKYO);

    assertThat(inventory.gaps())
        .singleElement()
        .satisfies(gap -> {
          assertThat(gap.reason().kind()).isEqualTo(ReasonKind.THROTTLED);
          assertThat(gap.reason().source()).isEqualTo(throttled.action());
        });
    assertThat(lists(region(inventory, TOKYO)))
        .filteredOn(Unknown.class::isInstance)
        .singleElement();
  }

  @Test
  void whenARegionNeverAnswersOtherRegionsAreRead() {
    aws.respondWith(AwsResponses.respond(in(IRELAND), AwsResponse.NO_RESPONSE));

    AwsAccountInventory inventory = collect(LOGIN, TOKYO, IRELAND);

    assertThat(lists(region(inventory, TOKYO))).allMatch(Known.class::isInstance);
    assertThat(lists(region(inventory, IRELAND)))
        .allSatisfy(list -> assertThat(unknown(list).kind()).isEqualTo(ReasonKind.TIMEOUT));
    assertThat(inventory.gaps()).hasSize(16).allMatch(gap -> IRELAND.equals(gap.region()));
  }

  @Test
  void whenTheConnectionIsDroppedTheListIsUnknown() {
    aws.respondWith(
        AwsResponses.respond(named("ec2:DescribeSubnets"), AwsResponse.CLOSED_CONNECTION));

    assertThat(unknown(region(collect(LOGIN, TOKYO), TOKYO).subnets()).kind())
        .isEqualTo(ReasonKind.UNREACHABLE);
  }

  @Test
  void aMalformedOrEmptyBodyIsNotReadAsAnEmptyList() {
    aws.respondWith(
        AwsResponses.respond(
            named("ec2:DescribeAddresses"), new AwsResponse(200, "text/html", "<p>hi")));
    aws.respondWith(
        AwsResponses.respond(named("ec2:DescribeInstances"), new AwsResponse(200, "text/xml", "")));
    aws.respondWith(
        AwsResponses.respond(
            named("rds:DescribeDBInstances"),
            new AwsResponse(200, "text/html", "<html><body>Sign in to the network</body></html>")));
    aws.respondWith(
        AwsResponses.respond(
            named("rds:DescribeDBClusters"), new AwsResponse(500, "text/html", "<p>oops</p>")));

    RegionInventory tokyo = region(collect(LOGIN, TOKYO), TOKYO);

    assertThat(unknown(tokyo.elasticIps()).kind()).isEqualTo(ReasonKind.MALFORMED);
    assertThat(unknown(tokyo.instances()).kind()).isEqualTo(ReasonKind.MALFORMED);
    assertThat(unknown(tokyo.dbInstances()).kind()).isEqualTo(ReasonKind.MALFORMED);
    assertThat(unknown(tokyo.dbClusters()).kind()).isEqualTo(ReasonKind.UNAVAILABLE);
  }

  @Test
  void whenCredentialsExpireDuringAScanTheAccountIsLoggedInToAgainOnce() {
    AtomicInteger logins = countLogins();
    aws.respondWith(
        AwsResponses.failing(
            call -> in(TOKYO).test(call) && logins.get() < 2,
            400,
            "RequestExpired",
            "Request has expired."));

    RegionInventory tokyo = region(collect(LOGIN, TOKYO), TOKYO);

    assertThat(tokyo.instances()).isInstanceOf(Known.class);
    assertThat(tokyo.dbClusters()).isInstanceOf(Known.class);
    assertThat(logins).hasValue(2);
  }

  private static AtomicInteger countLogins() {
    AtomicInteger logins = new AtomicInteger();
    aws.respondWith(call -> {
      if (call.action().equals("AssumeRole")) {
        logins.incrementAndGet();
      }
      return null;
    });
    return logins;
  }

  @Test
  void whenTheNewLoginDoesNotHelpEachListIsUnknownWithTheCauseExpired() {
    AtomicInteger logins = countLogins();
    aws.respondWith(AwsResponses.failing(in(TOKYO), 400, "RequestExpired", "Request has expired."));

    RegionInventory tokyo = region(collect(LOGIN, TOKYO), TOKYO);

    assertThat(lists(tokyo))
        .allSatisfy(list -> {
          Reason reason = unknown(list);
          assertThat(reason.kind()).isEqualTo(ReasonKind.CREDENTIALS_EXPIRED);
          assertThat(reason.detail()).isEqualTo("RequestExpired: Request has expired.");
          assertThat(reason.fix()).isEqualTo("renew-credentials");
        });
    assertThat(logins).hasValue(2);
  }

  @Test
  void whenTheNewLoginFailsEachListIsUnknownWithItsReason() {
    AtomicInteger logins = new AtomicInteger();
    aws.respondWith(AwsResponses.failing(in(TOKYO), 400, "RequestExpired", "Request has expired."));
    aws.respondWith(
        AwsResponses.failing(
            call -> call.action().equals("AssumeRole") && logins.incrementAndGet() > 1,
            403,
            "AccessDenied",
            "the role was taken away"));

    RegionInventory tokyo = region(collect(LOGIN, TOKYO), TOKYO);

    assertThat(lists(tokyo))
        .allSatisfy(list -> {
          assertThat(unknown(list).kind()).isEqualTo(ReasonKind.NO_ACCESS);
          assertThat(unknown(list).source()).isEqualTo("sts:AssumeRole");
        });
    assertThat(logins).hasValue(2);
  }
}
