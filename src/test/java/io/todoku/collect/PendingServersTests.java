package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server that has been waited for longest is the one that is named. */
class PendingServersTests {

  @Test
  void theSlowestServerIsNamedUntilItAnswers() {
    List<String> reported = new ArrayList<>();
    PendingServers pending = new PendingServers(3, reported::add);

    pending.begin("198.51.100.7:25");
    pending.begin("198.51.100.8:25");
    pending.begin("198.51.100.9:25");
    pending.end("198.51.100.8:25");
    pending.end("198.51.100.9:25");
    assertThat(reported).last().isEqualTo("2/3 198.51.100.7:25");

    pending.end("198.51.100.7:25");
    assertThat(reported).last().isEqualTo("3/3");
  }
}
