package io.todoku.account;

import io.todoku.snapshot.Attestation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What people have decided about an account in files: attestations and waivers, whether in force or
 * not.
 */
public record AccountDecisions(List<Attestation> attestations, List<Waiver> waivers) {

  public static final AccountDecisions NONE = new AccountDecisions(List.of(), List.of());

  public AccountDecisions {
    attestations = List.copyOf(attestations);
    waivers = List.copyOf(waivers);
  }

  /** Both, each decision once. */
  public AccountDecisions and(AccountDecisions others) {
    return new AccountDecisions(
        Stream.concat(attestations.stream(), others.attestations.stream()).distinct().toList(),
        Stream.concat(waivers.stream(), others.waivers.stream()).distinct().toList());
  }

  /** The decisions made at or before the given time. */
  public AccountDecisions madeUntil(Instant time) {
    return new AccountDecisions(
        attestations.stream().filter(made -> !made.recordedAt().isAfter(time)).toList(),
        waivers.stream().filter(made -> !made.createdAt().isAfter(time)).toList());
  }

  public boolean isEmpty() {
    return attestations.isEmpty() && waivers.isEmpty();
  }
}
