package io.todoku.runbook.check;

import static io.todoku.runbook.MigrationScenario.MAIL;
import static io.todoku.runbook.MigrationScenario.MX;
import static io.todoku.runbook.MigrationScenario.OLD_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.runbook.observe.ScriptedNameServers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** TTLs that are lowered for a move and raised after it. */
class TtlChecksTests {

  private static final StepCheck MX_LOW = new TtlLoweredCheck("example.com", "MX", 300);
  private static final StepCheck A_LOW = new TtlLoweredCheck("mail.example.com", "A", 300);
  private static final StepCheck MX_RAISED = new TtlRestoredCheck("example.com", "MX", 3600);
  private static final StepCheck A_RAISED = new TtlRestoredCheck("mail.example.com", "A", 3600);

  private final MigrationScenario world = MigrationScenario.keepName();
  private final Instant start = world.now();

  private CheckOutcome of(StepCheck check) {
    return check.evaluate(world.checkContext());
  }

  private void later(long seconds) {
    world.advanceClock(Duration.ofSeconds(seconds)).observe();
  }

  @Test
  void aHighOneIsLoweredAndRunsOut() {
    world.observe();
    assertThat(of(MX_LOW).result()).isEqualTo(CheckResult.NOT_YET);

    world.dns.all(MX, 300, "10 mail.example.com");
    later(600);
    assertThat(of(MX_LOW).result()).isEqualTo(CheckResult.NEEDS_TIME);
    assertThat(of(MX_LOW).notBefore()).isEqualTo(start.plusSeconds(600 + 3600));

    later(3599);
    assertThat(of(MX_LOW).result()).isEqualTo(CheckResult.NEEDS_TIME);
    later(1);
    assertThat(of(MX_LOW).result()).isEqualTo(CheckResult.HOLDS);
  }

  @Test
  void oneServerIsBehind() {
    world.observe();
    world.dns.at("ns1", MX, 300, "10 mail.example.com");
    later(7200);
    assertThat(of(MX_LOW).result()).isEqualTo(CheckResult.NOT_YET);

    world.dns.at("ns2", MX, 300, "10 mail.example.com");
    later(60);
    assertThat(of(MX_LOW).notBefore()).isEqualTo(start.plusSeconds(7260 + 3600));
  }

  /** It may have been lowered a minute ago: nobody saw. */
  @Test
  void oneThatWasLowWhenItWasFirstSeenIsWaitedForADay() {
    world.dns.all(MX, 300, "10 mail.example.com");
    world.observe();

    assertThat(of(MX_LOW).result()).isEqualTo(CheckResult.NEEDS_TIME);
    assertThat(of(MX_LOW).notBefore()).isEqualTo(start.plus(Duration.ofDays(1)));
    later(Duration.ofDays(1).toSeconds());
    assertThat(of(MX_LOW).result()).isEqualTo(CheckResult.HOLDS);
  }

  @Test
  void aSilentServerLeavesItOpen() {
    world.observe();
    world.dns.all(MX, 300, "10 mail.example.com");
    later(60);
    world.makeUnknown("ns2 " + MX);
    later(7200);
    assertThat(of(MX_LOW).result()).isEqualTo(CheckResult.UNKNOWN);

    world.dns.at("ns1", MX, 3600, "10 mail.example.com");
    later(60);
    assertThat(of(MX_LOW).result()).as("one is seen to be high").isEqualTo(CheckResult.NOT_YET);
  }

  /** That there is no record is kept for as long as the zone says, which is no part of this. */
  @Test
  void aNameThatIsGoneHasNoHighTtl() {
    world.dns.all(MAIL, 300, OLD_ADDRESS);
    world.observe();
    later(Duration.ofDays(1).toSeconds());
    world.dns.says("ns1", MAIL, ScriptedNameServers.nothing(86_400));
    world.dns.says("ns2", MAIL, ScriptedNameServers.nothing(86_400));
    later(60);

    assertThat(of(A_LOW).result()).isEqualTo(CheckResult.HOLDS);
    assertThat(of(A_RAISED).result()).isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void itIsRaisedAtEveryServer() {
    world.dns.all(MX, 300, "10 mail.example.com");
    world.observe();
    assertThat(of(MX_RAISED).result()).isEqualTo(CheckResult.NOT_YET);

    world.dns.at("ns1", MX, 86_400, "10 mail.example.com");
    assertThat(of(MX_RAISED).result()).isEqualTo(CheckResult.NOT_YET);

    world.makeUnknown("ns2 " + MX);
    assertThat(of(MX_RAISED).result()).isEqualTo(CheckResult.UNKNOWN);

    world.makeAllKnown().dns.at("ns2", MX, 3600, "10 mail.example.com");
    assertThat(of(MX_RAISED).result()).isEqualTo(CheckResult.HOLDS);
  }
}
