package io.todoku.runbook;

import static io.todoku.runbook.KeepNameMigrationEnvironment.OLD_ADDRESS;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The twelve steps against an AWS API server, two BIND servers, a resolver and Postfix by the names
 * that servers really have. Before each deed its step is not done, after it that step is, and no
 * other.
 */
class TwelveStepsIntegrationTests {

  private static final String BOTH = "@ 300 IN MX 10 mail\n@ 300 IN MX 20 mail2";

  @TempDir static Path dir;

  private static KeepNameMigrationEnvironment world;

  private final Set<String> done = new TreeSet<>();
  private Runbook runbook;

  @BeforeAll
  static void start() throws IOException {
    world = KeepNameMigrationEnvironment.start(dir);
  }

  @AfterAll
  static void stop() throws Exception {
    if (world != null) {
      world.close();
    }
  }

  /** A look: of steps that were not done before, these and no others are. */
  private void look(String... steps) {
    done.addAll(List.of(steps));
    runbook = world.observe();
    assertThat(runbook.steps())
        .filteredOn(EvaluatedStep::isDone)
        .extracting(view -> view.step().id())
        .containsExactlyInAnyOrderElementsOf(done);
    assertThat(runbook.steps())
        .filteredOn(step -> step.isDone() && step.replacedBy() == null)
        .allSatisfy(
            step -> assertThat(step.outcomes()).allMatch(TwelveStepsIntegrationTests::isProven));
  }

  private static boolean isProven(CheckOutcome outcome) {
    return outcome.isSatisfied() && !outcome.evidence().isEmpty();
  }

  private EvaluatedStep step(String id) {
    return MigrationScenario.step(runbook, id);
  }

  private void is(String id, StepState state) {
    assertThat(step(id).state()).as("%s: %s", id, step(id).outcomes()).isEqualTo(state);
  }

  @Test
  @Timeout(180)
  void fromTheFirstToTheLast() throws Exception {
    beforehand();
    String first = theFirstInstance();
    mailByTheFirst();
    theOldServerGoes();
    theSecondInstance();
    mailByTheSecond(first);
    afterwards();
  }

  private void beforehand() throws IOException {
    look();
    is("send-limit", NEEDS_CONFIRMATION);
    is("ttl-lowered", READY);
    is("dkim-covers", READY);

    world.attestLimitRemoved();
    world.publish(
        "dkim",
        "s1._domainkey IN TXT \"v=DKIM1; k=ed25519;"
            + " p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"");
    world.publish("mx", "@ 300 IN MX 10 mail");
    world.publish("mail", "mail 300 IN A " + OLD_ADDRESS);
    look("send-limit", "dkim-covers");
    is("ttl-lowered", IN_PROGRESS);
    assertThat(step("ttl-lowered").notBefore())
        .isBetween(world.now().plusSeconds(3500), world.now().plusSeconds(3600));

    world.advanceClock(Duration.ofHours(1));
    look("ttl-lowered");
  }

  private String theFirstInstance() throws IOException {
    is("instance-1", READY);
    String instance = world.addresses.launch();
    world.addresses.associate(world.firstAddress, instance);
    world.startMailServer(world.firstAddress, "ip-10-0-0-1.example.net");
    look("instance-1");

    is("name-1", READY);
    world.startMailServer(world.firstAddress, "mail2.example.com");
    look("name-1", "relay-1");

    is("a-1", READY);
    is("ptr-1", WAITING);
    assertThat(step("ptr-1").missingForAws()).containsExactly("a-1");
    world.publishAtPrimary("mail2", "mail2 300 IN A " + world.firstAddress);
    look();
    is("a-1", IN_PROGRESS);
    world.publish("mail2", "mail2 300 IN A " + world.firstAddress);
    look();
    is("a-1", IN_PROGRESS);
    assertThat(step("a-1").notBefore()).as("some know of no such name").isAfter(world.now());

    is("ptr-1", READY);
    world.setPtr(world.firstAddress, "mail2.example.com");
    world.setReverseDnsAttribute(world.firstAddress, "mail2.example.com", "PENDING");
    look();
    is("ptr-1", IN_PROGRESS);
    world.setReverseDnsAttribute(world.firstAddress, "mail2.example.com", "");
    look("ptr-1");
    world.advanceClock(Duration.ofMinutes(1));
    look("a-1");
    return instance;
  }

  private void mailByTheFirst() throws IOException {
    is("spf-covers", IN_PROGRESS);
    is("mx-1", WAITING);
    world.publish("mx", BOTH);
    look();
    is("mx-1", WAITING);
    assertThat(step("mx-1").aheadOfTurn()).as("too early").isTrue();
    world.publish("mx", "@ 300 IN MX 10 mail");
    world.publish(
        "spf",
        "@ IN TXT \"v=spf1 ip4:%s ip4:%s ip4:%s -all\""
            .formatted(OLD_ADDRESS, world.firstAddress, world.secondAddress));
    look("spf-covers");
    is("mx-1", READY);

    world.remove("mail2");
    done.remove("a-1");
    look();
    is("a-1", CONTRADICTED);
    is("mx-1", WAITING);
    world.publish("mail2", "mail2 300 IN A " + world.firstAddress);
    look();
    is("a-1", IN_PROGRESS);
    world.advanceClock(Duration.ofMinutes(1));
    look("a-1");

    world.publishAtPrimary("mx", BOTH);
    look();
    is("mx-1", IN_PROGRESS);
    world.publish("mx", BOTH);
    world.names.secondary().breakZone("example.com");
    done.removeAll(List.of("a-1", "ttl-lowered", "dkim-covers", "spf-covers"));
    look();
    is("mx-1", WAITING);
    is("a-1", BLOCKED);
    assertThat(step("mx-1").outcomes()).allMatch(outcome -> outcome.unknown() != null);
    world.names.secondary().repairZone("example.com");
    look("a-1", "ttl-lowered", "dkim-covers", "spf-covers", "mx-1");

    is("flow-1", IN_PROGRESS);
    world.publish("mx", "@ 300 IN MX 20 mail2");
    look();
    assertThat(step("flow-1").notBefore())
        .isBetween(world.now().plusSeconds(280), world.now().plusSeconds(300));
    world.advanceClock(Duration.ofSeconds(300));
    look();
    is("flow-1", NEEDS_CONFIRMATION);
    is("instance-2", WAITING);
    world.confirm("flow-1");
    look("flow-1");
  }

  private void theOldServerGoes() throws IOException {
    is("old-removed", READY);
    world.remove("mail");
    look();
    is("old-removed", IN_PROGRESS);
    world.setPtr(OLD_ADDRESS, "");
    look("old-removed");
  }

  private void theSecondInstance() throws IOException {
    is("instance-2", READY);
    world.addresses.associate(world.secondAddress, world.addresses.launch());
    world.startMailServer(world.secondAddress, "ip-10-0-0-2.example.net");
    world.aws.respondWith(
        AwsResponses.denying(call -> call.name().equals("ec2:DescribeAddresses")));
    done.remove("instance-1");
    look();
    assertThat(step("instance-2").outcomes()).allMatch(outcome -> outcome.unknown() != null);
    is("instance-1", BLOCKED);
    world.resetAws();
    look("instance-1", "instance-2");

    is("name-2", READY);
    world.startMailServer(world.secondAddress, "mail.example.com");
    look("name-2", "relay-2");

    is("a-2", READY);
    world.publish("mail", "mail 300 IN A " + world.secondAddress);
    look();
    is("a-2", IN_PROGRESS);
    assertThat(step("a-2").notBefore()).isAfter(world.now());
    world.advanceClock(Duration.ofSeconds(300));
    look("a-2");

    is("ptr-2", READY);
    world.setPtr(world.secondAddress, "mail.example.com");
    world.setReverseDnsAttribute(world.secondAddress, "mail.example.com", "");
    look("ptr-2");
  }

  private void mailByTheSecond(String first) throws IOException {
    is("mx-2", READY);
    world.publishAtPrimary("mx", "@ 300 IN MX 10 mail");
    look();
    is("mx-2", IN_PROGRESS);
    world.publish("mx", "@ 300 IN MX 10 mail");
    look("mx-2");

    is("flow-2", IN_PROGRESS);
    world.advanceClock(Duration.ofSeconds(300));
    world.confirm("flow-2");
    look();
    is("flow-2", IN_PROGRESS);
    world.addresses.stop(first);
    world.stopMailServer(world.firstAddress);
    look();
    is("flow-2", IN_PROGRESS);
    world.addresses.terminate(first, world.firstAddress);
    look("flow-2");
  }

  private void afterwards() throws IOException {
    is("ptr-1-reset", READY);
    is("released-1", WAITING);
    world.setReverseDnsAttribute(world.firstAddress, "mail2.example.com", "PENDING");
    look();
    is("ptr-1-reset", READY);
    world.removeReverseDnsAttribute(world.firstAddress);
    world.setPtr(world.firstAddress, "");
    look("ptr-1-reset");

    is("released-1", READY);
    world.addresses.releaseAddress(world.firstAddress);
    world.remove("mail2");
    look();
    is("released-1", IN_PROGRESS);
    world.publish("spf", "@ IN TXT \"v=spf1 ip4:%s -all\"".formatted(world.secondAddress));
    look("released-1");

    is("ttl-raised", READY);
    world.publish("mx", "@ 3600 IN MX 10 mail");
    look();
    is("ttl-raised", IN_PROGRESS);
    world.publish("mail", "mail 3600 IN A " + world.secondAddress);
    look("ttl-raised");

    is("old-kept", IN_PROGRESS);
    world.advanceClock(Duration.ofDays(5));
    look();
    is("old-kept", NEEDS_CONFIRMATION);
    world.confirm("old-kept");
    look("old-kept");
    assertThat(runbook.isDone()).isTrue();
  }
}
