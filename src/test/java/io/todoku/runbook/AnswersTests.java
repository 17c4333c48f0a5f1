package io.todoku.runbook;

import static io.todoku.runbook.Scenery.MAIL;
import static io.todoku.runbook.Scenery.MX;
import static io.todoku.runbook.Scenery.OLD;
import static io.todoku.runbook.Scenery.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.runbook.Outcome.Result;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A record at all servers that hold it and all resolvers. */
class AnswersTests {

  private static final Check ONLY = Answers.only("mail.example.com", "A", OLD);

  private final Scenery world = Scenery.keepName();

  private Outcome of(Check check) {
    return check.in(world.scene());
  }

  @Test
  void allAgree() {
    assertThat(of(ONLY).result()).isEqualTo(Result.HOLDS);
    assertThat(of(ONLY).evidence())
        .extracting(evidence -> evidence.resolver())
        .containsExactly("ns1", "ns2", "resolver");
    assertThat(of(Answers.only("mail.example.com", "A", TWO)).result()).isEqualTo(Result.NOT_YET);
  }

  @Test
  void oneServerHasAnother() {
    world.dns.at("ns2", MAIL, 300, TWO);

    assertThat(of(ONLY).result()).isEqualTo(Result.PARTLY);
    assertThat(of(ONLY).notBefore()).isNull();
    assertThat(of(ONLY).fails()).isTrue();
  }

  @Test
  void oneServerHasAnotherBeside() {
    world.dns.at("ns2", MAIL, 300, OLD, TWO);

    assertThat(of(ONLY).result()).isEqualTo(Result.PARTLY);
    assertThat(of(Answers.having("mail.example.com", "A", OLD)).result()).isEqualTo(Result.HOLDS);
    assertThat(of(Answers.lacking("mail.example.com", "A", TWO)).result()).isEqualTo(Result.PARTLY);
  }

  @Test
  void onlyTheResolverHasAnother() {
    world.dns.at("resolver", MAIL, 120, TWO);

    assertThat(of(ONLY).result()).isEqualTo(Result.PARTLY);
    assertThat(of(ONLY).notBefore()).isEqualTo(world.now().plusSeconds(120));
    assertThat(of(ONLY).fails()).isFalse();
  }

  /** The resolver may have it from the server that is silent. */
  @Test
  void theResolverHasAnotherAndAServerIsSilent() {
    world.dns.at("resolver", MAIL, 120, TWO);
    world.blind("ns2 " + MAIL);

    assertThat(of(ONLY).result()).isEqualTo(Result.UNKNOWN);
    assertThat(of(ONLY).unknown().cause()).isEqualTo(Cause.SERVFAIL);
  }

  @Test
  void aServerIsSilentAndAnotherHasAnother() {
    world.dns.at("ns1", MAIL, 120, TWO);
    world.blind("ns2 " + MAIL);

    assertThat(of(ONLY).result()).isEqualTo(Result.PARTLY);
  }

  @Test
  void aResolverIsSilent() {
    world.blind("resolver " + MAIL);

    assertThat(of(ONLY).result()).isEqualTo(Result.UNKNOWN);
  }

  /** It says nothing against what all others say; its silence is told. */
  @Test
  void oneOfSeveralResolversIsSilent() {
    world.dns.resolver("dead");
    for (Cause silence : List.of(Cause.TIMEOUT, Cause.UNREACHABLE, Cause.REFUSED)) {
      world.dns.silence("dead " + MAIL, silence);

      assertThat(of(ONLY).result()).as(silence.name()).isEqualTo(Result.HOLDS);
      assertThat(of(ONLY).says().key()).endsWith("but");
      assertThat(of(ONLY).says().arguments().toString()).contains("dead");
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
    world.dns.at("resolver", MAIL, 120, TWO);

    assertThat(of(ONLY).result()).isEqualTo(Result.PARTLY);
    assertThat(of(ONLY).notBefore()).isEqualTo(world.now().plusSeconds(120));
  }

  @Test
  void allResolversAreSilent() {
    world.dns.resolver("dead");
    world.dns.silence("dead " + MAIL, Cause.TIMEOUT);
    world.dns.silence("resolver " + MAIL, Cause.TIMEOUT);

    assertThat(of(ONLY).result()).isEqualTo(Result.UNKNOWN);
    assertThat(of(ONLY).unknown().cause()).isEqualTo(Cause.TIMEOUT);
  }

  /** It was asked, and cannot find it: nor can those who ask it. */
  @Test
  void oneOfSeveralResolversFails() {
    world.dns.resolver("other");
    world.dns.at("other", MAIL, 300, OLD);
    assertThat(of(ONLY).result()).isEqualTo(Result.HOLDS);

    world.dns.silence("other " + MAIL, Cause.SERVFAIL);
    assertThat(of(ONLY).result()).isEqualTo(Result.UNKNOWN);

    world.dns.hear();
    world.dns.says(
        "other", MAIL, Observed.known(new DnsAnswer(Status.BOGUS, List.of(), List.of(), null)));
    assertThat(of(ONLY).result()).isEqualTo(Result.UNKNOWN);
  }

  @Test
  void aServerThatHoldsTheZoneMayNotBeSilent() {
    world.dns.silence("ns2 " + MAIL, Cause.TIMEOUT);

    assertThat(of(ONLY).result()).isEqualTo(Result.UNKNOWN);
    assertThat(of(ONLY).unknown().cause()).isEqualTo(Cause.TIMEOUT);
  }

  @Test
  void aZoneInDisorderIsNoAnswer() {
    world.dns.says(
        "resolver",
        MAIL,
        Observed.known(new DnsAnswer(Status.BOGUS, List.of(OLD), List.of(), 300L)));
    assertThat(of(ONLY).result()).isEqualTo(Result.UNKNOWN);

    world.dns.says(
        "ns1", MAIL, Observed.known(new DnsAnswer(Status.CNAME_LOOP, List.of(), List.of(), null)));
    assertThat(of(Answers.lacking("mail.example.com", "A", OLD)).result())
        .as("that no record came does not show that there is none")
        .isNotEqualTo(Result.HOLDS);
  }

  @Test
  void whatIsGoneIsLacking() {
    world.dns.all(MAIL, 0);

    assertThat(of(Answers.lacking("mail.example.com", "A", OLD)).result()).isEqualTo(Result.HOLDS);
    assertThat(of(Answers.having("mail.example.com", "A", OLD)).result()).isEqualTo(Result.NOT_YET);
  }

  @Test
  void ofMxRecordsTheHostsCount() {
    world.dns.all(MX, 300, "5 mail.example.com");

    assertThat(of(Answers.having("example.com", "MX", "mail.example.com")).result())
        .isEqualTo(Result.HOLDS);
  }

  @Test
  void whatNobodyAskedIsUnknown() {
    assertThat(of(Answers.lacking("other.example.com", "A", OLD)).unknown().cause())
        .isEqualTo(Cause.NOT_ASKED);
  }
}
