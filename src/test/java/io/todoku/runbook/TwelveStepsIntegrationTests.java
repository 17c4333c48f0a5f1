package io.todoku.runbook;

import static io.todoku.runbook.step.StepState.BLOCKED;
import static io.todoku.runbook.step.StepState.CONTRADICTED;
import static io.todoku.runbook.step.StepState.IN_PROGRESS;
import static io.todoku.runbook.step.StepState.NEEDS_CONFIRMATION;
import static io.todoku.runbook.step.StepState.READY;
import static io.todoku.runbook.step.StepState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsResponses;
import io.todoku.runbook.check.CheckOutcome;
import io.todoku.runbook.step.EvaluatedStep;
import io.todoku.runbook.step.StepState;
import io.todoku.snapshot.Attestation.AttestationState;
import io.todoku.testing.MigrationEnvironment;
import io.todoku.testing.MovableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the twelve steps against an AWS API server, two BIND servers, a resolver and Postfix. After
 * each action exactly the expected steps are done, and each of them with evidence.
 */
class TwelveStepsIntegrationTests {

  private static final String OLD_ADDRESS = "127.88.0.1";
  private static final String BOTH = "@ 300 IN MX 10 mail\n@ 300 IN MX 20 mail2";

  @TempDir static Path dir;

  private static MigrationEnvironment environment;
  private static String firstAddress;
  private static String secondAddress;

  private final Set<String> done = new TreeSet<>();
  private MigrationScenario scenario;

  @BeforeAll
  static void start() throws IOException {
    environment =
        new MigrationEnvironment(
            dir,
            Map.of(
                "mx",
                "@ 3600 IN MX 10 mail",
                "mail",
                "mail 3600 IN A " + OLD_ADDRESS,
                "spf",
                "@ IN TXT \"v=spf1 ip4:%s -all\"".formatted(OLD_ADDRESS),
                "dmarc",
                "_dmarc IN TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@example.com\""),
            Map.of(OLD_ADDRESS, "mail.example.com."));
    firstAddress = environment.addresses().allocateAddress();
    secondAddress = environment.addresses().allocateAddress();
  }

  @AfterAll
  static void stop() throws Exception {
    if (environment != null) {
      environment.close();
    }
  }

  /** Observes the plan; exactly these steps and the ones done before must be done. */
  private void observe(String... steps) {
    done.addAll(List.of(steps));
    List<EvaluatedStep> evaluated = scenario.observe().runbook().steps();
    assertThat(evaluated)
        .filteredOn(EvaluatedStep::isDone)
        .extracting(step -> step.step().id())
        .containsExactlyInAnyOrderElementsOf(done);
    assertThat(evaluated)
        .filteredOn(step -> step.isDone() && step.replacedBy() == null)
        .allSatisfy(
            step -> assertThat(step.outcomes()).allMatch(TwelveStepsIntegrationTests::isProven));
  }

  private static boolean isProven(CheckOutcome outcome) {
    return outcome.isSatisfied() && !outcome.evidence().isEmpty();
  }

  /** Advances the clock and empties the resolver's cache, whose records expire in real time. */
  private void advanceClock(Duration time) throws IOException {
    scenario.advanceClock(time);
    environment.names().resolver().restart();
  }

  private EvaluatedStep step(String id) {
    return scenario.step(id);
  }

  private void assertState(String id, StepState state) {
    assertThat(step(id).state()).as("%s: %s", id, step(id).outcomes()).isEqualTo(state);
  }

  @Test
  @Timeout(180)
  void theTwelveStepsAreDoneOneAfterTheOther() throws Exception {
    MovableClock clock = new MovableClock();
    try (EnvironmentObserver observer = new EnvironmentObserver(environment, clock)) {
      scenario =
          MigrationScenario.keepName(OLD_ADDRESS, firstAddress, secondAddress, clock, observer);
      prepare();
      String firstInstance = startFirstServer();
      moveMailToFirstServer();
      removeOldRecords();
      startSecondServer();
      moveMailToSecondServer(firstInstance);
      cleanUp();
    }
  }

  private void prepare() throws IOException {
    observe();
    assertState("send-limit", NEEDS_CONFIRMATION);
    assertState("ttl-lowered", READY);
    assertState("dkim-covers", READY);

    scenario.attestSendLimit(AttestationState.GRANTED);
    environment.publish(
        "dkim",
        "s1._domainkey IN TXT \"v=DKIM1; k=ed25519;"
            + " p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"");
    environment.publish("mx", "@ 300 IN MX 10 mail");
    environment.publish("mail", "mail 300 IN A " + OLD_ADDRESS);
    observe("send-limit", "dkim-covers");
    assertState("ttl-lowered", IN_PROGRESS);
    assertThat(step("ttl-lowered").notBefore())
        .isBetween(scenario.now().plusSeconds(3500), scenario.now().plusSeconds(3600));

    advanceClock(Duration.ofHours(1));
    observe("ttl-lowered");
  }

  private String startFirstServer() throws IOException {
    assertState("instance-1", READY);
    String instance = environment.addresses().launch();
    environment.addresses().associate(firstAddress, instance);
    environment.startMailServer(firstAddress, "ip-10-0-0-1.example.net");
    observe("instance-1");

    assertState("name-1", READY);
    environment.startMailServer(firstAddress, "mail2.example.com");
    observe("name-1", "relay-1");

    assertState("a-1", READY);
    assertState("ptr-1", WAITING);
    assertThat(step("ptr-1").missingForAws()).containsExactly("a-1");
    environment.publishAtPrimary("mail2", "mail2 300 IN A " + firstAddress);
    observe();
    assertState("a-1", IN_PROGRESS);
    environment.publish("mail2", "mail2 300 IN A " + firstAddress);
    observe();
    assertState("a-1", IN_PROGRESS);
    assertThat(step("a-1").notBefore())
        .as("negative answers are still cached")
        .isAfter(scenario.now());

    assertState("ptr-1", READY);
    environment.setPtr(firstAddress, "mail2.example.com");
    environment.setReverseDnsAttribute(firstAddress, "mail2.example.com", "PENDING");
    observe();
    assertState("ptr-1", IN_PROGRESS);
    environment.setReverseDnsAttribute(firstAddress, "mail2.example.com", "");
    observe("ptr-1");
    advanceClock(Duration.ofMinutes(1));
    observe("a-1");
    return instance;
  }

  private void moveMailToFirstServer() throws IOException {
    assertState("spf-covers", IN_PROGRESS);
    assertState("mx-1", WAITING);
    environment.publish("mx", BOTH);
    observe();
    assertState("mx-1", WAITING);
    assertThat(step("mx-1").aheadOfTurn()).as("before its turn").isTrue();
    environment.publish("mx", "@ 300 IN MX 10 mail");
    environment.publish(
        "spf",
        "@ IN TXT \"v=spf1 ip4:%s ip4:%s ip4:%s -all\""
            .formatted(OLD_ADDRESS, firstAddress, secondAddress));
    observe("spf-covers");
    assertState("mx-1", READY);

    environment.remove("mail2");
    done.remove("a-1");
    observe();
    assertState("a-1", CONTRADICTED);
    assertState("mx-1", WAITING);
    environment.publish("mail2", "mail2 300 IN A " + firstAddress);
    observe();
    assertState("a-1", IN_PROGRESS);
    advanceClock(Duration.ofMinutes(1));
    observe("a-1");

    environment.publishAtPrimary("mx", BOTH);
    observe();
    assertState("mx-1", IN_PROGRESS);
    environment.publish("mx", BOTH);
    environment.names().secondary().breakZone("example.com");
    done.removeAll(List.of("a-1", "ttl-lowered", "dkim-covers", "spf-covers"));
    observe();
    assertState("mx-1", WAITING);
    assertState("a-1", BLOCKED);
    assertThat(step("mx-1").outcomes()).allMatch(outcome -> outcome.unknown() != null);
    environment.names().secondary().repairZone("example.com");
    observe("a-1", "ttl-lowered", "dkim-covers", "spf-covers", "mx-1");

    assertState("flow-1", IN_PROGRESS);
    environment.publish("mx", "@ 300 IN MX 20 mail2");
    observe();
    assertThat(step("flow-1").notBefore())
        .isBetween(scenario.now().plusSeconds(280), scenario.now().plusSeconds(300));
    advanceClock(Duration.ofSeconds(300));
    observe();
    assertState("flow-1", NEEDS_CONFIRMATION);
    assertState("instance-2", WAITING);
    scenario.confirm("flow-1");
    observe("flow-1");
  }

  private void removeOldRecords() throws IOException {
    assertState("old-removed", READY);
    environment.remove("mail");
    observe();
    assertState("old-removed", IN_PROGRESS);
    environment.setPtr(OLD_ADDRESS, "");
    observe("old-removed");
  }

  private void startSecondServer() throws IOException {
    assertState("instance-2", READY);
    environment.addresses().associate(secondAddress, environment.addresses().launch());
    environment.startMailServer(secondAddress, "ip-10-0-0-2.example.net");
    environment
        .aws()
        .respondWith(AwsResponses.denying(call -> call.name().equals("ec2:DescribeAddresses")));
    done.remove("instance-1");
    observe();
    assertThat(step("instance-2").outcomes()).allMatch(outcome -> outcome.unknown() != null);
    assertState("instance-1", BLOCKED);
    environment.resetAws();
    observe("instance-1", "instance-2");

    assertState("name-2", READY);
    environment.startMailServer(secondAddress, "mail.example.com");
    observe("name-2", "relay-2");

    assertState("a-2", READY);
    environment.publish("mail", "mail 300 IN A " + secondAddress);
    observe();
    assertState("a-2", IN_PROGRESS);
    assertThat(step("a-2").notBefore()).isAfter(scenario.now());
    advanceClock(Duration.ofSeconds(300));
    observe("a-2");

    assertState("ptr-2", READY);
    environment.setPtr(secondAddress, "mail.example.com");
    environment.setReverseDnsAttribute(secondAddress, "mail.example.com", "");
    observe("ptr-2");
  }

  private void moveMailToSecondServer(String firstInstance) throws IOException {
    assertState("mx-2", READY);
    environment.publishAtPrimary("mx", "@ 300 IN MX 10 mail");
    observe();
    assertState("mx-2", IN_PROGRESS);
    environment.publish("mx", "@ 300 IN MX 10 mail");
    observe("mx-2");

    assertState("flow-2", IN_PROGRESS);
    advanceClock(Duration.ofSeconds(300));
    scenario.confirm("flow-2");
    observe();
    assertState("flow-2", IN_PROGRESS);
    environment.addresses().stop(firstInstance);
    environment.stopMailServer(firstAddress);
    observe();
    assertState("flow-2", IN_PROGRESS);
    environment.addresses().terminate(firstInstance, firstAddress);
    observe("flow-2");
  }

  private void cleanUp() throws IOException {
    assertState("ptr-1-reset", READY);
    assertState("released-1", WAITING);
    environment.setReverseDnsAttribute(firstAddress, "mail2.example.com", "PENDING");
    observe();
    assertState("ptr-1-reset", READY);
    environment.removeReverseDnsAttribute(firstAddress);
    environment.setPtr(firstAddress, "");
    observe("ptr-1-reset");

    assertState("released-1", READY);
    environment.addresses().releaseAddress(firstAddress);
    environment.remove("mail2");
    observe();
    assertState("released-1", IN_PROGRESS);
    environment.publish("spf", "@ IN TXT \"v=spf1 ip4:%s -all\"".formatted(secondAddress));
    observe("released-1");

    assertState("ttl-raised", READY);
    environment.publish("mx", "@ 3600 IN MX 10 mail");
    observe();
    assertState("ttl-raised", IN_PROGRESS);
    environment.publish("mail", "mail 3600 IN A " + secondAddress);
    observe("ttl-raised");

    assertState("old-kept", IN_PROGRESS);
    advanceClock(Duration.ofDays(5));
    observe();
    assertState("old-kept", NEEDS_CONFIRMATION);
    scenario.confirm("old-kept");
    observe("old-kept");
    assertThat(scenario.runbook().isDone()).isTrue();
  }
}
