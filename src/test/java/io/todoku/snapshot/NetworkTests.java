package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTests {

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 0.0.0.0, 0",
    "10.0.0.0/8, 10.0.0.0, 8",
    "192.0.2.7/32, 192.0.2.7, 32",
    "192.0.2.7, 192.0.2.7, 32",
    "::/0, ::, 0",
    "2001:db8::/32, 2001:db8::, 32",
    "2001:DB8::7/128, 2001:db8::7, 128",
    "2001:db8::7, 2001:db8::7, 128",
    "::ffff:192.0.2.7, 192.0.2.7, 32"
  })
  void readsARange(String cidr, String base, int prefixLength) {
    assertThat(Network.of(cidr)).isEqualTo(new Network(address(base), prefixLength));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/x",
        "10.0.0.0/8/8",
        "10.0.0/8",
        "10.0.0.256/8",
        "010.0.0.0/8",
        "2001:db8::/129",
        "::ffff:10.0.0.0/104",
        "fe80::1%eth0/64",
        "mail.example.com/8"
      })
  void refusesWhatIsNoRange(String cidr) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.of(cidr))
        .withMessage("\"%s\" is not a CIDR range such as 10.0.0.0/8", cidr);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 192.0.2.7",
        "192.0.2",
        "192.0.2.256",
        "192.0.2.07",
        "3221225991",
        "0xc0000207",
        "2001:db8:::7",
        "2001:db8::g",
        "fe80::1%eth0",
        "[2001:db8::7]",
        "localhost"
      })
  void whatIsNoLiteralIsNoAddress(String text) {
    assertThat(Network.parseAddress(text)).isEmpty();
  }

  @Test
  void anIpv4AddressMappedIntoIpv6IsTheIpv4Address() {
    assertThat(Network.parseAddress("::ffff:192.0.2.7")).contains(address("192.0.2.7"));
    assertThat(Network.parseAddress("::FFFF:c000:207")).contains(address("192.0.2.7"));
    assertThat(Network.of("192.0.2.0/24").contains(address("::ffff:192.0.2.7"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8::7, 2001:DB8:0:0:0:0:0:7, true",
    "::ffff:192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "192.0.2.7, mail.example.com, false",
    "mail.example.com, mail.example.com, false"
  })
  void comparesAddressesByValue(String one, String other, boolean same) {
    assertThat(Network.sameAddress(one, other)).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.128, true",
    "192.0.2.128/25, 192.0.2.255, true",
    "192.0.2.128/25, 192.0.3.0, false",
    "192.0.2.7/32, 192.0.2.7, true",
    "192.0.2.7/32, 192.0.2.6, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, 2001:db8::7, false",
    "::/0, 192.0.2.7, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::, false"
  })
  void containsTheAddressesOfItsPrefixAndFamily(String cidr, String literal, boolean contained) {
    assertThat(Network.of(cidr).contains(address(literal))).isEqualTo(contained);
  }
}
