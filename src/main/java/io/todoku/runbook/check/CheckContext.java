package io.todoku.runbook.check;

import io.todoku.rule.Finding;
import io.todoku.runbook.observe.Observation;
import io.todoku.runbook.observe.RunbookState;
import io.todoku.runbook.plan.Plan;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.RegionInventory;
import io.todoku.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that checks look at.
 *
 * @param findings of the rules about the new account
 * @param now for what time decides
 */
public record CheckContext(
    Plan plan, Observation observation, RunbookState state, List<Finding> findings, Instant now) {

  /** For how long what was seen shows something new: later somebody may have changed it. */
  private static final Duration MAX_OBSERVATION_AGE = Duration.ofMinutes(15);

  public boolean isObservationFresh() {
    return !now.isAfter(observation.at().plus(MAX_OBSERVATION_AGE));
  }

  public Optional<NameView> nameView(String name, String type) {
    return observation.view(name, type);
  }

  /** What the Region of an account holds, or why that is not known. */
  Observed<RegionInventory> inventory(@Nullable String account, @Nullable String region) {
    List<Snapshot> snapshots = observation.snapshotsOf(account);
    if (snapshots.isEmpty() || region == null) {
      return Observed.unknown(
          Reason.of(Cause.NOT_CONFIGURED, String.valueOf(account), "todoku.accounts"));
    }
    Reason unseen = Reason.of(Cause.NOT_ASKED, region, "");
    for (Snapshot snapshot : snapshots) {
      switch (snapshot.regions()) {
        case Observed.Unknown<List<RegionInventory>>(Reason why) -> unseen = why;
        case Observed.Known<List<RegionInventory>>(List<RegionInventory> regions) -> {
          for (RegionInventory one : regions) {
            if (one.name().equals(region)) {
              return Observed.known(one);
            }
          }
        }
      }
    }
    return Observed.unknown(unseen);
  }
}
