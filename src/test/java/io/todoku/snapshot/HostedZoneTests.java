package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.HostedZone.RecordSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostedZoneTests {

  @ParameterizedTest
  @CsvSource({
    "A, 203.0.113.9, 203.0.113.9, true",
    "A, 203.0.113.9, 203.0.113.90, false",
    "AAAA, 2001:db8::25, 2001:db8::25, true",
    "AAAA, 2001:DB8:0:0:0:0:0:25, 2001:db8::25, true",
    "AAAA, 2001:db8::26, 2001:db8::25, false",
    "TXT, 2001:DB8:0:0:0:0:0:25, 2001:db8::25, false"
  })
  void anIpv6AddressIsFoundHoweverItIsWritten(
      String type, String value, String address, boolean contained) {
    RecordSet set = new RecordSet("a.example.com", type, null, List.of("192.0.2.1", value));

    assertThat(set.contains(address)).isEqualTo(contained);
  }

  @Test
  void findsTheSetsThatHoldAnAddressInTheirOrder() {
    RecordSet first = new RecordSet("a.example.com", "A", "tokyo", List.of("203.0.113.9"));
    RecordSet other = new RecordSet("b.example.com", "A", null, List.of("203.0.113.8"));
    RecordSet last = new RecordSet("*.example.com", "A", null, List.of("203.0.113.9"));

    assertThat(
            new HostedZone("Z1", "example.com", Observed.known(List.of(first, other, last)))
                .recordSetsWith("203.0.113.9"))
        .containsExactly(first, last);
  }

  @Test
  void findsNoSetsWhereTheRecordsAreNotKnown() {
    Reason reason = Reason.of(ReasonKind.DENIED, "route53:ListResourceRecordSets", "");

    assertThat(
            new HostedZone("Z1", "example.com", Observed.unknown(reason))
                .recordSetsWith("203.0.113.9"))
        .isEmpty();
  }
}
