package io.todoku.snapshot;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
}
