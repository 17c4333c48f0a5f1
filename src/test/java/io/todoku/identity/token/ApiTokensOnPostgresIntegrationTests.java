package io.todoku.identity.token;

import io.todoku.peers.OnPostgres;

/** Repeats the tests of API tokens on PostgreSQL. */
@OnPostgres
class ApiTokensOnPostgresIntegrationTests extends ApiTokensIntegrationTests {}
