package io.todoku.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeGuardTests {

  private final ProbeGuard guard = new ProbeGuard(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "54.92.33.26",
        "3.112.0.1",
        "1.1.1.1",
        "100.63.255.255",
        "172.32.0.1",
        "2406:da14::1",
        "2600:1f18::1",
        "2001:4860:4860::8888",
        "2a05:d018::1"
      })
  void publicUnicastIsAllowed(String address) {
    assertThat(guard.allows(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "169.254.169.253",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "192.0.2.1",
        "198.51.100.7",
        "203.0.113.9",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:127.0.0.1",
        "::10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "2002:a00:1::1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "100::1",
        "5f00::1",
        "3fff::1"
      })
  void everyOtherAddressIsDenied(String address) {
    assertThat(guard.allows(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "mail.example.com",
        "127.1",
        "0x7f.0.0.1",
        "017700000001",
        "2130706433",
        "[::1]",
        "10.0.0.1/32",
        "54.92.33.26 ",
        "",
        "54.92.33.26:25",
        "::1%lo",
        "fe80::1%eth0"
      })
  void aTextThatIsNotAPlainLiteralIsDenied(String text) {
    assertThat(guard.allows(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "169.254.0.1",
        "169.254.169.254",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "fe80::1",
        "ff02::1",
        "fd00:ec2::254",
        "fd20:ce::254",
        "::ffff:169.254.169.254",
        "::ffff:168.63.129.16",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b::a83f:8110",
        "64:ff9b:1::1",
        "64:ff9b:1:fffe::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "2002:a83f:8110::1"
      })
  void noSettingOpensWhatIsNeverProbed(String address) {
    ProbeGuard all = new ProbeGuard(List.of("::/0", "0.0.0.0/0"));

    assertThat(all.allows(address)).isFalse();
    assertThat(guard.allows(address)).isFalse();
    assertThat(all.allows("10.0.0.1")).isTrue();
    assertThat(all.allows("::1")).isTrue();
  }

  @Test
  void allowedNetworksOpenPrivateRangesButNeverMetadata() {
    ProbeGuard open =
        new ProbeGuard(List.of("10.1.0.0/16", "127.0.0.1", "169.254.0.0/16", "::/0", "0.0.0.0/0"));

    assertThat(open.allows("10.1.2.3")).isTrue();
    assertThat(open.allows("127.0.0.1")).isTrue();
    assertThat(open.allows("169.254.169.254")).isFalse();
    assertThat(open.allows("::ffff:169.254.169.254")).isFalse();
    assertThat(open.allows("fd00:ec2::254")).isFalse();
    assertThat(open.allows("64:ff9b::a9fe:a9fe")).as("metadata by NAT64").isFalse();
  }

  @Test
  void rangesOutsideAllowedNetworksStayDenied() {
    ProbeGuard open = new ProbeGuard(List.of("10.1.0.0/16"));

    assertThat(open.allows("10.2.0.1")).isFalse();
    assertThat(open.allows("127.0.0.1")).isFalse();
    assertThat(open.allows("54.92.33.26")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "private", "", "::/129", "10.0.0/8"})
  void aTextThatIsNotARangeIsRefusedByName(String range) {
    assertThatThrownBy(() -> new ProbeGuard(List.of(range)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("todoku.probe.allowed-networks")
        .hasMessageContaining(range);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, todoku.probe.allowed-networks",
    "fd00::7, todoku.probe.allowed-networks",
    "168.63.129.16, never-probed",
    "169.254.169.254, never-probed",
    "100.100.100.200, never-probed",
    "64:ff9b:1::1, never-probed",
  })
  void theReasonNamesTheSettingOnlyWhereItHelps(String address, String fix) {
    assertThat(new ProbeGuard(List.of()).refusal(address, address + ":25"))
        .isEqualTo(new Reason(ReasonKind.NOT_ALLOWED, address + ":25", "", fix));
  }
}
