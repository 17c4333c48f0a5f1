package io.todoku.scan.cell;

import io.todoku.collect.SnapshotPart;
import io.todoku.collect.SnapshotPartCodec;
import io.todoku.snapshot.GzipPieces;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface CellPieceRepository extends JpaRepository<CellPiece, CellPiece.CellPieceKey> {

  List<CellPiece> findByCellIdOrderByPlace(String cellId);

  @Modifying
  @Query("delete from CellPiece p where p.cellId in :cells")
  void deleteByCells(List<String> cells);

  default void savePart(String cellId, SnapshotPart part) {
    List<byte[]> packed = GzipPieces.compress(SnapshotPartCodec.write(part));
    for (int place = 0; place < packed.size(); place++) {
      CellPiece piece = new CellPiece();
      piece.cellId = cellId;
      piece.place = place;
      piece.bytes = packed.get(place);
      save(piece);
    }
  }

  default SnapshotPart readPart(CellEntity cell) {
    return SnapshotPartCodec.read(
        cell.source,
        GzipPieces.decompress(
            findByCellIdOrderByPlace(cell.id).stream().map(p -> p.bytes).toList()));
  }
}
