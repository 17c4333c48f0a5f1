package io.todoku.runbook.check;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.runbook.check.CheckOutcome.CheckResult;
import io.todoku.runbook.observe.AnswerPeriod;
import io.todoku.runbook.observe.AuthoritativeAnswers;
import io.todoku.runbook.observe.RecordHistoryEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * No cache may still give an answer other than the expected one. That is so once the observed TTL
 * of the old answer has passed since each authoritative server was first observed without it.
 *
 * @param negativeTtlType for a name that is new, the type of another record whose negative TTL
 *     shows how long caches may keep that the name does not exist; null for a name that is not new
 */
public record OldRecordExpiredCheck(DnsRecordCheck expected, @Nullable String negativeTtlType)
    implements StepCheck {

  public OldRecordExpiredCheck(DnsRecordCheck expected) {
    this(expected, null);
  }

  /** For a name that did not exist before: caches may keep that it does not exist. */
  public static OldRecordExpiredCheck forNewName(DnsRecordCheck expected) {
    return new OldRecordExpiredCheck(expected, "AAAA");
  }

  @Override
  public CheckOutcome evaluate(CheckContext context) {
    String name = expected.name();
    String type = expected.type();
    AuthoritativeAnswers answers = AuthoritativeAnswers.of(context.observation(), name, type);
    List<List<AnswerPeriod>> servers = context.state().periods(name, type);
    List<Evidence> evidence =
        RecordHistoryEvidence.of(context.observation(), context.state(), name, type);
    if (answers.answers().stream().anyMatch(answer -> !expected.isExpected(answer.records()))) {
      return CheckOutcome.notYet(Text.of("runbook.check.caches.wait", name, type), evidence);
    }
    if (answers.unknownReason() != null || servers.isEmpty()) {
      return CheckOutcome.unknown(answers);
    }
    Instant expiry =
        AnswerPeriod.expiredFromAllCaches(
            servers, this::isOldAnswer, context.now(), assumedTtl(context));
    if (!context.now().isBefore(expiry)) {
      return CheckOutcome.holds(Text.of("runbook.check.caches.hold", name, type), evidence);
    }
    boolean oldAnswerObserved = servers.stream().flatMap(List::stream).anyMatch(this::isOldAnswer);
    String key =
        "runbook.check.caches."
            + (oldAnswerObserved ? "wait" : negativeTtlType == null ? "assume" : "news");
    return new CheckOutcome(
        CheckResult.NEEDS_TIME, Text.of(key, name, type), evidence, null, expiry);
  }

  /**
   * The negative TTL (RFC 2308) of the zone if it was observed, otherwise {@link
   * AnswerPeriod#ASSUMED_TTL}.
   */
  private Duration assumedTtl(CheckContext context) {
    List<List<AnswerPeriod>> otherRecords =
        negativeTtlType == null
            ? List.of()
            : context.state().periods(expected.name(), negativeTtlType);
    return otherRecords.stream()
        .flatMap(List::stream)
        .filter(period -> period.values().isEmpty())
        .map(period -> Duration.ofSeconds(period.ttl()))
        .max(Comparator.naturalOrder())
        .orElse(AnswerPeriod.ASSUMED_TTL);
  }

  private boolean isOldAnswer(AnswerPeriod period) {
    return !expected.isExpected(period.values());
  }

  /**
   * When the last cache drops the old answer that was observed, or that is assumed if none was
   * observed; empty before the first observation.
   */
  public Optional<Instant> expiredAt(CheckContext context) {
    List<List<AnswerPeriod>> servers = context.state().periods(expected.name(), expected.type());
    return servers.stream()
        .flatMap(List::stream)
        .filter(this::isOldAnswer)
        .map(period -> period.cachedUntil(context.now()))
        .max(Comparator.naturalOrder())
        .or(() ->
            Optional.of(servers)
                .filter(observed -> !observed.isEmpty())
                .map(observed ->
                    AnswerPeriod.expiredFromAllCaches(
                        observed, this::isOldAnswer, context.now(), assumedTtl(context))));
  }
}
