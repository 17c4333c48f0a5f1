package io.todoku.runbook.check;

import io.todoku.rule.Finding;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.plan.Plan;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that checks decide from.
 *
 * @param observation the last observation
 * @param state what is stored from earlier observations, with people's decisions
 * @param findings the findings of the rules about the target account
 * @param now the present time, for checks that depend on it
 */
public record CheckContext(
    Plan plan, Observation observation, RunbookState state, List<Finding> findings, Instant now) {

  /**
   * How long an observation can show that a step is done. After that time, somebody may have
   * changed what was observed.
   */
  private static final Duration MAX_OBSERVATION_AGE = Duration.ofMinutes(15);

  public boolean isObservationFresh() {
    return !now.isAfter(observation.at().plus(MAX_OBSERVATION_AGE));
  }

  public Optional<NameView> nameView(String name, String type) {
    return observation.view(name, type);
  }

  /** The inventory of an account in a Region, or the reason why it is unknown. */
  Observed<RegionInventory> inventory(@Nullable String account, @Nullable String region) {
    List<Snapshot> snapshots = observation.snapshotsOf(account);
    if (snapshots.isEmpty() || region == null) {
      return Observed.unknown(
          Reason.of(ReasonKind.NOT_CONFIGURED, String.valueOf(account), "todoku.accounts"));
    }
    Reason unknownReason = Reason.of(ReasonKind.NOT_ASKED, region, "");
    for (Snapshot snapshot : snapshots) {
      switch (snapshot.regions()) {
        case Observed.Unknown<List<RegionInventory>>(Reason reason) -> unknownReason = reason;
        case Observed.Known<List<RegionInventory>>(List<RegionInventory> regions) -> {
          for (RegionInventory inventory : regions) {
            if (inventory.name().equals(region)) {
              return Observed.known(inventory);
            }
          }
        }
      }
    }
    return Observed.unknown(unknownReason);
  }
}
