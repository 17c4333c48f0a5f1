package io.todoku.installation;

import java.time.Instant;

/** That an installation is quiet, why, and since when. */
public record QuietPeriod(QuietReason reason, Instant since) {}
