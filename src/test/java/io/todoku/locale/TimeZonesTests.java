package io.todoku.locale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeZonesTests {

  @Test
  void formsOfferCitiesAndUtcByAlphabet() {
    assertThat(TimeZones.names())
        .contains("Asia/Tokyo", "Europe/Berlin", "UTC")
        .doesNotContain("Etc/GMT+9", "EST", "Japan", "SystemV/PST8", "Etc/UTC")
        .isSorted()
        .doesNotHaveDuplicates();
  }
}
