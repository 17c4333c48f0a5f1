package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.account.Attestations;
import io.todoku.account.RoleOverrides;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps snapshots, and lays people's word into the newest one. */
@Component
public class SnapshotStore {

  private final ScanRepository scans;
  private final Attestations attestations;
  private final RoleOverrides roles;
  private final FirstSeen firstSeen;
  private final Clock clock;

  SnapshotStore(
      ScanRepository scans,
      Attestations attestations,
      RoleOverrides roles,
      FirstSeen firstSeen,
      Clock clock) {
    this.scans = scans;
    this.attestations = attestations;
    this.roles = roles;
    this.firstSeen = firstSeen;
    this.clock = clock;
  }

  /** What was last seen of the account, as collected; empty where it was never scanned. */
  public Optional<Snapshot> newest(String accountId) {
    return scans
        .findFirstByAccountIdAndStateOrderByFinishedAtDesc(accountId, ScanEntity.State.DONE)
        .flatMap(entity -> Optional.ofNullable(entity.snapshot))
        .map(SnapshotStore::unpack);
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
    entity.snapshot = pack(snapshot);
    scans.save(entity);
    firstSeen.note(withPeoplesWord(account, snapshot));
  }

  private static byte[] pack(Snapshot snapshot) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(SnapshotFile.write(snapshot));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Snapshot unpack(byte[] packed) {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return SnapshotFile.read(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
