package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.observe.AuthoritativeAnswers;
import io.todoku.runbook.observe.RecordHistoryEvidence;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import java.util.List;

/**
 * Every authoritative server gives a record with a normal TTL again.
 *
 * @param minSeconds the lowest TTL that counts as normal
 */
public record TtlRestoredCheck(String name, String type, long minSeconds) implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    AuthoritativeAnswers answers = AuthoritativeAnswers.of(context.observation(), name, type);
    List<Evidence> evidence =
        RecordHistoryEvidence.of(context.observation(), context.state(), name, type);
    long lowest =
        answers.answers().stream().mapToLong(TtlRestoredCheck::ttlSeconds).min().orElse(minSeconds);
    if (lowest < minSeconds) {
      return CheckOutcome.notYet(
          Text.of("runbook.check.ttl.low", name, type, lowest, minSeconds), evidence);
    }
    return answers.unknownReason() == null
        ? CheckOutcome.holds(Text.of("runbook.check.ttl.raised", name, type, lowest), evidence)
        : CheckOutcome.unknown(answers);
  }

  /** The TTL of an answer; 0 if there is no record. */
  private static long ttlSeconds(DnsAnswer answer) {
    return answer.records().isEmpty() || answer.ttl() == null ? 0 : answer.ttl();
  }
}
