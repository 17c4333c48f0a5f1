package io.todoku.history;

import io.todoku.account.Waiver;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.SnapshotOrigin;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything an account's checklist is derived from: equal inputs give equal checklists.
 *
 * @param run the run that collected the newest snapshot
 * @param origin of the newest snapshot, or of the one that a recheck rests on; null where it was
 *     collected here
 * @param facts the account's settings and role overrides
 * @param otherAccountsHash a checksum over the addresses that other accounts hold, and over the
 *     transit gateways that they share
 * @param attestations newest first
 * @param waivers newest first
 * @param catalogue version of the rules by which the history was derived; empty if it was not
 *     derived yet
 * @param hour the hour of judging: anything that expires does so by the hour
 */
public record ChecklistInputs(
    UUID run,
    @Nullable SnapshotOrigin origin,
    AccountFacts facts,
    long otherAccountsHash,
    List<Attestation> attestations,
    List<Waiver> waivers,
    String catalogueVersion,
    Instant judgedAtHour) {}
