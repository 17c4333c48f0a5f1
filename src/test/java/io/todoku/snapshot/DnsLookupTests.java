package io.todoku.snapshot;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.DnsLookup.Status;
import org.junit.jupiter.api.Test;

class DnsLookupTests {

  @Test
  void addressesAreComparedByValueAndNotByTheirSpelling() {
    DnsLookup lookup =
        aSnapshot()
            .dns("mail.example.com", "AAAA", "2001:db8::11", "2001:DB8:0:0:0:0:0:10")
            .build()
            .lookup("mail.example.com", "AAAA");

    assertThat(lookup.resolvesTo("2001:db8::10")).isTrue();
    assertThat(lookup.resolvesTo("2001:db8::1")).isFalse();
  }

  @Test
  void aNameThatWasNotLookedUpResolvesToNoAddress() {
    Snapshot snapshot = aSnapshot().dnsStatus("gone.example.com", "A", Status.NXDOMAIN).build();

    assertThat(snapshot.lookup("gone.example.com", "A").resolvesTo("203.0.113.10")).isFalse();
    assertThat(snapshot.lookup("mail.example.com", "A").resolvesTo("203.0.113.10")).isFalse();
  }

  @Test
  void theFamilyOfAnAddressDecidesWhichRecordsAreLookedUp() {
    Snapshot snapshot =
        aSnapshot()
            .dns("mail.example.com", "A", "203.0.113.10")
            .dns("mail.example.com", "AAAA", "2001:db8::10")
            .build();

    assertThat(snapshot.forwardLookup("mail.example.com", "203.0.113.9").type()).isEqualTo("A");
    assertThat(snapshot.forwardLookup("mail.example.com", "2001:db8::9").type()).isEqualTo("AAAA");
  }

  @Test
  void thePtrIsLookedUpUnderTheReversedAddress() {
    Snapshot snapshot =
        aSnapshot()
            .ptr("203.0.113.10", "mail.example.com")
            .ptr("203.0.113.11", "other.example.com")
            .build();

    assertThat(snapshot.ptrLookup("203.0.113.11").name()).isEqualTo("11.113.0.203.in-addr.arpa");
    assertThat(snapshot.ptrLookup("203.0.113.11").answer().orElse(null).records())
        .containsExactly("other.example.com");
  }
}
