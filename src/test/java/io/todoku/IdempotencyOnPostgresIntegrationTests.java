package io.todoku;

import io.todoku.peers.OnPostgres;

/** The same on PostgreSQL, which aborts a transaction where H2 goes on. */
@OnPostgres
class IdempotencyOnPostgresIntegrationTests extends IdempotencyIntegrationTests {}
