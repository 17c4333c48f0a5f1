package io.todoku.runbook.step;

import io.todoku.runbook.check.MissingPlanValueCheck;
import io.todoku.runbook.check.StepCheck;
import io.todoku.runbook.plan.Plan;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the steps of all ways are made with, for one plan. */
public abstract class StepFactory {

  /** Seconds: what a record may be kept for while it is about to change. */
  public static final long LOWERED_TTL = 300;

  /** Seconds: what a record is kept for in everyday life, at least. */
  static final long NORMAL_TTL = 3600;

  /** How long the old server stays, for what comes late. */
  static final Duration OLD_SERVER_RETENTION = Duration.ofDays(5);

  final Plan plan;
  final StepCommands commands;

  StepFactory(Plan plan) {
    this.plan = plan;
    this.commands = new StepCommands(plan);
  }

  static RunbookStep step(String id, String kind, List<Object> arguments, StepCheck... checks) {
    return new RunbookStep(
        id, 0, kind, arguments, List.of(checks), List.of(), List.of(), null, null, _ -> List.of());
  }

  static Object addressText(Plan.NewServer server) {
    return server.address() == null ? "…" : server.address();
  }

  /** What is checked of an address, once it is known. */
  interface CheckOfAddress {
    StepCheck create(String address);
  }

  /** Of a server's address; where it has none yet, that is what is missing. */
  final StepCheck checkAddressOf(Plan.NewServer server, CheckOfAddress made) {
    @Nullable String address = server.address();
    String part = server.equals(plan.first()) ? "first.address" : "second.address";
    return address == null ? new MissingPlanValueCheck(part) : made.create(address);
  }
}
