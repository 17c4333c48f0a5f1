package io.todoku.runbook.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.todoku.locale.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;

/** How a mail server is moved. */
public enum MigrationStrategy {
  /** The Elastic IP is moved to another instance of its account or to another account. */
  SAME_ADDRESS,
  /** A new server with its own address and host name takes over. */
  NEW_NAME,
  /** The host name is moved to a new address by way of a second host name: the twelve steps. */
  KEEP_NAME;

  /** The id in plan files and in JSON, for example {@code keep-name}. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws InvalidInputException if there is no such strategy; the message lists the ids
   */
  @JsonCreator
  public static MigrationStrategy of(String id) {
    return Arrays.stream(values())
        .filter(strategy -> strategy.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException(PlanProblem.STRATEGY.at("way")));
  }
}
