package io.todoku.rule.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.limit.PacketFilter.PortRule;
import io.todoku.snapshot.Network;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketFilterTests {

  /** {@code allow 25 0.0.0.0/0; deny 0-65535 10.0.0.0/8} */
  private static PacketFilter filter(String lines) {
    return new PacketFilter(
        Arrays.stream(lines == null ? new String[0] : lines.split(";"))
            .map(line -> line.strip().split(" "))
            .map(words -> {
              String[] ports = words[1].split("-");
              return new PortRule(
                  words[0].equals("allow"),
                  Integer.parseInt(ports[0]),
                  Integer.parseInt(ports[ports.length - 1]),
                  Network.of(words[2]));
            })
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    ",                                                           CLOSED",
    "allow 0-65535 0.0.0.0/0,                                    OPEN",
    "allow 25 0.0.0.0/0,                                         OPEN",
    "allow 24 0.0.0.0/0; allow 26-65535 0.0.0.0/0,               CLOSED",
    "allow 25 ::/0,                                              CLOSED",
    "deny 25 0.0.0.0/0; allow 0-65535 0.0.0.0/0,                 CLOSED",
    "allow 25 0.0.0.0/0; deny 0-65535 0.0.0.0/0,                 OPEN",
    "allow 25 0.0.0.0/1; allow 25 128.0.0.0/1,                   OPEN",
    "allow 25 0.0.0.0/1,                                         PARTLY",
    "allow 25 203.0.113.25/32,                                   PARTLY",
    "deny 25 203.0.113.0/24; allow 25 0.0.0.0/0,                 PARTLY",
    "deny 25 203.0.113.9/24; allow 25 0.0.0.0/0,                 PARTLY",
    "allow 25 203.0.113.0/24; deny 25 203.0.113.0/25; allow 25 0.0.0.0/0, OPEN",
    "deny 25 10.0.0.0/8; deny 25 192.168.0.0/16; allow 25 0.0.0.0/0, OPEN",
    "deny 25 192.0.0.0/24; deny 25 198.18.0.0/15; allow 25 0.0.0.0/0, OPEN",
    "deny 25 224.0.0.0/4; deny 25 240.0.0.0/4; allow 25 0.0.0.0/0, OPEN",
    "deny 25 224.0.0.0/3; allow 25 0.0.0.0/0,                    OPEN",
    "deny 25 192.0.0.0/23; allow 25 0.0.0.0/0,                   PARTLY",
    "deny 25 8.0.0.0/5; allow 25 0.0.0.0/0,                      PARTLY",
    "allow 25 10.0.0.0/8,                                        PARTLY"
  })
  void evaluatesPort25OverIpv4(String lines, Reachability expected) {
    assertThat(filter(lines).internetReachability(false, 25, 25)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "allow 25 ::/0,                                              OPEN",
    "allow 25 0.0.0.0/0,                                         CLOSED",
    "allow 25 2000::/3,                                          OPEN",
    "allow 25 2001:db8::/32,                                     PARTLY",
    "deny 25 fd00::/8; allow 25 ::/0,                            OPEN",
    "deny 25 2001::/23; allow 25 ::/0,                           OPEN",
    "deny 25 2001::/22; allow 25 ::/0,                           PARTLY",
    "deny 25 2002::/16; allow 25 ::/0,                           PARTLY",
    "deny 25 2001:db8::25/128; allow 25 ::/0,                    PARTLY"
  })
  void evaluatesPort25OverIpv6(String lines, Reachability expected) {
    assertThat(filter(lines).internetReachability(true, 25, 25)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "allow 1024-65535 0.0.0.0/0,                                 OPEN",
    "allow 32768-60999 0.0.0.0/0,                                OPEN",
    "allow 32768-50000 0.0.0.0/0; allow 50001-61000 0.0.0.0/0,   OPEN",
    "allow 32768-50000 0.0.0.0/0; allow 50002-61000 0.0.0.0/0,   PARTLY",
    "allow 32769-65535 0.0.0.0/0,                                PARTLY",
    "allow 49152-65535 0.0.0.0/0,                                PARTLY",
    "deny 40000 0.0.0.0/0; allow 0-65535 0.0.0.0/0,              PARTLY",
    "allow 0-32767 0.0.0.0/0; allow 61000-65535 0.0.0.0/0,       CLOSED"
  })
  void evaluatesAllPortsOfARange(String lines, Reachability expected) {
    assertThat(filter(lines).internetReachability(false, 32768, 60999)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "allow 25 10.0.0.0/16,                                       OPEN",
    "allow 25 10.0.2.0/24,                                       CLOSED",
    "allow 25 10.0.1.0/25,                                       PARTLY"
  })
  void countsPrivateAddressesOfAGivenRange(String lines, Reachability expected) {
    assertThat(filter(lines).rangeReachability(Network.of("10.0.1.0/24"), 25, 25))
        .isEqualTo(expected);
  }

  @Test
  void evaluatesThousandsOfRules() {
    List<PortRule> lines =
        IntStream.range(0, 20_000)
            .mapToObj(i ->
                new PortRule(
                    true, 25, 25, Network.of("198.%d.%d.%d/32".formatted(i % 7, i % 251, i % 241))))
            .toList();

    assertThat(new PacketFilter(lines).internetReachability(false, 25, 25))
        .isEqualTo(Reachability.PARTLY);
  }
}
