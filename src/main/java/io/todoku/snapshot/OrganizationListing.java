package io.todoku.snapshot;

import java.util.List;

/**
 * The accounts of an AWS organization at one time.
 *
 * @param id of the organization, {@code o-exampleorgid}
 * @param managementAccount twelve digits
 * @param accounts all of them, in the order of their ids
 * @param causes why units or tags of some accounts are Unknown, each cause once
 */
public record OrganizationListing(
    String id, String managementAccount, List<OrganizationAccount> accounts, List<Reason> causes) {}
