package io.todoku.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunSummaryTests {

  private static final UUID FIRST = new UUID(0, 1);
  private static final UUID SECOND = new UUID(0, 2);

  @Test
  void aRunIsNamedByItsFirstAccountWithTheNumberOfTheOthers() {
    Map<String, UUID> runs = Map.of("a", FIRST, "b", FIRST, "c", FIRST, "d", SECOND);
    Map<String, String> names = Map.of("a", "shop", "b", "mail", "d", "box");

    assertThat(RunSummary.of(runs, names))
        .containsExactly(new RunSummary(SECOND, "box", 0), new RunSummary(FIRST, "c", 2));
  }

  @Test
  void aPageLeadsToFewRunsHoweverManyThereAre() {
    Map<String, UUID> runs = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      runs.put("%03d".formatted(i), new UUID(1, i));
    }

    assertThat(RunSummary.of(runs, Map.of()))
        .extracting(RunSummary::account)
        .containsExactly("000", "001", "002", "003", "004");
  }
}
