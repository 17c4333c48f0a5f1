package io.todoku.snapshot;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GzipPiecesTests {

  /** So large, even compressed, that it takes several pieces. */
  static Snapshot large() {
    Random random = new Random(25);
    SnapshotBuilder world = aSnapshot();
    for (int i = 0; i < 1500; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < 1500; c++) {
        text.append((char) ('!' + random.nextInt(90)));
      }
      world.dns("host" + i + ".example.com", "TXT", text.toString());
    }
    return world.build();
  }

  private static Snapshot read(List<byte[]> pieces) {
    return SnapshotFile.read(GzipPieces.decompress(pieces));
  }

  @Test
  void comesBackAsItWas() {
    Snapshot snapshot = aSnapshot().withSender("192.0.2.7").build();

    assertThat(read(GzipPieces.compress(SnapshotFile.writeCompact(snapshot)))).isEqualTo(snapshot);
  }

  @Test
  void aLargeOneIsCutIntoPiecesThatEveryDatabaseTakes() {
    Snapshot snapshot = large();

    List<byte[]> pieces = GzipPieces.compress(SnapshotFile.writeCompact(snapshot));

    assertThat(pieces).hasSizeGreaterThan(2).allMatch(p -> p.length <= GzipPieces.PIECE_SIZE);
    assertThat(read(pieces)).isEqualTo(snapshot);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 1, 1", "524287, 1, 524287", "524288, 1, 524288", "524289, 2, 1"})
  void isCutAtTheSizeOfAPieceAndNotAfterTheEnd(int size, int count, int lastSize) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);

    List<byte[]> pieces = GzipPieces.cut(bytes);

    assertThat(pieces).hasSize(count);
    if (count > 0) {
      assertThat(pieces.getLast()).hasSize(lastSize);
    }
    assertThat(GzipPieces.join(pieces)).isEqualTo(bytes);
  }

  @Test
  void nothingIsCompressedToAPieceThatComesBackEmpty() {
    assertThat(GzipPieces.decompress(GzipPieces.compress(new byte[0]))).isEmpty();
  }

  @Test
  void piecesThatLackTheLastAreNoWhole() {
    List<byte[]> pieces = GzipPieces.compress(SnapshotFile.writeCompact(large()));

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> GzipPieces.decompress(pieces.subList(0, pieces.size() - 1)));
  }
}
