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
 * Every authoritative server gives a record with a low TTL, and what was kept with a higher one has
 * run out everywhere. For how long others keep that there is no record is no part of it: {@link
 * Caches} waits for that.
 *
 * @param most seconds
 */
public record TtlLoweredCheck(String name, String type, long maxSeconds) implements StepCheck {

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    AuthoritativeAnswers holders = AuthoritativeAnswers.of(scene.observation(), name, type);
    long highest =
        holders.answers().stream()
            .filter(answer -> !answer.records().isEmpty())
            .map(DnsAnswer::ttl)
            .flatMap(Stream::ofNullable)
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    List<List<AnswerPeriod>> servers = scene.state().periods(name, type);
    List<Evidence> evidence =
        RecordHistoryEvidence.of(scene.observation(), scene.state(), name, type);
    if (highest > maxSeconds) {
      return CheckOutcome.notYet(
          Text.of("runbook.check.ttl.high", name, type, highest, maxSeconds), evidence);
    }
    if (holders.unknownReason() != null || servers.isEmpty()) {
      return CheckOutcome.unknown(holders);
    }
    Instant until =
        AnswerPeriod.expiredFromAllCaches(
            servers, this::isHigh, scene.now(), AnswerPeriod.ASSUMED_TTL);
    if (!scene.now().isBefore(until)) {
      return CheckOutcome.holds(Text.of("runbook.check.ttl.hold", name, type, highest), evidence);
    }
    boolean seen = servers.stream().flatMap(List::stream).anyMatch(this::isHigh);
    String key = seen ? "runbook.check.ttl.wait" : "runbook.check.caches.assume";
    return new CheckOutcome(
        CheckResult.NEEDS_TIME, Text.of(key, name, type), evidence, null, until);
  }

  private boolean isHigh(AnswerPeriod phase) {
    return !phase.values().isEmpty() && phase.ttl() > maxSeconds;
  }
}
