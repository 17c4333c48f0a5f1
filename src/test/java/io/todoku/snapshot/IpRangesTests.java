package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangesTests {

  /** The first and the last address of each range, and their neighbours outside. */
  @ParameterizedTest
  @CsvSource({
    ",                0.0.0.0,      0.255.255.255,   1.0.0.0",
    "9.255.255.255,   10.0.0.0,     10.255.255.255,  11.0.0.0",
    "100.63.255.255,  100.64.0.0,   100.127.255.255, 100.128.0.0",
    "126.255.255.255, 127.0.0.0,    127.255.255.255, 128.0.0.0",
    "169.253.255.255, 169.254.0.0,  169.254.255.255, 169.255.0.0",
    "172.15.255.255,  172.16.0.0,   172.31.255.255,  172.32.0.0",
    "191.255.255.255, 192.0.0.0,    192.0.0.255,     192.0.1.0",
    "192.88.98.255,   192.88.99.0,  192.88.99.255,   192.88.100.0",
    "192.167.255.255, 192.168.0.0,  192.168.255.255, 192.169.0.0",
    "198.17.255.255,  198.18.0.0,   198.19.255.255,  198.20.0.0",
    "223.255.255.255, 224.0.0.0,    255.255.255.255, ",
    ",                ::,           1fff:ffff::1,    2000::",
    "2000:ffff::1,    2001::,       2001:1ff:ffff::1, 2001:200::",
    "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 4000::, ffff:ffff::1, "
  })
  void doesNotReachSpecialRanges(String before, String first, String last, String after) {
    assertThat(IpRanges.isPublic(first)).as(first).isFalse();
    assertThat(IpRanges.isPublic(last)).as(last).isFalse();
    if (before != null) {
      assertThat(IpRanges.isPublic(before)).as(before).isTrue();
    }
    if (after != null) {
      assertThat(IpRanges.isPublic(after)).as(after).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"::1", "::10.0.0.1", "64:ff9b::a00:1", "100::1", "2001::1", "fd00::1", "fe80::1"})
  void doesNotReachSpecialRangesOfIpv6(String address) {
    assertThat(IpRanges.isPublic(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"54.92.33.26", "192.31.196.1", "2406:da14::1", "2002:cb00:7109::1"})
  void reachesPublicAddresses(String address) {
    assertThat(IpRanges.isPublic(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "198.51.100.7", "203.0.113.9", "2001:db8::1", "3fff::1"})
  void takesExamplesForPublic(String address) {
    assertThat(IpRanges.isPublic(address)).isTrue();
    assertThat(IpRanges.DOCUMENTATION)
        .anyMatch(range -> range.contains(Network.parseAddress(address).orElseThrow()));
  }

  /** What an address of IPv4 in IPv6 is, that of IPv4 tells. */
  @ParameterizedTest
  @CsvSource({"::ffff:10.0.0.1, false", "::ffff:54.92.33.26, true"})
  void takesAMappedAddressForWhatItIs(String address, boolean reached) {
    assertThat(IpRanges.isPublic(address)).isEqualTo(reached);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mail.example.com", "", "10.0.0.1/32"})
  void saysNothingAgainstWhatIsNoAddress(String text) {
    assertThat(IpRanges.isPublic(text)).isTrue();
  }
}
