package io.todoku.runbook.check;

import static io.todoku.runbook.MigrationScenario.MAIL;
import static io.todoku.runbook.MigrationScenario.MX;
import static io.todoku.runbook.MigrationScenario.OLD_ADDRESS;
import static io.todoku.runbook.MigrationScenario.SECOND_ADDRESS;
import static io.todoku.runbook.MigrationScenario.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.MigrationScenario;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.ReasonKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A record at all authoritative servers and all resolvers. */
class DnsRecordCheckTests {

  private static final StepCheck EXACTLY_OLD_ADDRESS =
      DnsRecordCheck.exactly("mail.example.com", "A", OLD_ADDRESS);

  private final MigrationScenario scenario = MigrationScenario.keepName();

  private CheckOutcome evaluate(StepCheck check) {
    return check.evaluate(scenario.checkContext());
  }

  @Test
  void whenAllServersAgreeTheCheckHoldsWithTheirAnswersAsEvidence() {
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).result()).isEqualTo(CheckResult.HOLDS);
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).evidence())
        .extracting(evidence -> evidence.resolver())
        .containsExactly("ns1", "ns2", "resolver");
    assertThat(message(evaluate(EXACTLY_OLD_ADDRESS)))
        .isEqualTo("mail.example.com A: all 3 servers return 192.0.2.1.");
    assertThat(message(evaluate(DnsRecordCheck.exactly("mail.example.com", "A", SECOND_ADDRESS))))
        .isEqualTo(
            "mail.example.com A: 3 of 3 servers do not return 198.51.100.2 yet: ns1, ns2,"
                + " resolver.");
    assertThat(evaluate(DnsRecordCheck.exactly("mail.example.com", "A", SECOND_ADDRESS)).result())
        .isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void whenOneAuthoritativeServerDiffersTheCheckHoldsPartly() {
    scenario.dns.publishAt("ns2", MAIL, 300, SECOND_ADDRESS);

    assertThat(evaluate(EXACTLY_OLD_ADDRESS).result()).isEqualTo(CheckResult.PARTLY);
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).notBefore()).isNull();
    assertThat(message(evaluate(EXACTLY_OLD_ADDRESS)))
        .isEqualTo("mail.example.com A: 1 of 3 servers do not return 192.0.2.1 yet: ns2.");
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).evidence())
        .extracting(evidence -> evidence.resolver() + " " + evidence.answer())
        .containsExactly("ns1 [192.0.2.1]", "ns2 [198.51.100.2]", "resolver [192.0.2.1]");
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).isRefuted()).isTrue();
  }

  @Test
  void anAdditionalRecordMattersOnlyToExclusiveChecks() {
    scenario.dns.publishAt("ns2", MAIL, 300, OLD_ADDRESS, SECOND_ADDRESS);

    assertThat(evaluate(EXACTLY_OLD_ADDRESS).result()).isEqualTo(CheckResult.PARTLY);
    assertThat(evaluate(DnsRecordCheck.requiring("mail.example.com", "A", OLD_ADDRESS)).result())
        .isEqualTo(CheckResult.HOLDS);
    assertThat(
            evaluate(DnsRecordCheck.forbidding("mail.example.com", "A", SECOND_ADDRESS)).result())
        .isEqualTo(CheckResult.PARTLY);
  }

  @Test
  void whenOnlyAResolverDiffersItIsAMatterOfItsTtl() {
    scenario.dns.publishAt("resolver", MAIL, 120, SECOND_ADDRESS);

    assertThat(evaluate(EXACTLY_OLD_ADDRESS).result()).isEqualTo(CheckResult.PARTLY);
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).notBefore())
        .isEqualTo(scenario.now().plusSeconds(120));
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).isRefuted()).isFalse();
  }

  /** The resolver may have its answer from the server that fails. */
  @Test
  void whenAResolverDiffersAndAnAuthoritativeServerFailsTheResultIsUnknown() {
    scenario.dns.publishAt("resolver", MAIL, 120, SECOND_ADDRESS);
    scenario.makeUnknown("ns2 " + MAIL);

    assertThat(evaluate(EXACTLY_OLD_ADDRESS).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).unknown().kind()).isEqualTo(ReasonKind.SERVFAIL);
  }

  @Test
  void whenOneAuthoritativeServerFailsAndAnotherDiffersTheCheckHoldsPartly() {
    scenario.dns.publishAt("ns1", MAIL, 120, SECOND_ADDRESS);
    scenario.makeUnknown("ns2 " + MAIL);

    assertThat(evaluate(EXACTLY_OLD_ADDRESS).result()).isEqualTo(CheckResult.PARTLY);
  }

  @Test
  void whenTheOnlyResolverFailsTheResultIsUnknown() {
    scenario.makeUnknown("resolver " + MAIL);

    assertThat(evaluate(EXACTLY_OLD_ADDRESS).result()).isEqualTo(CheckResult.UNKNOWN);
  }

  /** It does not contradict the others; the message and the evidence name it. */
  @Test
  void anUnreachableResolverAmongSeveralIsOnlyNamed() {
    scenario.dns.addResolver("unreachable");
    for (ReasonKind cause :
        List.of(ReasonKind.TIMEOUT, ReasonKind.UNREACHABLE, ReasonKind.REFUSED)) {
      scenario.dns.fail("unreachable " + MAIL, cause);

      assertThat(evaluate(EXACTLY_OLD_ADDRESS).result())
          .as(cause.name())
          .isEqualTo(CheckResult.HOLDS);
      assertThat(message(evaluate(EXACTLY_OLD_ADDRESS)))
          .isEqualTo(
              "mail.example.com A: all 3 servers that answered return 192.0.2.1;"
                  + " no answer from unreachable.");
      assertThat(evaluate(EXACTLY_OLD_ADDRESS).message().arguments().toString())
          .contains("unreachable");
      assertThat(evaluate(EXACTLY_OLD_ADDRESS).evidence())
          .filteredOn(evidence -> "unreachable".equals(evidence.resolver()))
          .singleElement()
          .satisfies(e -> assertThat(e.answer().toString()).contains(cause.name()));
    }
  }

  @Test
  void anUnreachableResolverDoesNotHideThatAnotherOneDiffers() {
    scenario.dns.addResolver("unreachable");
    scenario.dns.fail("unreachable " + MAIL, ReasonKind.TIMEOUT);
    scenario.dns.publishAt("resolver", MAIL, 120, SECOND_ADDRESS);

    assertThat(evaluate(EXACTLY_OLD_ADDRESS).result()).isEqualTo(CheckResult.PARTLY);
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).notBefore())
        .isEqualTo(scenario.now().plusSeconds(120));
  }

  @Test
  void whenAllResolversTimeOutTheResultIsUnknown() {
    scenario.dns.addResolver("unreachable");
    scenario.dns.fail("unreachable " + MAIL, ReasonKind.TIMEOUT);
    scenario.dns.fail("resolver " + MAIL, ReasonKind.TIMEOUT);

    assertThat(evaluate(EXACTLY_OLD_ADDRESS).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).unknown().kind()).isEqualTo(ReasonKind.TIMEOUT);
  }

  /** It was reached and cannot resolve the name, so its users cannot either. */
  @Test
  void whenOneResolverCannotResolveTheNameTheResultIsUnknown() {
    scenario.dns.addResolver("other");
    scenario.dns.publishAt("other", MAIL, 300, OLD_ADDRESS);
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).result()).isEqualTo(CheckResult.HOLDS);

    scenario.dns.fail("other " + MAIL, ReasonKind.SERVFAIL);
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).result()).isEqualTo(CheckResult.UNKNOWN);

    scenario.dns.recover();
    scenario.dns.setAnswer(
        "other", MAIL, Observed.known(new DnsAnswer(Status.BOGUS, List.of(), List.of(), null)));
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).result()).isEqualTo(CheckResult.UNKNOWN);
  }

  @Test
  void whenAnAuthoritativeServerTimesOutTheResultIsUnknown() {
    scenario.dns.fail("ns2 " + MAIL, ReasonKind.TIMEOUT);

    assertThat(message(evaluate(EXACTLY_OLD_ADDRESS)))
        .isEqualTo("mail.example.com A: could not query 1 of 3 servers.");
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).result()).isEqualTo(CheckResult.UNKNOWN);
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).unknown().kind()).isEqualTo(ReasonKind.TIMEOUT);
  }

  @Test
  void aBogusAnswerOrAnAliasLoopIsUnknown() {
    scenario.dns.setAnswer(
        "resolver",
        MAIL,
        Observed.known(new DnsAnswer(Status.BOGUS, List.of(OLD_ADDRESS), List.of(), 300L)));
    assertThat(evaluate(EXACTLY_OLD_ADDRESS).result()).isEqualTo(CheckResult.UNKNOWN);

    scenario.dns.setAnswer(
        "ns1", MAIL, Observed.known(new DnsAnswer(Status.CNAME_LOOP, List.of(), List.of(), null)));
    assertThat(evaluate(DnsRecordCheck.forbidding("mail.example.com", "A", OLD_ADDRESS)).result())
        .as("an alias loop does not show that there is no record")
        .isNotEqualTo(CheckResult.HOLDS);
  }

  @Test
  void anAbsentRecordSatisfiesForbiddingAndNotRequiring() {
    scenario.dns.publish(MAIL, 0);

    assertThat(evaluate(DnsRecordCheck.forbidding("mail.example.com", "A", OLD_ADDRESS)).result())
        .isEqualTo(CheckResult.HOLDS);
    assertThat(evaluate(DnsRecordCheck.requiring("mail.example.com", "A", OLD_ADDRESS)).result())
        .isEqualTo(CheckResult.NOT_YET);
  }

  @Test
  void thePreferenceOfAnMxRecordDoesNotMatter() {
    scenario.dns.publish(MX, 300, "5 mail.example.com");

    assertThat(evaluate(DnsRecordCheck.requiring("example.com", "MX", "mail.example.com")).result())
        .isEqualTo(CheckResult.HOLDS);
  }

  @Test
  void aNameThatWasNotQueriedIsUnknown() {
    assertThat(
            evaluate(DnsRecordCheck.forbidding("other.example.com", "A", OLD_ADDRESS))
                .unknown()
                .kind())
        .isEqualTo(ReasonKind.NOT_ASKED);
  }
}
