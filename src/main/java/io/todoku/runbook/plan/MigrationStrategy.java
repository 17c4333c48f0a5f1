package io.todoku.runbook.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.todoku.runbook.plan.InvalidPlanException.PlanProblem;
import java.util.Arrays;
import java.util.Locale;

/** How a mail server can move. */
public enum MigrationStrategy {
  /** The Elastic IP goes along, to another instance of the account or to another account. */
  SAME_ADDRESS,
  /** A new server with an address and a name of its own takes over. */
  NEW_NAME,
  /** The name comes to a new address, by way of a second name: the twelve steps. */
  KEEP_NAME;

  /** In files and addresses: {@code keep-name}. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException naming the ways that there are
   */
  @JsonCreator
  public static MigrationStrategy of(String id) {
    return Arrays.stream(values())
        .filter(way -> way.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new InvalidPlanException(PlanProblem.STRATEGY, "way"));
  }
}
