package io.todoku.runbook;

import io.todoku.rule.Evidence;
import io.todoku.rule.Text;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import java.util.List;

/**
 * Every authoritative server gives a record with a TTL of everyday again.
 *
 * @param least seconds
 */
record TtlRaised(String name, String type, long least) implements Check {

  @Override
  public Outcome in(Scene scene) {
    Holders holders = Holders.of(scene, name, type);
    List<Evidence> evidence = Held.evidence(scene, name, type);
    long lowest = holders.answers().stream().mapToLong(TtlRaised::seconds).min().orElse(least);
    if (lowest < least) {
      return Outcome.notYet(Text.of("runbook.check.ttl.low", name, type, lowest, least), evidence);
    }
    return holders.blind() == null
        ? Outcome.holds(Text.of("runbook.check.ttl.raised", name, type, lowest), evidence)
        : holders.unseen();
  }

  /** What is not there is kept for no time. */
  private static long seconds(DnsAnswer answer) {
    return answer.records().isEmpty() || answer.ttl() == null ? 0 : answer.ttl();
  }
}
