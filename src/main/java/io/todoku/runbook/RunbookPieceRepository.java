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

  /** Compresses a part and stores it in place of the previous one. */
  default void replacePart(UUID runbookId, String part, byte[] bytes) {
    deletePart(runbookId, part);
    List<byte[]> compressed = GzipPieces.compress(bytes);
    for (int place = 0; place < compressed.size(); place++) {
      RunbookPiece piece = new RunbookPiece();
      piece.runbookId = runbookId;
      piece.part = part;
      piece.place = place;
      piece.bytes = compressed.get(place);
      save(piece);
    }
    flush();
  }

  /** Empty if the part was never stored. */
  default Optional<byte[]> readPart(UUID runbookId, String part) {
    List<byte[]> compressed =
        findByRunbookIdAndPartOrderByPlace(runbookId, part).stream()
            .map(piece -> piece.bytes)
            .toList();
    return compressed.isEmpty() ? Optional.empty() : Optional.of(GzipPieces.decompress(compressed));
  }
}
