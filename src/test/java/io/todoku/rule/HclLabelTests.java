package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Different hosts, addresses and ids become different identifiers. */
class HclLabelTests {

  @ParameterizedTest
  @CsvSource({
    "mail.example.com, mail_example_com",
    "_dmarc.example.com, _dmarc_example_com",
    "_smtp._tls.example.com, _smtp__tls_example_com",
    "xn--bcher-kva.example, xn--bcher-kva_example",
    "sg-0a1, sg-0a1",
    "9.example, _9_example"
  })
  void aHostIsReadInItsLabel(String host, String label) {
    assertThat(HclLabel.of(host)).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.9, ip_203_0_113_9", "2001:db8::9, ip_2001_db8__9"})
  void anAddressIsReadInItsLabel(String address, String label) {
    assertThat(HclLabel.ofAddress(address)).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource({"a_b.example, a.b.example", "a b, a+b", "A-db, a-db", "a$x, a_x"})
  void namesThatLookAlikeDoNotShareALabel(String one, String other) {
    assertThat(HclLabel.of(one)).isNotEqualTo(HclLabel.of(other));
  }

  @Test
  void aLongNameIsCutAndStaysUnique() {
    String one = "a".repeat(60) + ".b".repeat(60);

    assertThat(HclLabel.of(one)).hasSize(64).isNotEqualTo(HclLabel.of(one + "c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"${file(1)}", "a\"b", "a\nb", "日本.example", "", "-", "../x", " "})
  void whateverItIsMadeOfItIsAnIdentifier(String name) {
    assertThat(HclLabel.of(name)).matches("[a-z_][a-z0-9_-]{0,63}");
  }
}
