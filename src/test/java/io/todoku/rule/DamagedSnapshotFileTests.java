package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotFile;
import io.todoku.snapshot.SnapshotFormatException;
import io.todoku.testing.InputMutator;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A damaged snapshot file is refused, or judged without an exception; nothing else happens. */
class DamagedSnapshotFileTests {

  private static final List<byte[]> VALID =
      List.of(
          SnapshotFile.write(SnapshotBuilder.aSnapshot().build()),
          SnapshotFile.write(
              SnapshotBuilder.aSnapshot()
                  .withSender("192.0.2.7")
                  .ptr("192.0.2.7", "mail.example.com")
                  .dns("mail.example.com", "A", "192.0.2.9")
                  .dns(
                      "example.com", "TXT", "v=spf1 ip4:192.0.2.0/24 include:_spf.example.net -all")
                  .build()));

  @Test
  void isRefusedOrJudged() {
    int read = 0;
    for (int number = 0; number < InputMutator.inputs(); number++) {
      try {
        Snapshot snapshot =
            SnapshotFile.read(new ByteArrayInputStream(InputMutator.mutate(VALID, number)));
        read++;
        assertThat(AllRules.engine().judge(snapshot)).isNotNull();
      } catch (SnapshotFormatException refused) {
        assertThat(refused.problem()).isNotNull();
      } catch (Exception | StackOverflowError crash) {
        fail("the input of number " + number, crash);
      }
    }
    assertThat(read).as("some are still snapshots").isBetween(1, InputMutator.inputs() - 1);
  }
}
