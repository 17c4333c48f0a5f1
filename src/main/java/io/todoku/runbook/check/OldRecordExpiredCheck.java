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
 * No cache in the world may still give another answer than the wanted one: since each authoritative
 * server was first seen without it, as long has passed as it may be kept by the TTL that was really
 * seen there.
 *
 * @param beside type of another record of the name, which tells where the name is new how long
 *     others may take it for missing; null where the name is not new
 */
public record OldRecordExpiredCheck(DnsRecordCheck expected, @Nullable String negativeTtlType)
    implements StepCheck {

  public OldRecordExpiredCheck(DnsRecordCheck wanted) {
    this(wanted, null);
  }

  /** Of a name that was not there before: at the worst somebody knows that it was not. */
  public static OldRecordExpiredCheck forNewName(DnsRecordCheck wanted) {
    return new OldRecordExpiredCheck(wanted, "AAAA");
  }

  @Override
  public CheckOutcome evaluate(CheckContext scene) {
    String name = expected.name();
    String type = expected.type();
    AuthoritativeAnswers holders = AuthoritativeAnswers.of(scene.observation(), name, type);
    List<List<AnswerPeriod>> servers = scene.state().periods(name, type);
    List<Evidence> evidence =
        RecordHistoryEvidence.of(scene.observation(), scene.state(), name, type);
    if (holders.answers().stream().anyMatch(answer -> !expected.isExpected(answer.records()))) {
      return CheckOutcome.notYet(Text.of("runbook.check.caches.wait", name, type), evidence);
    }
    if (holders.unknownReason() != null || servers.isEmpty()) {
      return CheckOutcome.unknown(holders);
    }
    Instant until =
        AnswerPeriod.expiredFromAllCaches(
            servers, this::isOldAnswer, scene.now(), assumedTtl(scene));
    if (!scene.now().isBefore(until)) {
      return CheckOutcome.holds(Text.of("runbook.check.caches.hold", name, type), evidence);
    }
    boolean seen = servers.stream().flatMap(List::stream).anyMatch(this::isOldAnswer);
    String key =
        "runbook.check.caches." + (seen ? "wait" : negativeTtlType == null ? "assume" : "news");
    return new CheckOutcome(
        CheckResult.NEEDS_TIME, Text.of(key, name, type), evidence, null, until);
  }

  /** By the negative TTL (RFC 2308) of the zone where it was seen, else by the assumed day. */
  private Duration assumedTtl(CheckContext scene) {
    List<List<AnswerPeriod>> others =
        negativeTtlType == null
            ? List.of()
            : scene.state().periods(expected.name(), negativeTtlType);
    return others.stream()
        .flatMap(List::stream)
        .filter(phase -> phase.values().isEmpty())
        .map(phase -> Duration.ofSeconds(phase.ttl()))
        .max(Comparator.naturalOrder())
        .orElse(AnswerPeriod.ASSUMED_TTL);
  }

  private boolean isOldAnswer(AnswerPeriod phase) {
    return !expected.isExpected(phase.values());
  }

  /**
   * When the last cache has let go of what was seen, or of what is assumed where nothing else ever
   * was; empty before the first look.
   */
  public Optional<Instant> expiredAt(CheckContext scene) {
    List<List<AnswerPeriod>> servers = scene.state().periods(expected.name(), expected.type());
    return servers.stream()
        .flatMap(List::stream)
        .filter(this::isOldAnswer)
        .map(phase -> phase.cachedUntil(scene.now()))
        .max(Comparator.naturalOrder())
        .or(() ->
            Optional.of(servers)
                .filter(seen -> !seen.isEmpty())
                .map(seen ->
                    AnswerPeriod.expiredFromAllCaches(
                        seen, this::isOldAnswer, scene.now(), assumedTtl(scene))));
  }
}
