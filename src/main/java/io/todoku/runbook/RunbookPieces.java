package io.todoku.runbook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
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
    byte[] packed = pack(bytes);
    for (int at = 0, place = 0; at < packed.length; at += RunbookPiece.LENGTH, place++) {
      RunbookPiece piece = new RunbookPiece();
      piece.runbookId = runbookId;
      piece.part = part;
      piece.place = place;
      piece.bytes =
          Arrays.copyOfRange(packed, at, Math.min(packed.length, at + RunbookPiece.LENGTH));
      save(piece);
    }
    flush();
  }

  /** Empty where the part was never kept. */
  default Optional<byte[]> read(UUID runbookId, String part) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    findByRunbookIdAndPartOrderByPlace(runbookId, part)
        .forEach(piece -> all.writeBytes(piece.bytes));
    return all.size() == 0 ? Optional.empty() : Optional.of(unpack(all.toByteArray()));
  }

  private static byte[] pack(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] unpack(byte[] packed) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
