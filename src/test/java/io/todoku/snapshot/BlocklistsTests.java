package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlocklistsTests {

  @Test
  void makesTheNamesThatListsHave() {
    assertThat(Blocklists.entryName("203.0.113.9", "bl.example"))
        .isEqualTo("9.113.0.203.bl.example");
    assertThat(Blocklists.entryName("2001:db8::25", "bl.example"))
        .isEqualTo("5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example");
    assertThat(Blocklists.testEntryName(false, "bl.example")).isEqualTo("2.0.0.127.bl.example");
    assertThat(Blocklists.negativeTestEntryName(false, "bl.example"))
        .isEqualTo("1.0.0.127.bl.example");
    assertThat(Blocklists.testEntryName(true, "bl.example"))
        .as("::ffff:7f00:2")
        .isEqualTo("2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.bl.example");
    assertThat(Blocklists.negativeTestEntryName(true, "bl.example"))
        .startsWith("1.0.0.0.0.0.f.7.f.f.f.f.0");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.2, true, false",
    "127.0.0.11, true, false",
    "127.1.0.1, true, false",
    "127.255.254.1, true, false",
    "127.0.0.1, false, false",
    "127.255.255.252, false, true",
    "127.255.255.254, false, true",
    "127.255.255.255, false, true",
    "192.0.2.1, false, false",
    "::1, false, false",
    "text, false, false"
  })
  void tellsEntriesFromErrors(String record, boolean listing, boolean refusal) {
    assertThat(Blocklists.isListing(record)).isEqualTo(listing);
    assertThat(Blocklists.isRefusal(record)).isEqualTo(refusal);
  }
}
