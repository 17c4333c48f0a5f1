package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.todoku.peers.AwsProxy.AwsResponse;
import io.todoku.peers.AwsResponses;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionAvailability;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which Regions are asked for the list of Regions, and which of those in it are read. */
class RegionListTests {

  private static final AwsResponse REGIONS =
      AwsResponses.ec2(
          "DescribeRegions",
          """
          <regionInfo>
           <item><regionName>us-east-1</regionName><optInStatus>opt-in-not-required</optInStatus></item>
           <item><regionName>me-south-1</regionName><optInStatus>not-opted-in</optInStatus></item>
           <item><regionName>af-south-1</regionName><optInStatus>opted-in</optInStatus></item>
          </regionInfo>
          """);

  private static final Observed<RegionAvailability> AVAILABILITY =
      Observed.known(
          new RegionAvailability(
              List.of("af-south-1", "us-east-1"), List.of("me-south-1"), List.of()));

  private record Listing(
      Observed<RegionAvailability> regions, List<Gap> gaps, List<ScriptedAws.Request> requests) {

    List<String> hosts() {
      return requests.stream().map(ScriptedAws.Request::host).toList();
    }

    Reason reason() {
      assertThat(regions).isInstanceOf(Unknown.class);
      return ((Unknown<?>) regions).reason();
    }
  }

  private static Listing list(Partition partition, Function<String, AwsResponse> answerOfHost) {
    ScriptedAws aws = ScriptedAws.answering(request -> answerOfHost.apply(request.host()));
    AccountSession session = ScriptedAws.session(partition);
    try (AwsClients clients =
            new AwsClients(
                AwsCollectorFixture.SHORT_LIMITS,
                new RequestMeters(new SimpleMeterRegistry()),
                aws);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ApiCaller caller = new ApiCaller((region, action) -> {}, threads, 0);
      Observed<RegionAvailability> regions =
          new RegionList(clients, session, caller).availability();
      return new Listing(regions, caller.gaps(), aws.requests());
    }
  }

  private static AwsResponse denied(String phrase) {
    return AwsResponses.error("ec2", 403, "UnauthorizedOperation", phrase);
  }

  @Test
  void aRegionWhoseStatusAwsDoesNotTellIsReadAndNamed() {
    Listing listing =
        list(
            Partition.AWS,
            host ->
                AwsResponses.ec2(
                    "DescribeRegions",
                    """
                    <regionInfo>
                     <item><regionName>us-east-1</regionName><optInStatus>opt-in-not-required</optInStatus></item>
                     <item><regionName>xx-west-1</regionName><optInStatus>being-decided</optInStatus></item>
                     <item><regionName>eu-west-1</regionName></item>
                    </regionInfo>
                    """));

    RegionAvailability availability = ((Known<RegionAvailability>) listing.regions()).value();
    assertThat(availability)
        .isEqualTo(
            new RegionAvailability(
                List.of("us-east-1"), List.of(), List.of("eu-west-1", "xx-west-1")));
    assertThat(availability.toRead()).containsExactly("eu-west-1", "us-east-1", "xx-west-1");
    assertThat(availability.count()).isEqualTo(3);
  }

  @Test
  void regionsThatTheAccountDidNotOptInToAreKeptAsSuch() {
    Listing listing = list(Partition.AWS, host -> REGIONS);

    assertThat(listing.regions()).isEqualTo(AVAILABILITY);
    assertThat(listing.hosts()).containsExactly("ec2.us-east-1.amazonaws.com");
    assertThat(listing.requests().getFirst().body()).contains("AllRegions=true");
    assertThat(listing.gaps()).isEmpty();
  }

  @Test
  void whereAPolicyClosesTheHomeRegionTheNextOpenOneIsAsked() {
    Listing listing =
        list(
            Partition.AWS,
            host ->
                host.equals("ec2.ap-northeast-1.amazonaws.com")
                    ? REGIONS
                    : denied("with an explicit deny in a service control policy"));

    assertThat(listing.regions()).isEqualTo(AVAILABILITY);
    assertThat(listing.hosts())
        .startsWith("ec2.us-east-1.amazonaws.com", "ec2.af-south-1.amazonaws.com")
        .endsWith("ec2.ap-northeast-1.amazonaws.com");
    assertThat(listing.gaps()).isEmpty();
  }

  @Test
  void whereAPolicyClosesAllRegionsTheReasonIsThatOfTheHomeRegion() {
    Listing listing =
        list(
            Partition.AWS,
            host -> denied("with an explicit deny in a service control policy of " + host));

    assertThat(listing.reason().kind()).isEqualTo(ReasonKind.DENIED_BY_SERVICE_CONTROL_POLICY);
    assertThat(listing.reason().detail()).endsWith("of ec2.us-east-1.amazonaws.com");
    assertThat(listing.hosts()).doesNotHaveDuplicates().hasSizeGreaterThan(30);
    assertThat(listing.gaps()).containsExactly(new Gap(null, listing.reason()));
  }

  @Test
  void whereAnAllowIsMissingTwoMoreRegionsAreAsked() {
    Listing listing = list(Partition.AWS, host -> denied(""));

    assertThat(listing.reason().fix()).isEqualTo("ec2:DescribeRegions");
    assertThat(listing.hosts()).hasSize(3);
  }

  @Test
  void whatConcernsTheAccountIsAskedOnce() {
    Listing listing =
        list(Partition.AWS, host -> AwsResponses.error("ec2", 403, "Blocked", "blocked"));

    assertThat(listing.reason().kind()).isEqualTo(ReasonKind.SUSPENDED);
    assertThat(listing.hosts()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "aws-cn, ec2.cn-north-1.amazonaws.com.cn, ec2.cn-northwest-1.amazonaws.com.cn",
    "aws-us-gov, ec2.us-gov-west-1.amazonaws.com, ec2.us-gov-east-1.amazonaws.com"
  })
  void onlyRegionsOfTheAccountsPartitionAreAsked(String partition, String home, String other) {
    Listing listing =
        list(
            new Partition(partition),
            host -> denied("with an explicit deny in a service control policy"));

    assertThat(listing.hosts()).containsExactly(home, other);
  }
}
