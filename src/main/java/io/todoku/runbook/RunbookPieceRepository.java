package io.todoku.runbook;

import io.todoku.snapshot.GzipPieces;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface RunbookPieceRepository extends JpaRepository<RunbookPiece, RunbookPiece.RunbookPieceKey> {

  List<RunbookPiece> findByRunbookIdAndPartOrderByPlace(UUID runbookId, String part);

  @Modifying(flushAutomatically = true, clearAutomatically = true)
  @Query("delete from RunbookPiece p where p.runbookId = :runbookId and p.part = :part")
  void deletePart(UUID runbookId, String part);

  /** Replaces a part, compressed. */
  default void replacePart(UUID runbookId, String part, byte[] bytes) {
    deletePart(runbookId, part);
    List<byte[]> packed = GzipPieces.compress(bytes);
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
  default Optional<byte[]> readPart(UUID runbookId, String part) {
    List<byte[]> packed =
        findByRunbookIdAndPartOrderByPlace(runbookId, part).stream()
            .map(piece -> piece.bytes)
            .toList();
    return packed.isEmpty() ? Optional.empty() : Optional.of(GzipPieces.decompress(packed));
  }
}
