package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.DnsServerAnswer.DnsServerRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How accounts and name servers are called where people read of them. */
class LabelTests {

  @ParameterizedTest
  @CsvSource({"Example KK, shop, Example KK · shop", "'', shop, shop", "' ', shop, shop"})
  void anAccountIsCalledByItsClientAndItsName(String client, String name, String title) {
    assertThat(AccountFacts.title(client, name)).isEqualTo(title);
    assertThat(
            new AccountFacts(
                    "111111111111",
                    name,
                    client,
                    Environment.PRODUCTION,
                    List.of(),
                    Map.of(),
                    Map.of())
                .title())
        .isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource({
    "ns1.example.com, 192.0.2.53, ns1.example.com (192.0.2.53)",
    "192.0.2.53, 192.0.2.53, 192.0.2.53",
    "ns1.example.com, '', ns1.example.com",
    "'', 192.0.2.53, 192.0.2.53",
    "'', '', ''"
  })
  void aNameServerIsCalledByItsHostAndItsAddress(String server, String address, String label) {
    assertThat(
            new DnsServerAnswer(
                    DnsServerRole.AUTHORITATIVE,
                    server,
                    address,
                    SnapshotBuilder.NOW,
                    Observed.unknown(Reason.of(ReasonKind.TIMEOUT, "example.com A", "")))
                .label())
        .isEqualTo(label);
  }
}
