package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.account.Attestations;
import io.todoku.account.RoleOverrides;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Holdings;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps snapshots, and lays people's word into the newest one. */
@Component
public class SnapshotStore {

  private final ScanRepository scans;
  private final SnapshotPieces pieces;
  private final Attestations attestations;
  private final RoleOverrides roles;
  private final HeldAddresses held;
  private final FirstSeen firstSeen;
  private final Clock clock;

  SnapshotStore(
      ScanRepository scans,
      SnapshotPieces pieces,
      Attestations attestations,
      RoleOverrides roles,
      HeldAddresses held,
      FirstSeen firstSeen,
      Clock clock) {
    this.scans = scans;
    this.pieces = pieces;
    this.attestations = attestations;
    this.roles = roles;
    this.held = held;
    this.firstSeen = firstSeen;
    this.clock = clock;
  }

  /** What was last seen of the account, as collected; empty where it was never scanned. */
  public Optional<Snapshot> newest(String accountId) {
    return scans
        .findFirstByAccountIdAndStateOrderByStoredAtDesc(accountId, ScanEntity.State.DONE)
        .map(entity -> pieces.findByRunIdAndAccountIdOrderByPlace(entity.runId, accountId))
        .filter(found -> !found.isEmpty())
        .map(found ->
            SnapshotFile.read(Packed.unpack(found.stream().map(piece -> piece.bytes).toList())));
  }

  /** What was last seen, with what people have said of it, to be judged now. */
  public Optional<Snapshot> current(Account account) {
    return newest(account.id()).map(snapshot -> withPeoplesWord(account, snapshot));
  }

  /**
   * What people said here counts, and what the file brought along. The sample is judged as of its
   * recording, or of what was last said of it, so that it tells the same stories in any year.
   */
  Snapshot withPeoplesWord(Account account, Snapshot snapshot) {
    Map<String, Attestation> said = new LinkedHashMap<>();
    attestations.of(account.id()).forEach(a -> said.put(a.id(), a));
    snapshot.attestations().forEach(a -> said.putIfAbsent(a.id(), a));
    Instant recording =
        said.values().stream()
            .map(Attestation::recordedAt)
            .filter(at -> at.isAfter(snapshot.finishedAt()))
            .max(Comparator.naturalOrder())
            .orElse(snapshot.finishedAt());
    return snapshot.judgedAt(
        account.sample() ? recording : clock.instant(),
        account.facts(roles.of(account.id())).among(held.elsewhereThan(account.id())),
        List.copyOf(said.values()));
  }

  @Transactional
  void keep(UUID runId, Account account, Snapshot snapshot) {
    ScanEntity entity = new ScanEntity();
    entity.runId = runId;
    entity.accountId = account.id();
    entity.startedAt = snapshot.startedAt();
    entity.finishedAt = snapshot.finishedAt();
    entity.storedAt = clock.instant();
    entity.state = ScanEntity.State.DONE;
    scans.save(entity);
    List<byte[]> packed = Packed.pack(SnapshotFile.writeCompact(snapshot));
    for (int place = 0; place < packed.size(); place++) {
      SnapshotPiece piece = new SnapshotPiece();
      piece.runId = runId;
      piece.accountId = account.id();
      piece.place = place;
      piece.bytes = packed.get(place);
      pieces.save(piece);
    }
    held.keep(account.id(), Holdings.of(snapshot));
    firstSeen.note(withPeoplesWord(account, snapshot));
  }
}
