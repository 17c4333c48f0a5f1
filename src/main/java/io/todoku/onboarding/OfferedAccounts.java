package io.todoku.onboarding;

/**
 * That accounts of an organization can be added.
 *
 * @param organization its id
 * @param count of the accounts, at least one
 */
public record OfferedAccounts(String organization, int count) {}
