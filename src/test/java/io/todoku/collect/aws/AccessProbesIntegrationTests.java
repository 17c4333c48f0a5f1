package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.todoku.peers.AwsProxy.AwsCall;
import io.todoku.peers.AwsProxy.AwsResponse;
import io.todoku.peers.AwsResponses;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is proved of each action, against an AWS API server with AWS's own refusals before it. */
class AccessProbesIntegrationTests extends AwsCollectorFixture {

  private static final String CALLER =
      "User: arn:aws:sts::111111111111:assumed-role/Todoku/todoku is not authorized to perform: ";

  static List<String> actions() {
    return AwsCollector.actions();
  }

  private static ProbedAccess probe(String... regions) {
    return probe(Duration.ofSeconds(30), regions);
  }

  private static ProbedAccess probe(Duration limit, String... regions) {
    try (AwsCollector collector = new AwsCollector(SHORT_LIMITS, Clock.systemUTC())) {
      return collector.probeAccess(LOGIN, List.of(regions), limit);
    }
  }

  private static Map<String, Reason> unproved(ProbedAccess access) {
    return access.actions().stream()
        .filter(probed -> probed.evidence() instanceof Unknown)
        .collect(
            Collectors.toMap(
                probed -> probed.action() + (probed.region() == null ? "" : " " + probed.region()),
                probed -> unknown(probed.evidence()),
                (a, b) -> a,
                TreeMap::new));
  }

  /** Denies an action in the words of AWS. */
  private static void deny(String action, String because) {
    aws.respondWith(call ->
        call.name().equals(action)
            ? AwsResponses.error(
                call.service(),
                403,
                switch (call.service()) {
                  case "ec2" -> "UnauthorizedOperation";
                  case "rds", "route53" -> "AccessDenied";
                  default -> "AccessDeniedException";
                },
                (call.service().equals("ec2")
                        ? "You are not authorized to perform this operation. "
                        : "")
                    + CALLER
                    + action
                    + " "
                    + because)
            : null);
  }

  @Test
  void everyActionOfThePolicyIsProvedAllowed() {
    ProbedAccess access = probe(TOKYO, IRELAND);

    assertThat(known(access.caller()))
        .isEqualTo("arn:aws:sts::111111111111:assumed-role/Todoku/todoku");
    assertThat(unproved(access)).isEmpty();
    assertThat(access.actions())
        .extracting(ProbedAction::action)
        .containsOnlyOnceElementsOf(
            Stream.of("ec2:DescribeRegions", "route53:ListHostedZones").toList())
        .containsAll(actions());
    assertThat(access.actions().stream().filter(p -> TOKYO.equals(p.region())).count())
        .isEqualTo(access.actions().stream().filter(p -> IRELAND.equals(p.region())).count())
        .isEqualTo(21);
  }

  @Test
  void aNewCallNeedsAProbe() {
    try (AwsClients clients =
        new AwsClients(SHORT_LIMITS, new RequestMeters(new CompositeMeterRegistry()))) {
      AccessProbes probes = new AccessProbes(clients, ScriptedAws.SESSION, TOKYO);
      assertThat(Arrays.stream(ApiCall.values()).filter(ApiCall::inPolicy))
          .allSatisfy(call -> assertThat(probes.of(call)).as(call.action()).isPresent());
      assertThat(Arrays.stream(ApiCall.values()).filter(call -> !call.inPolicy()))
          .as("these log in")
          .allSatisfy(call -> assertThat(probes.of(call)).isEmpty());
    }
  }

  @Test
  void ec2IsAskedToDoNothing() {
    List<AwsCall> asked = new CopyOnWriteArrayList<>();
    aws.respondWith(call -> {
      asked.add(call);
      return null;
    });

    probe(TOKYO);

    assertThat(asked)
        .filteredOn(call -> call.service().equals("ec2"))
        .filteredOn(call -> !call.action().equals("DescribeRegions"))
        .filteredOn(call -> !"true".equals(call.form().get("DryRun")))
        .as("the list of attachments, of which one has a route table to try")
        .extracting(AwsCall::name)
        .containsOnly("ec2:DescribeTransitGatewayAttachments");
  }

  @ParameterizedTest
  @MethodSource("actions")
  void oneDeniedActionIsDeniedAndNoOther(String action) {
    deny(action, "because no identity-based policy allows the " + action + " action");

    Map<String, Reason> denied = unproved(probe(TOKYO));

    assertThat(denied).hasSize(1);
    Reason reason = denied.values().iterator().next();
    assertThat(reason.kind()).isEqualTo(ReasonKind.DENIED);
    assertThat(reason.source()).isEqualTo(action);
    assertThat(reason.fix()).isEqualTo(action);
    assertThat(reason.detail()).contains("because no identity-based policy allows");
  }

  @ParameterizedTest
  @CsvSource({
    "with an explicit deny in an identity-based policy, DENIED_EXPLICITLY, explicit-deny",
    "with an explicit deny in a service control policy, DENIED_BY_SERVICE_CONTROL_POLICY, service-control-policy",
    "because no service control policy allows the action, DENIED_BY_SERVICE_CONTROL_POLICY, service-control-policy",
    "with an explicit deny in a resource control policy, DENIED_BY_RESOURCE_CONTROL_POLICY, resource-control-policy",
    "because no permissions boundary allows the action, DENIED_BY_PERMISSIONS_BOUNDARY, permissions-boundary",
    "with an explicit deny in a permissions boundary, DENIED_BY_PERMISSIONS_BOUNDARY, permissions-boundary",
    "because no session policy allows the action, DENIED_BY_SESSION_POLICY, session-policy",
    "because no VPC endpoint policy allows the action, DENIED_BY_ENDPOINT_POLICY, endpoint-policy",
  })
  void theWordsOfAwsTellWhosePolicyDenies(String because, ReasonKind kind, String fix) {
    for (String action :
        List.of(
            "ec2:DescribeSubnets",
            "rds:DescribeDBInstances",
            "ses:GetAccount",
            "route53:ListHostedZones",
            "support:DescribeCases")) {
      deny(action, because);
    }

    Map<String, Reason> denied = unproved(probe(TOKYO));

    assertThat(denied).hasSize(5);
    assertThat(denied.values())
        .allSatisfy(reason -> {
          assertThat(reason.kind()).isEqualTo(kind);
          assertThat(reason.fix()).isEqualTo(fix);
        });
  }

  @Test
  void aResourceThatCannotExistProvesThatItWasAllowedToAsk() {
    ProbedAccess access = probe(IRELAND); // without identities

    assertThat(evidence(access, "ses:GetEmailIdentity")).isEqualTo("NotFoundException");
    assertThat(evidence(probe(TOKYO), "ses:GetEmailIdentity")).isEqualTo("answered");
  }

  @Test
  void anErrorThatIsNoAnswerProvesNothing() {
    aws.respondWith(
        AwsResponses.failing(
            named("ses:GetEmailIdentity"), 400, "BadRequestException", "Invalid identity"));
    aws.respondWith(
        AwsResponses.failing(named("ec2:DescribeSubnets"), 400, "InvalidRequest", "what?"));
    aws.respondWith(
        AwsResponses.respond(
            named("rds:DescribeDBInstances"), new AwsResponse(200, "text/html", "<html>sign in")));

    assertThat(unproved(probe(TOKYO)))
        .extractingFromEntries(e -> e.getKey() + " " + e.getValue().kind())
        .containsExactly(
            "ec2:DescribeSubnets ap-northeast-1 FAILED",
            "rds:DescribeDBInstances ap-northeast-1 MALFORMED",
            "ses:GetEmailIdentity ap-northeast-1 FAILED");
  }

  @Test
  void whatWasThrottledOrSilentIsNotFoundOut() {
    aws.respondWith(AwsResponses.throttling(named("ec2:DescribeSubnets"), 1_000));
    aws.respondWith(AwsResponses.respond(named("ses:GetAccount"), AwsResponse.NO_RESPONSE));
    aws.respondWith(
        AwsResponses.respond(named("rds:DescribeDBClusters"), AwsResponse.CLOSED_CONNECTION));

    Map<String, Reason> unproved = unproved(probe(TOKYO));

    assertThat(unproved)
        .extractingFromEntries(e -> e.getKey() + " " + e.getValue().kind())
        .containsExactly(
            "ec2:DescribeSubnets ap-northeast-1 THROTTLED",
            "rds:DescribeDBClusters ap-northeast-1 UNREACHABLE",
            "ses:GetAccount ap-northeast-1 TIMEOUT");
  }

  @Test
  void afterTheLimitEverythingWithoutAnAnswerIsNotFoundOut() {
    aws.respondWith(
        AwsResponses.respond(
            call -> call.service().equals("rds") || call.action().equals("ListHostedZones"),
            AwsResponse.NO_RESPONSE));

    Map<String, Reason> unproved = unproved(probe(Duration.ofSeconds(2), TOKYO));

    assertThat(unproved).containsKeys("route53:ListHostedZones");
    assertThat(unproved.get("rds:DescribeDBInstances ap-northeast-1"))
        .isEqualTo(
            Reason.of(ReasonKind.TIMEOUT, "rds:DescribeDBInstances", "no answer within 2 seconds"));
  }

  @Test
  void aRegionThatTheAccountHasNotEnabledIsSaidToBeSo() {
    aws.respondWith(
        AwsResponses.failing(
            call -> call.region().equals("af-south-1") && !call.action().equals("DescribeRegions"),
            401,
            "AuthFailure",
            "AWS was not able to validate the provided access credentials"));

    Map<String, Reason> unproved = unproved(probe(TOKYO, "af-south-1"));

    assertThat(unproved).isNotEmpty();
    assertThat(unproved)
        .allSatisfy((what, reason) -> {
          assertThat(what).endsWith(" af-south-1");
          assertThat(reason.kind())
              .isIn(ReasonKind.REGION_NOT_ENABLED, ReasonKind.TOKEN_NOT_VALID_IN_REGION);
        });
  }

  @Test
  void supportWithoutABusinessPlanIsNotDenied() {
    aws.respondWith(
        AwsResponses.failing(
            named("support:DescribeCases"),
            400,
            "SubscriptionRequiredException",
            "AWS Premium Support Subscription is required to use this service."));

    assertThat(unproved(probe(TOKYO)))
        .extractingFromEntries(e -> e.getKey() + " " + e.getValue().kind())
        .containsExactly("support:DescribeCases NOT_SUBSCRIBED");
  }

  @Test
  void withoutTheListOfRegionsTheHomeRegionIsTried() {
    deny("ec2:DescribeRegions", "because no identity-based policy allows it");

    ProbedAccess access = probe();

    assertThat(unproved(access)).containsOnlyKeys("ec2:DescribeRegions");
    assertThat(access.actions()).extracting(ProbedAction::region).containsOnly("us-east-1", null);
  }

  @Test
  void aFailedLoginTriesNothing() {
    aws.respondWith(AwsResponses.denying(named("sts:AssumeRole")));

    ProbedAccess access = probe(TOKYO);

    assertThat(unknown(access.caller()).kind()).isEqualTo(ReasonKind.NO_ACCESS);
    assertThat(access.actions()).isEmpty();
    assertThat(aws.counts().keySet()).allSatisfy(call -> assertThat(call).contains(" sts:"));
  }

  @Test
  void allEnabledRegionsAreTried() {
    try (AwsCollector collector = new AwsCollector(LONG_LIMITS, Clock.systemUTC())) {
      ProbedAccess access = collector.probeAccess(LOGIN, List.of(), Duration.ofSeconds(60));

      assertThat(unproved(access)).isEmpty();
      assertThat(access.actions().stream().map(ProbedAction::region).distinct().count())
          .isGreaterThan(15);
    }
  }

  private static String evidence(ProbedAccess access, String action) {
    return access.actions().stream()
        .filter(probed -> probed.action().equals(action))
        .map(probed -> known(probed.evidence()))
        .findFirst()
        .orElseThrow();
  }
}
