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
 * What one look at a plan's world has seen.
 *
 * @param at when the look ended
 * @param names each record of the plan, server by server
 * @param target what the new account holds, and how its servers answer
 * @param source the same of the account that held the old server; null where it is no other
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

  /** What was seen of an account, of one Region each; empty where it was not looked at. */
  public List<Snapshot> snapshotsOf(@Nullable String account) {
    return Stream.of(target, source)
        .flatMap(Stream::ofNullable)
        .filter(one -> one.account().id().equals(account))
        .toList();
  }
}
