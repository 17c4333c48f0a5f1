package io.todoku.runbook.observe;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was observed of a plan at one time: its DNS records, and the accounts that it concerns.
 *
 * @param at when the observation ended
 * @param nameViews the records of the plan as each DNS server answers them
 * @param target the account to move to, and how its mail servers answer
 * @param source the account of the old server; null if that is the same account and Region, not on
 *     EC2 or not accessible
 */
public record Observation(
    Instant at,
    @JsonProperty("names") List<NameView> nameViews,
    Snapshot target,
    @Nullable Snapshot source) {

  public Optional<NameView> view(String name, String type) {
    return nameViews.stream()
        .filter(view -> view.name().equals(name) && view.type().equals(type))
        .findFirst();
  }

  /** The snapshots of an account, each of one Region; empty if the account was not observed. */
  public List<Snapshot> snapshotsOf(@Nullable String account) {
    return Stream.of(target, source)
        .flatMap(Stream::ofNullable)
        .filter(snapshot -> snapshot.account().id().equals(account))
        .toList();
  }
}
