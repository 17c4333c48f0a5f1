package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.account.Attestations;
import io.todoku.account.RoleOverrides;
import io.todoku.snapshot.Snapshot;
import java.time.Clock;
import java.util.List;
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
  private final FirstSeen firstSeen;
  private final Clock clock;

  SnapshotStore(
      ScanRepository scans,
      SnapshotPieces pieces,
      Attestations attestations,
      RoleOverrides roles,
      FirstSeen firstSeen,
      Clock clock) {
    this.scans = scans;
    this.pieces = pieces;
    this.attestations = attestations;
    this.roles = roles;
    this.firstSeen = firstSeen;
    this.clock = clock;
  }

  /** What was last seen of the account, as collected; empty where it was never scanned. */
  public Optional<Snapshot> newest(String accountId) {
    return scans
        .findFirstByAccountIdAndStateOrderByFinishedAtDesc(accountId, ScanEntity.State.DONE)
        .map(entity -> pieces.findByRunIdAndAccountIdOrderByPlace(entity.runId, accountId))
        .filter(found -> !found.isEmpty())
        .map(found -> PackedSnapshot.unpack(found.stream().map(piece -> piece.bytes).toList()));
  }

  /** What was last seen, with what people have said of it, to be judged now. */
  public Optional<Snapshot> current(Account account) {
    return newest(account.id()).map(snapshot -> withPeoplesWord(account, snapshot));
  }

  /** What people said here counts, and what the file brought along. */
  Snapshot withPeoplesWord(Account account, Snapshot snapshot) {
    return snapshot.judgedAt(
        clock.instant(), account.facts(roles.of(account.id())), attestations.inForce(account.id()));
  }

  @Transactional
  void keep(UUID runId, Account account, Snapshot snapshot) {
    ScanEntity entity = new ScanEntity();
    entity.runId = runId;
    entity.accountId = account.id();
    entity.startedAt = snapshot.startedAt();
    entity.finishedAt = snapshot.finishedAt();
    entity.state = ScanEntity.State.DONE;
    scans.save(entity);
    List<byte[]> packed = PackedSnapshot.pack(snapshot);
    for (int place = 0; place < packed.size(); place++) {
      SnapshotPiece piece = new SnapshotPiece();
      piece.runId = runId;
      piece.accountId = account.id();
      piece.place = place;
      piece.bytes = packed.get(place);
      pieces.save(piece);
    }
    firstSeen.note(withPeoplesWord(account, snapshot));
  }
}
