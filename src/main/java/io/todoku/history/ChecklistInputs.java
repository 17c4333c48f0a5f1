package io.todoku.history;

import io.todoku.account.Waiver;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Attestation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * All that an account's checklist is derived from: where two are equal, so are the checklists.
 *
 * @param run that brought home the newest snapshot
 * @param facts of the account, with what people say of addresses
 * @param heldElsewhere a sum over the addresses that other accounts hold
 * @param said attestations, newest first
 * @param waivers newest first
 * @param catalogue by which what is known over all scans was derived; empty where it was not yet
 * @param hour in which it is judged: what expires does so by then
 */
public record ChecklistInputs(
    UUID run,
    AccountFacts facts,
    long otherAccountsAddressHash,
    List<Attestation> attestations,
    List<Waiver> waivers,
    String catalogueVersion,
    Instant judgedAtHour) {}
