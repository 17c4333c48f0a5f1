package io.todoku.scan;

import io.todoku.collect.Part;
import io.todoku.collect.PartFile;
import io.todoku.snapshot.Packed;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface CellPieces extends JpaRepository<CellPiece, CellPiece.Key> {

  List<CellPiece> findByCellIdOrderByPlace(String cellId);

  @Modifying
  @Query("delete from CellPiece p where p.cellId in :cells")
  void deleteOf(List<String> cells);

  default void keep(String cellId, Part part) {
    List<byte[]> packed = Packed.pack(PartFile.write(part));
    for (int place = 0; place < packed.size(); place++) {
      CellPiece piece = new CellPiece();
      piece.cellId = cellId;
      piece.place = place;
      piece.bytes = packed.get(place);
      save(piece);
    }
  }

  default Part read(CellEntity cell) {
    return PartFile.read(
        cell.source,
        Packed.unpack(findByCellIdOrderByPlace(cell.id).stream().map(p -> p.bytes).toList()));
  }
}
