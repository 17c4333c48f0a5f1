package io.todoku.runbook.check;

import static io.todoku.runbook.MigrationScenario.MAIL;
import static io.todoku.runbook.MigrationScenario.MX;
import static io.todoku.runbook.MigrationScenario.OLD_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SECOND_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.runbook.observe.ScriptedNameServers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Until when caches may still have an old answer, from the observed answers of each server. */
class OldRecordExpiredCheckTests {

  private static final OldRecordExpiredCheck MX_IS_NEW =
      new OldRecordExpiredCheck(
          DnsRecordCheck.replacing("example.com", "MX", "mail2.example.com", "mail.example.com"));
  private static final OldRecordExpiredCheck NAME_IS_NEW =
      new OldRecordExpiredCheck(DnsRecordCheck.exactly("mail.example.com", "A", SECOND_ADDRESS));

  private final MigrationScenario scenario = MigrationScenario.keepName();
  private final Instant start = scenario.now();

  private CheckOutcome evaluate(StepCheck check) {
    return check.evaluate(scenario.checkContext());
  }

  private void observeAfter(long seconds) {
    scenario.advanceClock(Duration.ofSeconds(seconds)).observe();
  }

  private Instant at(long seconds) {
    return start.plusSeconds(seconds);
  }

  @Test
  void whileTheOldRecordIsPublishedTheCheckNeverHolds() {
    scenario.observe();

    assertThat(evaluate(MX_IS_NEW).result()).isEqualTo(CheckResult.NOT_YET);
    assertThat(evaluate(MX_IS_NEW).notBefore()).isNull();
    observeAfter(Duration.ofDays(9).toSeconds());
    assertThat(evaluate(MX_IS_NEW).result()).isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void theOldRecordExpiresItsTtlAfterTheLastServerChanged() {
    scenario.observe();
    scenario.dns.publishAt("ns1", MX, 300, "10 mail2.example.com");
    observeAfter(100);
    assertThat(evaluate(MX_IS_NEW).result())
        .as("ns2 still has the old record")
        .isEqualTo(CheckResult.NOT_YET);

    scenario.dns.publishAt("ns2", MX, 300, "10 mail2.example.com");
    observeAfter(100);
    assertThat(evaluate(MX_IS_NEW).result()).isEqualTo(CheckResult.NEEDS_TIME);
    assertThat(evaluate(MX_IS_NEW).notBefore()).isEqualTo(at(200 + 3600));

    observeAfter(3599);
    assertThat(evaluate(MX_IS_NEW).result()).isEqualTo(CheckResult.NEEDS_TIME);
    observeAfter(1);
    assertThat(evaluate(MX_IS_NEW).result()).isEqualTo(CheckResult.HOLDS);
    assertThat(evaluate(MX_IS_NEW).evidence()).isNotEmpty();
  }

  /** The evidence shows which server gave which answer, and since when. */
  @Test
  void theEvidenceListsThePeriodsOfEachServer() {
    scenario.observe();
    scenario.dns.publishAt("ns1", MX, 300, "10 mail2.example.com");
    observeAfter(100);

    assertThat(evaluate(MX_IS_NEW).evidence())
        .extracting(
            line -> line.resolver() + " " + line.ttl() + " " + line.answer() + " " + line.at())
        .containsExactly(
            "ns1 3600 [10 mail.example.com] " + start,
            "ns1 300 [10 mail2.example.com] " + at(100),
            "ns2 3600 [10 mail.example.com] " + start);
  }

  @Test
  void theEvidenceShowsWhenAServerWasRemoved() {
    scenario.observe();
    scenario.dns.removeAuthoritative("ns2");
    observeAfter(100);

    assertThat(evaluate(MX_IS_NEW).evidence())
        .extracting(line -> line.resolver() + " " + line.answer())
        .containsExactly(
            "ns1 [10 mail.example.com]", "ns2 [10 mail.example.com, → " + at(100) + "]");
  }

  /** Caches keep an answer with a high TTL although the TTL is lower now. */
  @Test
  void theHighestObservedTtlOfTheOldRecordCounts() {
    scenario.observe();
    scenario.dns.publish(MX, 60, "10 mail.example.com");
    observeAfter(100);
    scenario.dns.publish(MX, 60, "10 mail2.example.com");
    observeAfter(100);

    assertThat(evaluate(MX_IS_NEW).notBefore()).isEqualTo(at(100 + 3600));
  }

  @Test
  void anAnswerThatStillContainsTheOldRecordIsOld() {
    scenario.dns.publish(MX, 300, "10 mail.example.com");
    scenario.observe();
    scenario.dns.publish(MX, 300, "10 mail.example.com", "20 mail2.example.com");
    observeAfter(100);
    scenario.dns.publish(MX, 60, "20 mail2.example.com");
    observeAfter(1000);

    assertThat(evaluate(MX_IS_NEW).notBefore()).isEqualTo(at(1100 + 300));
  }

  /** A resolver that asked in between caches that the name does not exist. */
  @Test
  void anAbsentRecordExpiresAfterTheNegativeTtl() {
    scenario.dns.publish(MAIL, 10, OLD_ADDRESS);
    scenario.observe();
    scenario.dns.publish(MAIL, 0);
    observeAfter(100);
    scenario.dns.publish(MAIL, 10, SECOND_ADDRESS);
    observeAfter(100);

    assertThat(evaluate(NAME_IS_NEW).notBefore())
        .isEqualTo(at(200 + ScriptedNameServers.NEGATIVE_TTL));
  }

  @Test
  void anOldRecordThatWasNeverObservedIsAssumedToExpireAfterADay() {
    scenario.dns.publish(MX, 300, "10 mail2.example.com");
    scenario.observe();

    assertThat(evaluate(MX_IS_NEW).result()).isEqualTo(CheckResult.NEEDS_TIME);
    assertThat(evaluate(MX_IS_NEW).message().key()).endsWith("assume");
    assertThat(evaluate(MX_IS_NEW).notBefore()).isEqualTo(start.plus(Duration.ofDays(1)));
    observeAfter(Duration.ofDays(1).toSeconds());
    assertThat(evaluate(MX_IS_NEW).result()).isEqualTo(CheckResult.HOLDS);
  }

  @Test
  void whileAServerFailsTheResultIsUnknown() {
    scenario.observe();
    scenario.dns.publish(MX, 300, "10 mail2.example.com");
    scenario.makeUnknown("ns2 " + MX);
    observeAfter(100);
    observeAfter(7200);
    assertThat(evaluate(MX_IS_NEW).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(evaluate(MX_IS_NEW).unknown()).isNotNull();

    scenario.makeAllKnown();
    observeAfter(100);
    assertThat(evaluate(MX_IS_NEW).notBefore())
        .as("ns2 may have had the old record until then")
        .isEqualTo(at(7400 + 3600));
  }

  /** Its earlier answers are unknown. */
  @Test
  void aServerObservedLateCountsAsIfItHadTheOldRecordUntilThen() {
    scenario.makeUnknown("ns2 " + MX).observe();
    scenario.dns.publish(MX, 300, "10 mail2.example.com");
    observeAfter(100);
    observeAfter(7200);
    scenario.makeAllKnown();
    observeAfter(100);

    assertThat(evaluate(MX_IS_NEW).notBefore()).isEqualTo(at(7400 + 3600));
  }

  @Test
  void theOldRecordOfARemovedServerExpiresToo() {
    scenario.observe();
    scenario.dns.publishAt("ns1", MX, 300, "10 mail2.example.com");
    observeAfter(100);
    scenario.dns.removeAuthoritative("ns2");
    observeAfter(500);

    assertThat(evaluate(MX_IS_NEW).result()).isEqualTo(CheckResult.NEEDS_TIME);
    assertThat(evaluate(MX_IS_NEW).notBefore()).isEqualTo(at(600 + 3600));
    observeAfter(3600);
    assertThat(evaluate(MX_IS_NEW).result()).isEqualTo(CheckResult.HOLDS);
  }

  @Test
  void otherRecordsDoNotMatter() {
    scenario.dns.publish(MX, 300, "10 mail2.example.com");
    scenario.observe();
    observeAfter(Duration.ofDays(1).toSeconds());
    scenario.dns.publish(MX, 300, "20 mail2.example.com", "90 backup.example.net");
    observeAfter(10);

    assertThat(evaluate(MX_IS_NEW).result()).isEqualTo(CheckResult.HOLDS);
  }
}
