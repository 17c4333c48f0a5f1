package io.todoku.snapshot;

import java.time.Instant;

/** A case at AWS Support, by its subject; times in UTC. */
public record SupportCase(
    String id, String displayId, String subject, String status, Instant createdAt) {}
