package io.todoku.runbook;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the steps of all ways are made with, for one plan. */
abstract class Moves {

  /** Seconds: what a record may be kept for while it is about to change. */
  static final long LOW = 300;

  /** Seconds: what a record is kept for in everyday life, at least. */
  static final long EVERYDAY = 3600;

  /** How long the old server stays, for what comes late. */
  static final Duration KEPT = Duration.ofDays(5);

  final Plan plan;
  final Pasted pasted;

  Moves(Plan plan) {
    this.plan = plan;
    this.pasted = new Pasted(plan);
  }

  static Step step(String id, String kind, List<Object> arguments, Check... checks) {
    return new Step(
        id, 0, kind, arguments, List.of(checks), List.of(), List.of(), null, null, _ -> List.of());
  }

  static Object address(Plan.Server server) {
    return server.address() == null ? "…" : server.address();
  }

  /** What is checked of an address, once it is known. */
  interface OfAddress {
    Check check(String address);
  }

  /** Of a server's address; where it has none yet, that is what is missing. */
  final Check at(Plan.Server server, OfAddress made) {
    @Nullable String address = server.address();
    String part = server.equals(plan.first()) ? "first.address" : "second.address";
    return address == null ? new Unset(part) : made.check(address);
  }
}
