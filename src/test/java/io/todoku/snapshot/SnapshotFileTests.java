package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.rule.World;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SnapshotFileTests {

  private static Snapshot snapshot() {
    return World.aSnapshot()
        .withSender("203.0.113.9")
        .withDomain("example.com")
        .ptr("203.0.113.9", "mail.example.com")
        .dnsUnknown("mail.example.com", "A", Reason.Cause.TIMEOUT)
        .serverUnknown("203.0.113.9", Reason.Cause.TIMEOUT)
        .database("shop", "mysql", true, null, null)
        .group("a", "c")
        .build();
  }

  @Test
  void readsWhatItWrites() {
    assertThat(SnapshotFile.read(SnapshotFile.write(snapshot()))).isEqualTo(snapshot());
  }

  @Test
  void refusesWhatIsCutOffAnywhere() {
    byte[] whole = SnapshotFile.write(snapshot());
    for (int length = 0; length < whole.length - 1; length += whole.length / 97) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(SnapshotFormatException.class)
          .isThrownBy(() -> SnapshotFile.read(part));
    }
  }

  @Test
  void namesThePartThatIsMissing() {
    String text =
        new String(SnapshotFile.write(snapshot()), StandardCharsets.UTF_8)
            .replace("\"client\" : \"Example KK\",", "");

    assertThatThrownBy(() -> SnapshotFile.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageContaining("snapshot.account.client is missing");
  }

  @Test
  void refusesANewerForm() {
    String text =
        new String(SnapshotFile.write(snapshot()), StandardCharsets.UTF_8)
            .replace("\"version\" : 1", "\"version\" : 2");

    assertThatThrownBy(() -> SnapshotFile.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageContaining("newer release");
  }
}
