package io.todoku.snapshot;

import static io.todoku.rule.World.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.World;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedTests {

  /** So large, even compressed, that it takes several pieces. */
  static Snapshot large() {
    Random random = new Random(25);
    World world = aSnapshot();
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
    return SnapshotFile.read(Packed.unpack(pieces));
  }

  @Test
  void comesBackAsItWas() {
    Snapshot snapshot = aSnapshot().withSender("192.0.2.7").build();

    assertThat(read(Packed.pack(SnapshotFile.writeCompact(snapshot)))).isEqualTo(snapshot);
  }

  @Test
  void aLargeOneIsCutIntoPiecesThatEveryDatabaseTakes() {
    Snapshot snapshot = large();

    List<byte[]> pieces = Packed.pack(SnapshotFile.writeCompact(snapshot));

    assertThat(pieces).hasSizeGreaterThan(2).allMatch(p -> p.length <= Packed.PIECE);
    assertThat(read(pieces)).isEqualTo(snapshot);
  }
}
