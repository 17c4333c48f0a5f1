package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.account.Account;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Checklist.Readiness;
import io.todoku.cli.CommandContext;
import io.todoku.collect.ProgressListener;
import io.todoku.peers.AwsProxy.AwsCall;
import io.todoku.peers.AwsProxy.AwsResponse;
import io.todoku.peers.AwsProxy.Responder;
import io.todoku.peers.AwsResponses;
import io.todoku.peers.AwsSdkProperties;
import io.todoku.peers.Peers;
import io.todoku.rule.Resource;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.CollectionOutcome;
import io.todoku.snapshot.Snapshot;
import io.todoku.testing.TwoAccountsEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The first promise, on real parts: whatever fails on the way, no verdict becomes PASS by it, none
 * becomes FAIL, and none falls silent.
 */
class FaultsIntegrationTests {

  @TempDir static Path dir;

  private static TwoAccountsEnvironment testEnvironment;
  private static AwsSdkProperties environment;
  private static CommandContext.CommandServices services;
  private static Map<String, Verdict> undisturbed;

  @BeforeAll
  static void start() throws Exception {
    testEnvironment = TwoAccountsEnvironment.start(dir);
    environment = AwsSdkProperties.pointTo(testEnvironment.aws().endpoint());
    services =
        CommandLineConfiguration.openContext(testEnvironment.configuration(), Locale.ENGLISH);
    undisturbed = verdicts(scan(services));
    assertThat(undisturbed.values()).contains(Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN);
  }

  @AfterAll
  static void stop() throws Exception {
    if (testEnvironment != null) {
      services.close();
      environment.close();
      testEnvironment.close();
    }
  }

  @BeforeEach
  void calm() {
    testEnvironment.aws().reset();
  }

  private static List<Checklist> scan(CommandContext.CommandServices services) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Checklist>> running =
          services.accounts().stream().map(a -> threads.submit(() -> scan(services, a))).toList();
      List<Checklist> lists = new ArrayList<>();
      for (Future<Checklist> list : running) {
        lists.add(list.get());
      }
      return lists;
    }
  }

  private static Checklist scan(CommandContext.CommandServices services, Account account) {
    Snapshot snapshot = services.collector().collect("scan", account, ProgressListener.NONE);
    return services.checklists().make(snapshot, List.of());
  }

  private static Map<String, Verdict> verdicts(List<Checklist> lists) {
    return lists.stream()
        .flatMap(list -> list.items().stream().map(item -> Map.entry(name(list, item), item)))
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().verdict()));
  }

  private static String name(Checklist list, Item item) {
    return list.account().id() + " " + item.rule().id() + " " + item.finding().resource().key();
  }

  private static void assertNoVerdictInvented(List<Checklist> disturbed) {
    for (Checklist list : disturbed) {
      assertThat(list.readiness()).isNotEqualTo(Readiness.READY);
      for (Item item : list.items()) {
        Verdict before = undisturbed.get(name(list, item));
        if (Set.of(Verdict.PASS, Verdict.FAIL).contains(item.verdict())) {
          assertThat(before).as(name(list, item)).isEqualTo(item.verdict());
        }
        if (item.verdict() == Verdict.UNKNOWN) {
          assertThat(item.finding().unknownReason()).as(name(list, item)).isNotNull();
        }
      }
    }
    assertThat(verdicts(disturbed).keySet().stream().map(n -> n.split(" ")[1]).distinct())
        .as("no rule falls silent")
        .containsAll(
            Set.of(
                "ptr-exists",
                "no-open-relay",
                "rds-subnet-group-spans-azs",
                "smtp-egress-open",
                "ses-production-access"));
  }

  static Stream<String> apis() {
    return Stream.of(
        "sts:AssumeRole",
        "sts:GetCallerIdentity",
        "ec2:DescribeAddresses",
        "ec2:DescribeAddressesAttribute",
        "ec2:DescribeInstances",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeNatGateways",
        "ec2:DescribeSubnets",
        "ec2:DescribeNetworkAcls",
        "ec2:DescribeRouteTables",
        "ec2:DescribeTransitGatewayAttachments",
        "ses:ListEmailIdentities",
        "ses:GetAccount",
        "ses:GetEmailIdentity",
        "ses:GetDedicatedIps",
        "lightsail:GetInstances",
        "lightsail:GetStaticIps",
        "rds:DescribeDBInstances",
        "rds:DescribeDBClusters",
        "rds:DescribeDBSubnetGroups",
        "support:DescribeCases",
        "route53:ListHostedZones",
        "route53:ListResourceRecordSets");
  }

  private static Predicate<AwsCall> named(String name) {
    return call -> call.name().equals(name);
  }

  @ParameterizedTest
  @MethodSource("apis")
  void aDeniedApiInventsNoVerdict(String api) throws Exception {
    scriptFault(AwsResponses.denying(named(api)), api);
  }

  @ParameterizedTest
  @MethodSource("apis")
  void anEmptyApiAnswerInventsNoVerdict(String api) throws Exception {
    scriptFault(AwsResponses.respond(named(api), new AwsResponse(200, "text/xml", "")), api);
  }

  private static void scriptFault(Responder script, String api) throws Exception {
    testEnvironment.aws().respondWith(script);
    List<Checklist> lists = scan(services);
    assertNoVerdictInvented(lists);
    assertThat(lists)
        .filteredOn(list -> !api.equals("rds:DescribeDBSubnetGroups") || hasDatabase(list))
        .isNotEmpty()
        .allSatisfy(list -> {
          assertThat(list.scan().outcome())
              .isEqualTo(
                  api.startsWith("sts:") ? CollectionOutcome.FAILED : CollectionOutcome.PARTIAL);
          assertThat(list.gaps()).anyMatch(gap -> gap.reason().source().equals(api));
        });
  }

  /** Subnet groups are read only where there is a database that may be in one. */
  private static boolean hasDatabase(Checklist list) {
    return list.items().stream()
        .map(item -> item.finding().resource().type())
        .anyMatch(Resource.Type.DB_INSTANCE::equals);
  }

  @Test
  void credentialsThatExpireDuringTheScanInventNoVerdict() throws Exception {
    testEnvironment
        .aws()
        .respondWith(
            AwsResponses.failing(
                call -> !call.service().equals("sts"), 400, "ExpiredTokenException", "expired"));
    List<Checklist> lists = scan(services);
    assertNoVerdictInvented(lists);
    assertThat(lists).allSatisfy(list -> assertThat(list.gaps()).hasSizeGreaterThan(9));
  }

  @Test
  void anUnreachableResolverInventsNoVerdict() throws Exception {
    String nobody = "127.0.0.1:" + Peers.freePort("127.0.0.1");
    List<Checklist> lists;
    try (CommandContext.CommandServices other =
        CommandLineConfiguration.openContext(
            testEnvironment.configuration(nobody, testEnvironment.smtpPort()), Locale.ENGLISH)) {
      lists = scan(other);
    }
    assertNoVerdictInvented(lists);
    assertThat(lists)
        .allSatisfy(list ->
            assertThat(list.gaps())
                .anySatisfy(gap -> {
                  assertThat(gap.reason().source()).contains(nobody);
                  assertThat(gap.reason().fix()).isEqualTo("todoku.dns.resolvers");
                }));
  }

  @Test
  void anUnansweredMailPortInventsNoVerdict() throws Exception {
    Path silent =
        testEnvironment.configuration(testEnvironment.resolver(), Peers.freePort("127.0.0.1"));
    List<Checklist> lists;
    try (CommandContext.CommandServices other =
        CommandLineConfiguration.openContext(silent, Locale.ENGLISH)) {
      lists = scan(other);
    }
    assertNoVerdictInvented(lists);
    verdicts(lists)
        .forEach((finding, verdict) -> {
          if (finding.contains("no-open-relay")) {
            assertThat(verdict).isEqualTo(Verdict.UNKNOWN);
          }
        });
  }
}
