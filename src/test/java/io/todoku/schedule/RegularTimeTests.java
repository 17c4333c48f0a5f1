package io.todoku.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What words say of a cron expression. */
class RegularTimeTests {

  @ParameterizedTest
  @CsvSource({
    "0 0 3 * * *, daily, 03:00, 0",
    "0 3 * * *, daily, 03:00, 0",
    "0 30 22 ? * MON, weekly, 22:30, 1",
    "0 0 6 * * 0, weekly, 06:00, 7",
    "0 0 6 * * 7, weekly, 06:00, 7",
    "0 5 * * * *, hourly, 05, 0"
  })
  void aPlainExpressionHasWords(String cron, String kind, String time, int day) {
    assertThat(RegularTime.of(cron)).contains(new RegularTime(kind, time, day));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 3 1 * *",
        "0 */5 3 * * *",
        "30 0 3 * * *",
        "0 0 3 * 6 *",
        "0 0 3 * * MON-FRI",
        "0 0 1,3 * * *",
        "0 5 * * * MON",
        "0 0 3 * * FRIL"
      })
  void whatWordsWouldNotSayWhollyStaysAsItIs(String cron) {
    assertThat(RegularTime.of(cron)).isEmpty();
  }

  @Test
  void anExpressionIsReadWhateverItsCase() {
    assertThat(RegularTime.of("0 0 3 * * sun")).contains(new RegularTime("weekly", "03:00", 7));
  }
}
