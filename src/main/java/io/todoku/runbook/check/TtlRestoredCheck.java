package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.observe.AuthoritativeAnswers;
import io.todoku.runbook.observe.RecordHistoryEvidence;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import java.util.List;

/**
 * Every authoritative server gives a record with a TTL of everyday again.
 *
 * @param least seconds
 */
public record TtlRestoredCheck(String name, String type, long minSeconds) implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    AuthoritativeAnswers holders = AuthoritativeAnswers.of(scene.observation(), name, type);
    List<Evidence> evidence =
        RecordHistoryEvidence.of(scene.observation(), scene.state(), name, type);
    long lowest =
        holders.answers().stream().mapToLong(TtlRestoredCheck::ttlSeconds).min().orElse(minSeconds);
    if (lowest < minSeconds) {
      return CheckOutcome.notYet(
          Text.of("runbook.check.ttl.low", name, type, lowest, minSeconds), evidence);
    }
    return holders.unknownReason() == null
        ? CheckOutcome.holds(Text.of("runbook.check.ttl.raised", name, type, lowest), evidence)
        : CheckOutcome.unknown(holders);
  }

  /** What is not there is kept for no time. */
  private static long ttlSeconds(DnsAnswer answer) {
    return answer.records().isEmpty() || answer.ttl() == null ? 0 : answer.ttl();
  }
}
