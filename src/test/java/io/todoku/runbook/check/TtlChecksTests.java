package io.todoku.runbook.check;

import static io.todoku.runbook.MigrationScenario.MAIL;
import static io.todoku.runbook.MigrationScenario.MX;
import static io.todoku.runbook.MigrationScenario.OLD_ADDRESS;
import static io.todoku.runbook.MigrationScenario.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.runbook.observe.ScriptedNameServers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** TTLs that are lowered before a migration and restored after it. */
class TtlChecksTests {

  private static final StepCheck MX_LOWERED = new TtlLoweredCheck("example.com", "MX", 300);
  private static final StepCheck A_LOWERED = new TtlLoweredCheck("mail.example.com", "A", 300);
  private static final StepCheck MX_RESTORED = new TtlRestoredCheck("example.com", "MX", 3600);
  private static final StepCheck A_RESTORED = new TtlRestoredCheck("mail.example.com", "A", 3600);

  private final MigrationScenario scenario = MigrationScenario.keepName();
  private final Instant start = scenario.now();

  private CheckOutcome evaluate(StepCheck check) {
    return check.evaluate(scenario.checkContext());
  }

  private void observeAfter(long seconds) {
    scenario.advanceClock(Duration.ofSeconds(seconds)).observe();
  }

  @Test
  void aLoweredTtlCountsOnceTheHighTtlHasPassed() {
    scenario.observe();
    assertThat(evaluate(MX_LOWERED).result()).isEqualTo(CheckResult.NOT_YET);
    assertThat(message(evaluate(MX_LOWERED)))
        .isEqualTo("example.com MX: TTL is 3,600 seconds; it must be at most 300.");

    scenario.dns.publish(MX, 300, "10 mail.example.com");
    observeAfter(600);
    assertThat(evaluate(MX_LOWERED).result()).isEqualTo(CheckResult.NEEDS_TIME);
    assertThat(evaluate(MX_LOWERED).notBefore()).isEqualTo(start.plusSeconds(600 + 3600));

    observeAfter(3599);
    assertThat(evaluate(MX_LOWERED).result()).isEqualTo(CheckResult.NEEDS_TIME);
    observeAfter(1);
    assertThat(evaluate(MX_LOWERED).result()).isEqualTo(CheckResult.HOLDS);
  }

  @Test
  void theLastServerToLowerTheTtlCounts() {
    scenario.observe();
    scenario.dns.publishAt("ns1", MX, 300, "10 mail.example.com");
    observeAfter(7200);
    assertThat(evaluate(MX_LOWERED).result()).isEqualTo(CheckResult.NOT_YET);

    scenario.dns.publishAt("ns2", MX, 300, "10 mail.example.com");
    observeAfter(60);
    assertThat(evaluate(MX_LOWERED).notBefore()).isEqualTo(start.plusSeconds(7260 + 3600));
  }

  /** It may have been lowered shortly before the first observation. */
  @Test
  void aTtlThatWasLowFromTheFirstObservationCountsAfterADay() {
    scenario.dns.publish(MX, 300, "10 mail.example.com");
    scenario.observe();

    assertThat(evaluate(MX_LOWERED).result()).isEqualTo(CheckResult.NEEDS_TIME);
    assertThat(evaluate(MX_LOWERED).notBefore()).isEqualTo(start.plus(Duration.ofDays(1)));
    observeAfter(Duration.ofDays(1).toSeconds());
    assertThat(evaluate(MX_LOWERED).result()).isEqualTo(CheckResult.HOLDS);
  }

  @Test
  void whileAServerFailsALowTtlIsUnknown() {
    scenario.observe();
    scenario.dns.publish(MX, 300, "10 mail.example.com");
    observeAfter(60);
    scenario.makeUnknown("ns2 " + MX);
    observeAfter(7200);
    assertThat(evaluate(MX_LOWERED).result()).isEqualTo(CheckResult.UNKNOWN);

    scenario.dns.publishAt("ns1", MX, 3600, "10 mail.example.com");
    observeAfter(60);
    assertThat(evaluate(MX_LOWERED).result())
        .as("ns1 has a high TTL")
        .isEqualTo(CheckResult.NOT_YET);
  }

  /** How long caches keep negative answers does not matter to this check. */
  @Test
  void anAbsentRecordHasNoHighTtl() {
    scenario.dns.publish(MAIL, 300, OLD_ADDRESS);
    scenario.observe();
    observeAfter(Duration.ofDays(1).toSeconds());
    scenario.dns.setAnswer("ns1", MAIL, ScriptedNameServers.noSuchName(86_400));
    scenario.dns.setAnswer("ns2", MAIL, ScriptedNameServers.noSuchName(86_400));
    observeAfter(60);

    assertThat(evaluate(A_LOWERED).result()).isEqualTo(CheckResult.HOLDS);
    assertThat(evaluate(A_RESTORED).result()).isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void theTtlMustBeRestoredAtEveryServer() {
    scenario.dns.publish(MX, 300, "10 mail.example.com");
    scenario.observe();
    assertThat(evaluate(MX_RESTORED).result()).isEqualTo(CheckResult.NOT_YET);

    scenario.dns.publishAt("ns1", MX, 86_400, "10 mail.example.com");
    assertThat(evaluate(MX_RESTORED).result()).isEqualTo(CheckResult.NOT_YET);

    scenario.makeUnknown("ns2 " + MX);
    assertThat(evaluate(MX_RESTORED).result()).isEqualTo(CheckResult.UNKNOWN);

    scenario.makeAllKnown().dns.publishAt("ns2", MX, 3600, "10 mail.example.com");
    assertThat(evaluate(MX_RESTORED).result()).isEqualTo(CheckResult.HOLDS);
  }
}
