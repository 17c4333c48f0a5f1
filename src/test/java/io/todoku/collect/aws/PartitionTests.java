package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.todoku.peers.AwsProxy.AwsResponse;
import io.todoku.peers.AwsResponses;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Where the services are asked that exist once in a partition. */
class PartitionTests {

  @ParameterizedTest
  @CsvSource({
    "ap-northeast-1, aws",
    "cn-northwest-1, aws-cn",
    "us-gov-east-1, aws-us-gov",
    "eusc-de-east-1, aws-eusc",
    "cn-new-9, aws-cn"
  })
  void aRegionIsInOnePartition(String region, String partition) {
    assertThat(Partition.ofRegion(region).id()).isEqualTo(partition);
  }

  @Test
  void anArnNamesItsPartition() {
    assertThat(Partition.ofArn("arn:aws-us-gov:iam::111111111111:role/Todoku"))
        .contains(new Partition("aws-us-gov"));
    assertThat(Partition.ofArn("Todoku")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws-cn:iam::111111111111:user/todoku, aws-cn",
    "arn:aws:sts::111111111111:assumed-role/Todoku/todoku, aws",
    ", aws-us-gov"
  })
  void thePartitionOfAnAccountIsThatOfTheArnOfItsCaller(@Nullable String arn, String partition) {
    CallerIdentity identity =
        CallerIdentity.of(
            GetCallerIdentityResponse.builder().account(ScriptedAws.ACCOUNT).arn(arn).build(),
            new Partition("aws-us-gov"));

    assertThat(identity.partition().id()).isEqualTo(partition);
    assertThat(identity.name()).isEqualTo(arn == null ? ScriptedAws.ACCOUNT : arn);
  }

  @Test
  void aRegionOfAnotherPartitionIsToldWithWhomTheCredentialsBelongTo() {
    String arn = "arn:aws-cn:iam::111111111111:user/todoku";
    CallerIdentity identity = new CallerIdentity(ScriptedAws.ACCOUNT, arn, new Partition("aws-cn"));

    assertThat(identity.otherPartition("eu-west-1"))
        .isEqualTo(
            new Reason(
                ReasonKind.WRONG_PARTITION,
                "sts:GetCallerIdentity",
                arn + " / eu-west-1",
                "partition-of-regions"));
    assertThat(identity.otherPartition("cn-north-1")).isNull();
  }

  @Test
  void ofAPartitionThatTheSdkDoesNotKnowNoRegionIsRefused() {
    CallerIdentity identity =
        new CallerIdentity(ScriptedAws.ACCOUNT, "arn:aws-new::", new Partition("aws-new"));

    assertThat(identity.otherPartition("new-place-1")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "aws, sts.us-east-1.amazonaws.com, route53.amazonaws.com, support.us-east-1.amazonaws.com",
    "aws-cn, sts.cn-north-1.amazonaws.com.cn, route53.amazonaws.com.cn,"
        + " support.cn-north-1.amazonaws.com.cn",
    "aws-us-gov, sts.us-gov-west-1.amazonaws.com, route53.us-gov.amazonaws.com,"
        + " support.us-gov-west-1.amazonaws.com"
  })
  void servicesOfAPartitionAreAskedAtTheirOwnEndpoints(
      String id, String sts, String route53, String support) {
    Partition partition = new Partition(id);
    ScriptedAws aws =
        ScriptedAws.answering(request ->
            switch (request.host().replaceFirst("\\..*", "")) {
              case "sts" ->
                  new AwsResponse(
                      200,
                      "text/xml",
                      "<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>");
              case "route53" ->
                  AwsResponses.route53(
                      "ListHostedZones", "<HostedZones/><IsTruncated>false</IsTruncated>");
              default -> AwsResponses.json("{\"cases\":[]}");
            });
    try (AwsClients clients = clients(aws)) {
      clients.sts(partition).getCallerIdentity(r -> {});
      clients.route53(partition).listHostedZones(r -> {});
      clients.support(partition).describeCases(r -> {});
    }

    assertThat(aws.requests())
        .extracting(ScriptedAws.Request::host)
        .containsExactly(sts, route53, support);
  }

  @Test
  void whereAPartitionHasNoSupportApiItIsNamedAndNotAsked() {
    ScriptedAws aws = ScriptedAws.json("{\"cases\":[]}");
    AccountSession session = ScriptedAws.session(new Partition("aws-eusc"));
    try (AwsClients clients = clients(aws);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ApiCaller caller = new ApiCaller((region, action) -> {}, threads, 0);

      assertThat(new SupportCaseReader(clients, session, caller, Clock.systemUTC()).start().join())
          .isEqualTo(
              Observed.unknown(
                  Reason.of(
                      ReasonKind.NOT_SUBSCRIBED,
                      "support:DescribeCases",
                      "the partition aws-eusc has no such API")));
      assertThat(caller.gaps()).isEmpty();
    }
    assertThat(aws.requests()).isEmpty();
  }

  private static AwsClients clients(ScriptedAws aws) {
    return new AwsClients(
        AwsCollectorFixture.SHORT_LIMITS, new RequestMeters(new SimpleMeterRegistry()), aws);
  }
}
