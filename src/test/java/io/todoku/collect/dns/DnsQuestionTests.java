package io.todoku.collect.dns;

import static io.todoku.collect.dns.DnsFixture.known;
import static io.todoku.collect.dns.DnsFixture.lookup;
import static io.todoku.collect.dns.DnsFixture.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsQuestionTests {

  private final ScriptedDns dns = ScriptedDns.start();

  @AfterEach
  void stop() {
    dns.close();
  }

  static Stream<String> whatIsNoName() {
    return Stream.of(
        "",
        "example.com..",
        "a..example.com",
        ".example.com",
        "a".repeat(64) + ".example.com",
        ("a".repeat(49) + ".").repeat(5) + "example.com",
        " mail.example.com",
        "mail.example.com\n",
        "mail\0.example.com",
        "mail\u007f.example.com",
        "mail.example.com IN A 192.0.2.1",
        "mail\\999.example.com",
        "mail.example.com\\",
        "例え.jp",
        // Its second letter is U+0142, whose low octet is "B".
        "błog.example.com",
        // A full-width dot.
        "mail．example.com");
  }

  @ParameterizedTest
  @MethodSource("whatIsNoName")
  void aTextThatIsNotADnsNameIsNotAsked(String text) {
    DnsLookup lookup = lookup(dns, text, "A");

    assertThat(unknown(lookup))
        .isEqualTo(
            Reason.of(ReasonKind.MALFORMED, DnsLookup.canonical(text) + " A", "not a DNS name"));
    assertThat(lookup.resolver()).isEmpty();
    assertThat(dns.askedAtAll()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_dmarc.example.com",
        "9.0/25.2.0.192.in-addr.arpa",
        "9.0-31.2.0.192.in-addr.arpa",
        "a\\032b.example.com",
        "a\\.b.example.com",
        "@.",
        "xn--r8jz45g.jp",
        "jp"
      })
  void anyValidDnsNameIsAsked(String name) {
    String asked = name.equals("@.") ? "\\@" : name;
    dns.on(asked, "TXT", ScriptedReply.of(asked + ". 60 IN TXT here"));

    assertThat(known(lookup(dns, name, "TXT")).records()).containsExactly("here");
  }

  @Test
  void theRootIsAsked() {
    dns.on(".", "TXT", ScriptedReply.of(". 60 IN TXT root"));

    assertThat(known(lookup(dns, ".", "TXT")).records()).containsExactly("root");
  }

  @Test
  void aNameOfTheGreatestLengthIsAsked() {
    String name = ("a".repeat(49) + ".").repeat(5) + "abc";
    dns.on(name, "TXT", ScriptedReply.of(name + ". 60 IN TXT long"));

    assertThat(known(lookup(dns, name, "TXT")).records()).containsExactly("long");
    assertThat(unknown(lookup(dns, name + "d", "TXT")))
        .isEqualTo(Reason.of(ReasonKind.MALFORMED, name + "d TXT", "not a DNS name"));
  }

  @Test
  void aTypeThatDoesNotExistIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lookup(dns, "example.com", "PRT"))
        .withMessage("no DNS record type: PRT");
  }
}
