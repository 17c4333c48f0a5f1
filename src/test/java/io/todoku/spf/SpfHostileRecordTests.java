package io.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.spf.SpfEvaluator.SpfOutcome;
import io.todoku.spf.SpfEvaluator.SpfResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that are made to break whoever evaluates them. */
class SpfHostileRecordTests {

  private static final String DOMAIN = "example.com";

  static Stream<String> longTerms() {
    return Stream.of(
        "redirect=" + "%%".repeat(2030),
        "exists:" + "%{i}".repeat(1000),
        "exists:%{i" + "1".repeat(4000) + "}",
        "include:" + "a.".repeat(2030),
        "a:" + "-".repeat(4080),
        "mx:" + "%_".repeat(2000),
        "x-unknown=" + "%%".repeat(2030),
        "a".repeat(4000) + "=b",
        "ip6:" + "0:".repeat(30_000));
  }

  @ParameterizedTest
  @MethodSource("longTerms")
  void aTermThatIsLongerThanAnyNameIsAnError(String term) {
    SpfOutcome outcome = evaluate(Map.of(DOMAIN, "v=spf1 ip4:192.0.2.1 " + term + " -all"));

    assertThat(outcome.result()).isEqualTo(SpfResult.PERMERROR);
    assertThat(outcome.error()).isEqualTo("example.com TXT: a term of more than 512 characters");
  }

  @ParameterizedTest
  @MethodSource("longTerms")
  void itIsAnErrorOfWhoeverIncludesIt(String term) {
    SpfOutcome outcome =
        evaluate(
            Map.of(DOMAIN, "v=spf1 include:other.example -all", "other.example", "v=spf1 " + term));

    assertThat(outcome.result()).isEqualTo(SpfResult.PERMERROR);
    assertThat(outcome.error()).startsWith("other.example TXT: ");
  }

  @Test
  void theLongestTermThatIsReadIsEvaluated() {
    String macro = "%{i}." + "a".repeat(63) + "." + "%{h}".repeat(107) + ".test";
    String term = "exists:" + macro;
    assertThat(term).hasSize(509);

    assertThat(evaluate(Map.of(DOMAIN, "v=spf1 " + term + " -all")).result())
        .isEqualTo(SpfResult.FAIL);
  }

  @Test
  void aRecordOfManyTermsIsEvaluated() {
    String many =
        IntStream.range(0, 4000)
            .mapToObj(i -> "ip4:10.%d.%d.0/24".formatted(i / 256, i % 256))
            .reduce("v=spf1", (record, term) -> record + " " + term);

    assertThat(evaluate(Map.of(DOMAIN, many + " -all")).result()).isEqualTo(SpfResult.FAIL);
  }

  private static SpfOutcome evaluate(Map<String, String> records) {
    return new SpfEvaluator(
            (name, type) -> {
              String text = type.equals("TXT") ? records.get(name) : null;
              DnsAnswer answer =
                  text == null
                      ? new DnsAnswer(Status.NXDOMAIN, List.of(), List.of(), null)
                      : new DnsAnswer(Status.ANSWERED, List.of(text), List.of(), 300L);
              return new DnsLookup(name, type, "resolver", Instant.EPOCH, Observed.known(answer));
            })
        .evaluate("198.51.100.1", DOMAIN);
  }
}
