package io.todoku.runbook;

import io.todoku.snapshot.Packed;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface RunbookPieces extends JpaRepository<RunbookPiece, RunbookPiece.Key> {

  List<RunbookPiece> findByRunbookIdAndPartOrderByPlace(UUID runbookId, String part);

  @Modifying(flushAutomatically = true, clearAutomatically = true)
  @Query("delete from RunbookPiece p where p.runbookId = :runbookId and p.part = :part")
  void forget(UUID runbookId, String part);

  /** Replaces a part, compressed. */
  default void keep(UUID runbookId, String part, byte[] bytes) {
    forget(runbookId, part);
    List<byte[]> packed = Packed.pack(bytes);
    for (int place = 0; place < packed.size(); place++) {
      RunbookPiece piece = new RunbookPiece();
      piece.runbookId = runbookId;
      piece.part = part;
      piece.place = place;
      piece.bytes = packed.get(place);
      save(piece);
    }
    flush();
  }

  /** Empty where the part was never kept. */
  default Optional<byte[]> read(UUID runbookId, String part) {
    List<byte[]> packed =
        findByRunbookIdAndPartOrderByPlace(runbookId, part).stream()
            .map(piece -> piece.bytes)
            .toList();
    return packed.isEmpty() ? Optional.empty() : Optional.of(Packed.unpack(packed));
  }
}
