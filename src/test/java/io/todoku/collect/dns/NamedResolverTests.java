package io.todoku.collect.dns;

import static io.todoku.collect.dns.DnsFixture.LONG_LIMITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ResolverConfig;

class NamedResolverTests {

  private static NamedResolver only(String name) {
    List<NamedResolver> resolvers = NamedResolver.all(List.of(name), LONG_LIMITS);
    assertThat(resolvers).hasSize(1);
    return resolvers.getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.53,               192.0.2.53,     53",
    "192.0.2.53:5353,          192.0.2.53,     5353",
    "192.0.2.53:65535,         192.0.2.53,     65535",
    "2001:db8::53,             2001:db8::53,   53",
    "::1,                      ::1,            53",
    "[2001:db8::53],           2001:db8::53,   53",
    "[2001:db8::53]:5353,      2001:db8::53,   5353",
    "[::1]:1,                  ::1,            1",
  })
  void anAddressMayHaveAPort(String text, String address, int port) {
    InetSocketAddress expected = new InetSocketAddress(InetAddress.ofLiteral(address), port);

    NamedResolver resolver = only(text);

    assertThat(resolver.name()).isEqualTo(text);
    assertThat(resolver.udp().getAddress()).isEqualTo(expected);
    assertThat(resolver.tcp().getAddress()).isEqualTo(expected);
    assertThat(resolver.udp().getTimeout()).isEqualTo(LONG_LIMITS.timeout());
    assertThat(resolver.tcp().getTimeout()).isEqualTo(LONG_LIMITS.timeout());
    assertThat(resolver.tries()).isEqualTo(LONG_LIMITS.tries());
  }

  @ParameterizedTest
  @CsvSource({"localhost, 53", "localhost:5353, 5353"})
  void aHostNameMayHaveAPort(String text, int port) {
    InetSocketAddress address = only(text).udp().getAddress();

    assertThat(address.getAddress().isLoopbackAddress()).isTrue();
    assertThat(address.getPort()).isEqualTo(port);
  }

  @Test
  void resolversKeepTheirOrder() {
    assertThat(NamedResolver.all(List.of("192.0.2.2", "192.0.2.1"), LONG_LIMITS))
        .extracting(NamedResolver::name)
        .containsExactly("192.0.2.2", "192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.53:",
        "192.0.2.53:dns",
        "192.0.2.53:-1",
        "[::1]:",
        "[::1]:+53",
        "https://dns.example"
      })
  void aTextThatIsNotAPortNumberIsRefused(String text) {
    refuses(text, "has no port number after the colon");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.53:0", "192.0.2.53:65536", "[::1]:0", "dns.example:999999999"})
  void aPortOutOfRangeIsRefused(String text) {
    refuses(text, "has a port outside 1 to 65535");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a:b:c", "2001:db8::53::1", "[2001:db8::g]:53", "[192.0.2.53]:53", "::" + "1 "})
  void aTextThatIsNotAnIpv6AddressIsRefused(String text) {
    refuses(text, "holds no IPv6 address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ":53",
        "[]:53",
        "[::1",
        "::1]:53",
        "[::1]53",
        "192.0.2.53 ",
        "192.0.2.53, 192.0.2.54",
        "dns.example/path"
      })
  void aTextThatIsNotAHostNameIsRefused(String text) {
    refuses(text, "is not a host, host:port, [v6]:port or system");
  }

  private static void refuses(String text, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new DnsCollector(
                new DnsSettings(List.of("192.0.2.53", text), List.of(), 53),
                Clock.systemUTC(),
                LONG_LIMITS))
        .withMessage("todoku.dns.resolvers: \"" + text + "\" " + why);
  }

  @Test
  void theSystemsResolversAreNamedByTheirAddresses() {
    System.setProperty("dns.server", "192.0.2.53,[2001:db8::53]:5353");
    try {
      ResolverConfig.refresh();

      assertThat(NamedResolver.all(List.of("system"), LONG_LIMITS))
          .extracting(NamedResolver::name)
          .containsExactly("192.0.2.53", "[2001:db8:0:0:0:0:0:53]:5353");
    } finally {
      System.clearProperty("dns.server");
      ResolverConfig.refresh();
    }
  }
}
