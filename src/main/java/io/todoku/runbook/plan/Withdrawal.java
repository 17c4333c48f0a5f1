package io.todoku.runbook.plan;

import java.time.Instant;

/** Who took a decision about a step back, and when. */
public record Withdrawal(String by, Instant at) {}
