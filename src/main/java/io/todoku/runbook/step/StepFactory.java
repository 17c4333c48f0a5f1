package io.todoku.runbook.step;

import io.todoku.rule.Text;
import io.todoku.runbook.check.MissingPlanValueCheck;
import io.todoku.runbook.check.StepCheck;
import io.todoku.runbook.plan.Plan;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates steps of one plan; what the factories of all kinds of steps share. */
public abstract class StepFactory {

  /** The TTL in seconds of a record that is about to change. */
  public static final long LOWERED_TTL = 300;

  /** The lowest TTL in seconds that counts as normal. */
  static final long NORMAL_TTL = 3600;

  /** How long the old server is kept running for mail that still arrives there. */
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

  /** The address of a new server, or the name of the plan's field while it is not allocated. */
  final Object addressText(Plan.NewServer server) {
    @Nullable String address = server.address();
    return address == null ? Text.of("runbook." + addressKey(server)) : address;
  }

  private String addressKey(Plan.NewServer server) {
    return server.equals(plan.first()) ? "first.address" : "second.address";
  }

  /** Creates a check of an address that is known. */
  interface CheckOfAddress {
    StepCheck create(String address);
  }

  /** A check of a server's address, or of the missing value while the plan has no address. */
  final StepCheck checkAddressOf(Plan.NewServer server, CheckOfAddress factory) {
    @Nullable String address = server.address();
    return address == null
        ? new MissingPlanValueCheck(addressKey(server))
        : factory.create(address);
  }
}
