package io.todoku.onboarding;

import io.todoku.peers.OnPostgres;

/** The same on PostgreSQL. */
@OnPostgres
class OrganizationsOnPostgresIntegrationTests extends OrganizationJobsIntegrationTests {}
