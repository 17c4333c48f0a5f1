package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.runbook.observe.AnswerPeriod;
import io.todoku.runbook.observe.AuthoritativeAnswers;
import io.todoku.runbook.observe.RecordHistoryEvidence;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every authoritative server gives a record with a low TTL, and the answers with a higher TTL have
 * expired from all caches. Negative answers do not matter here; {@link OldRecordExpiredCheck} waits
 * for those.
 *
 * @param maxSeconds the highest TTL that counts as low
 */
public record TtlLoweredCheck(String name, String type, long maxSeconds) implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    AuthoritativeAnswers answers = AuthoritativeAnswers.of(context.observation(), name, type);
    long highest =
        answers.answers().stream()
            .filter(answer -> !answer.records().isEmpty())
            .map(DnsAnswer::ttl)
            .flatMap(Stream::ofNullable)
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    List<List<AnswerPeriod>> servers = context.state().periods(name, type);
    List<Evidence> evidence =
        RecordHistoryEvidence.of(context.observation(), context.state(), name, type);
    if (highest > maxSeconds) {
      return CheckOutcome.notYet(
          Text.of("runbook.check.ttl.high", name, type, highest, maxSeconds), evidence);
    }
    if (answers.unknownReason() != null || servers.isEmpty()) {
      return CheckOutcome.unknown(answers);
    }
    Instant expiry =
        AnswerPeriod.expiredFromAllCaches(
            servers, this::isHigh, context.now(), AnswerPeriod.ASSUMED_TTL);
    if (!context.now().isBefore(expiry)) {
      return CheckOutcome.holds(Text.of("runbook.check.ttl.hold", name, type, highest), evidence);
    }
    boolean highTtlObserved = servers.stream().flatMap(List::stream).anyMatch(this::isHigh);
    String key = highTtlObserved ? "runbook.check.ttl.wait" : "runbook.check.caches.assume";
    return new CheckOutcome(
        CheckResult.NEEDS_TIME, Text.of(key, name, type), evidence, null, expiry);
  }

  private boolean isHigh(AnswerPeriod period) {
    return !period.values().isEmpty() && period.ttl() > maxSeconds;
  }
}
