package io.todoku.runbook.check;

import static io.todoku.runbook.MigrationScenario.MAIL;
import static io.todoku.runbook.MigrationScenario.MX;
import static io.todoku.runbook.MigrationScenario.OLD_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SECOND_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A record at all servers that hold it and all resolvers. */
class DnsRecordCheckTests {

  private static final StepCheck ONLY =
      DnsRecordCheck.exactly("mail.example.com", "A", OLD_ADDRESS);

  private final MigrationScenario world = MigrationScenario.keepName();

  private CheckOutcome of(StepCheck check) {
    return check.evaluate(world.checkContext());
  }

  @Test
  void allAgree() {
    assertThat(of(ONLY).result()).isEqualTo(CheckResult.HOLDS);
    assertThat(of(ONLY).evidence())
        .extracting(evidence -> evidence.resolver())
        .containsExactly("ns1", "ns2", "resolver");
    assertThat(of(DnsRecordCheck.exactly("mail.example.com", "A", SECOND_ADDRESS)).result())
        .isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void oneServerHasAnother() {
    world.dns.at("ns2", MAIL, 300, SECOND_ADDRESS);

    assertThat(of(ONLY).result()).isEqualTo(CheckResult.PARTLY);
    assertThat(of(ONLY).notBefore()).isNull();
    assertThat(of(ONLY).isRefuted()).isTrue();
  }

  @Test
  void oneServerHasAnotherBeside() {
    world.dns.at("ns2", MAIL, 300, OLD_ADDRESS, SECOND_ADDRESS);

    assertThat(of(ONLY).result()).isEqualTo(CheckResult.PARTLY);
    assertThat(of(DnsRecordCheck.requiring("mail.example.com", "A", OLD_ADDRESS)).result())
        .isEqualTo(CheckResult.HOLDS);
    assertThat(of(DnsRecordCheck.forbidding("mail.example.com", "A", SECOND_ADDRESS)).result())
        .isEqualTo(CheckResult.PARTLY);
  }

  @Test
  void onlyTheResolverHasAnother() {
    world.dns.at("resolver", MAIL, 120, SECOND_ADDRESS);

    assertThat(of(ONLY).result()).isEqualTo(CheckResult.PARTLY);
    assertThat(of(ONLY).notBefore()).isEqualTo(world.now().plusSeconds(120));
    assertThat(of(ONLY).isRefuted()).isFalse();
  }

  /** The resolver may have it from the server that is silent. */
  @Test
  void theResolverHasAnotherAndAServerIsSilent() {
    world.dns.at("resolver", MAIL, 120, SECOND_ADDRESS);
    world.makeUnknown("ns2 " + MAIL);

    assertThat(of(ONLY).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(of(ONLY).unknown().cause()).isEqualTo(Cause.SERVFAIL);
  }

  @Test
  void aServerIsSilentAndAnotherHasAnother() {
    world.dns.at("ns1", MAIL, 120, SECOND_ADDRESS);
    world.makeUnknown("ns2 " + MAIL);

    assertThat(of(ONLY).result()).isEqualTo(CheckResult.PARTLY);
  }

  @Test
  void aResolverIsSilent() {
    world.makeUnknown("resolver " + MAIL);

    assertThat(of(ONLY).result()).isEqualTo(CheckResult.UNKNOWN);
  }

  /** It says nothing against what all others say; its silence is told. */
  @Test
  void oneOfSeveralResolversIsSilent() {
    world.dns.resolver("dead");
    for (Cause silence : List.of(Cause.TIMEOUT, Cause.UNREACHABLE, Cause.REFUSED)) {
      world.dns.silence("dead " + MAIL, silence);

      assertThat(of(ONLY).result()).as(silence.name()).isEqualTo(CheckResult.HOLDS);
      assertThat(of(ONLY).message().key()).endsWith("but");
      assertThat(of(ONLY).message().arguments().toString()).contains("dead");
      assertThat(of(ONLY).evidence())
          .filteredOn(evidence -> "dead".equals(evidence.resolver()))
          .singleElement()
          .satisfies(e -> assertThat(e.answer().toString()).contains(silence.name()));
    }
  }

  @Test
  void whereOneResolverIsSilentAndAnotherHasAnother() {
    world.dns.resolver("dead");
    world.dns.silence("dead " + MAIL, Cause.TIMEOUT);
    world.dns.at("resolver", MAIL, 120, SECOND_ADDRESS);

    assertThat(of(ONLY).result()).isEqualTo(CheckResult.PARTLY);
    assertThat(of(ONLY).notBefore()).isEqualTo(world.now().plusSeconds(120));
  }

  @Test
  void allResolversAreSilent() {
    world.dns.resolver("dead");
    world.dns.silence("dead " + MAIL, Cause.TIMEOUT);
    world.dns.silence("resolver " + MAIL, Cause.TIMEOUT);

    assertThat(of(ONLY).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(of(ONLY).unknown().cause()).isEqualTo(Cause.TIMEOUT);
  }

  /** It was asked, and cannot find it: nor can those who ask it. */
  @Test
  void oneOfSeveralResolversFails() {
    world.dns.resolver("other");
    world.dns.at("other", MAIL, 300, OLD_ADDRESS);
    assertThat(of(ONLY).result()).isEqualTo(CheckResult.HOLDS);

    world.dns.silence("other " + MAIL, Cause.SERVFAIL);
    assertThat(of(ONLY).result()).isEqualTo(CheckResult.UNKNOWN);

    world.dns.hear();
    world.dns.says(
        "other", MAIL, Observed.known(new DnsAnswer(Status.BOGUS, List.of(), List.of(), null)));
    assertThat(of(ONLY).result()).isEqualTo(CheckResult.UNKNOWN);
  }

  @Test
  void aServerThatHoldsTheZoneMayNotBeSilent() {
    world.dns.silence("ns2 " + MAIL, Cause.TIMEOUT);

    assertThat(of(ONLY).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(of(ONLY).unknown().cause()).isEqualTo(Cause.TIMEOUT);
  }

  @Test
  void aZoneInDisorderIsNoAnswer() {
    world.dns.says(
        "resolver",
        MAIL,
        Observed.known(new DnsAnswer(Status.BOGUS, List.of(OLD_ADDRESS), List.of(), 300L)));
    assertThat(of(ONLY).result()).isEqualTo(CheckResult.UNKNOWN);

    world.dns.says(
        "ns1", MAIL, Observed.known(new DnsAnswer(Status.CNAME_LOOP, List.of(), List.of(), null)));
    assertThat(of(DnsRecordCheck.forbidding("mail.example.com", "A", OLD_ADDRESS)).result())
        .as("that no record came does not show that there is none")
        .isNotEqualTo(CheckResult.HOLDS);
  }

  @Test
  void whatIsGoneIsLacking() {
    world.dns.all(MAIL, 0);

    assertThat(of(DnsRecordCheck.forbidding("mail.example.com", "A", OLD_ADDRESS)).result())
        .isEqualTo(CheckResult.HOLDS);
    assertThat(of(DnsRecordCheck.requiring("mail.example.com", "A", OLD_ADDRESS)).result())
        .isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void ofMxRecordsTheHostsCount() {
    world.dns.all(MX, 300, "5 mail.example.com");

    assertThat(of(DnsRecordCheck.requiring("example.com", "MX", "mail.example.com")).result())
        .isEqualTo(CheckResult.HOLDS);
  }

  @Test
  void whatNobodyAskedIsUnknown() {
    assertThat(
            of(DnsRecordCheck.forbidding("other.example.com", "A", OLD_ADDRESS)).unknown().cause())
        .isEqualTo(Cause.NOT_ASKED);
  }
}
