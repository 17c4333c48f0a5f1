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

/**
 * Until when caches anywhere may still have an old answer, by what each server was seen to give.
 */
class OldRecordExpiredCheckTests {

  private static final OldRecordExpiredCheck MX_IS_NEW =
      new OldRecordExpiredCheck(
          DnsRecordCheck.replacing("example.com", "MX", "mail2.example.com", "mail.example.com"));
  private static final OldRecordExpiredCheck NAME_IS_NEW =
      new OldRecordExpiredCheck(DnsRecordCheck.exactly("mail.example.com", "A", SECOND_ADDRESS));

  private final MigrationScenario world = MigrationScenario.keepName();
  private final Instant start = world.now();

  private CheckOutcome of(StepCheck check) {
    return check.evaluate(world.checkContext());
  }

  private void later(long seconds) {
    world.advanceClock(Duration.ofSeconds(seconds)).observe();
  }

  private Instant at(long seconds) {
    return start.plusSeconds(seconds);
  }

  @Test
  void theOldRecordIsStillGiven() {
    world.observe();

    assertThat(of(MX_IS_NEW).result()).isEqualTo(CheckResult.NOT_YET);
    assertThat(of(MX_IS_NEW).notBefore()).isNull();
    later(Duration.ofDays(9).toSeconds());
    assertThat(of(MX_IS_NEW).result()).isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void itIsKeptForItsTtlAfterTheLastServerWasSeenToChange() {
    world.observe();
    world.dns.at("ns1", MX, 300, "10 mail2.example.com");
    later(100);
    assertThat(of(MX_IS_NEW).result()).as("ns2 gives the old one").isEqualTo(CheckResult.NOT_YET);

    world.dns.at("ns2", MX, 300, "10 mail2.example.com");
    later(100);
    assertThat(of(MX_IS_NEW).result()).isEqualTo(CheckResult.NEEDS_TIME);
    assertThat(of(MX_IS_NEW).notBefore()).isEqualTo(at(200 + 3600));

    later(3599);
    assertThat(of(MX_IS_NEW).result()).isEqualTo(CheckResult.NEEDS_TIME);
    later(1);
    assertThat(of(MX_IS_NEW).result()).isEqualTo(CheckResult.HOLDS);
    assertThat(of(MX_IS_NEW).evidence()).isNotEmpty();
  }

  /** The proof says which server held what, and since when. */
  @Test
  void theEvidenceIsToldServerByServer() {
    world.observe();
    world.dns.at("ns1", MX, 300, "10 mail2.example.com");
    later(100);

    assertThat(of(MX_IS_NEW).evidence())
        .extracting(one -> one.resolver() + " " + one.ttl() + " " + one.answer() + " " + one.at())
        .containsExactly(
            "ns1 3600 [10 mail.example.com] " + start,
            "ns1 300 [10 mail2.example.com] " + at(100),
            "ns2 3600 [10 mail.example.com] " + start);
  }

  @Test
  void ofAServerThatIsNoneAnyMoreItIsToldSinceWhen() {
    world.observe();
    world.dns.noHolder("ns2");
    later(100);

    assertThat(of(MX_IS_NEW).evidence())
        .extracting(one -> one.resolver() + " " + one.answer())
        .containsExactly(
            "ns1 [10 mail.example.com]", "ns2 [10 mail.example.com, → " + at(100) + "]");
  }

  /** What others kept with the high TTL, they keep, however low it is now. */
  @Test
  void theTtlThatWasSeenCounts() {
    world.observe();
    world.dns.all(MX, 60, "10 mail.example.com");
    later(100);
    world.dns.all(MX, 60, "10 mail2.example.com");
    later(100);

    assertThat(of(MX_IS_NEW).notBefore()).isEqualTo(at(100 + 3600));
  }

  @Test
  void aRecordBesideTheOldOneIsOldToo() {
    world.dns.all(MX, 300, "10 mail.example.com");
    world.observe();
    world.dns.all(MX, 300, "10 mail.example.com", "20 mail2.example.com");
    later(100);
    world.dns.all(MX, 60, "20 mail2.example.com");
    later(1000);

    assertThat(of(MX_IS_NEW).notBefore()).isEqualTo(at(1100 + 300));
  }

  /** Whoever asked in between knows for so long that there is no such name. */
  @Test
  void thatThereWasNoneIsKeptForTheNegativeTtl() {
    world.dns.all(MAIL, 10, OLD_ADDRESS);
    world.observe();
    world.dns.all(MAIL, 0);
    later(100);
    world.dns.all(MAIL, 10, SECOND_ADDRESS);
    later(100);

    assertThat(of(NAME_IS_NEW).notBefore()).isEqualTo(at(200 + ScriptedNameServers.NEGATIVE));
  }

  @Test
  void whatWasNeverSeenOtherwiseIsAssumedToBeADayOld() {
    world.dns.all(MX, 300, "10 mail2.example.com");
    world.observe();

    assertThat(of(MX_IS_NEW).result()).isEqualTo(CheckResult.NEEDS_TIME);
    assertThat(of(MX_IS_NEW).message().key()).endsWith("assume");
    assertThat(of(MX_IS_NEW).notBefore()).isEqualTo(start.plus(Duration.ofDays(1)));
    later(Duration.ofDays(1).toSeconds());
    assertThat(of(MX_IS_NEW).result()).isEqualTo(CheckResult.HOLDS);
  }

  @Test
  void aSilentServerMayStillGiveIt() {
    world.observe();
    world.dns.all(MX, 300, "10 mail2.example.com");
    world.makeUnknown("ns2 " + MX);
    later(100);
    later(7200);
    assertThat(of(MX_IS_NEW).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(of(MX_IS_NEW).unknown()).isNotNull();

    world.makeAllKnown();
    later(100);
    assertThat(of(MX_IS_NEW).notBefore()).as("it did until then").isEqualTo(at(7400 + 3600));
  }

  /** Its phases before that are not known, nor is whether it had any. */
  @Test
  void aServerThatWasNeverHeardBeforeMayHaveGivenItToo() {
    world.makeUnknown("ns2 " + MX).observe();
    world.dns.all(MX, 300, "10 mail2.example.com");
    later(100);
    later(7200);
    world.makeAllKnown();
    later(100);

    assertThat(of(MX_IS_NEW).notBefore()).isEqualTo(at(7400 + 3600));
  }

  @Test
  void aServerThatGoesWithTheOldRecordIsWaitedFor() {
    world.observe();
    world.dns.at("ns1", MX, 300, "10 mail2.example.com");
    later(100);
    world.dns.noHolder("ns2");
    later(500);

    assertThat(of(MX_IS_NEW).result()).isEqualTo(CheckResult.NEEDS_TIME);
    assertThat(of(MX_IS_NEW).notBefore()).isEqualTo(at(600 + 3600));
    later(3600);
    assertThat(of(MX_IS_NEW).result()).isEqualTo(CheckResult.HOLDS);
  }

  @Test
  void whatElseIsThereDoesNotMatter() {
    world.dns.all(MX, 300, "10 mail2.example.com");
    world.observe();
    later(Duration.ofDays(1).toSeconds());
    world.dns.all(MX, 300, "20 mail2.example.com", "90 backup.example.net");
    later(10);

    assertThat(of(MX_IS_NEW).result()).isEqualTo(CheckResult.HOLDS);
  }
}
