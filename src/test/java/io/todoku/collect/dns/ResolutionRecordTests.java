package io.todoku.collect.dns;

import static io.todoku.collect.dns.DnsFixture.known;
import static io.todoku.collect.dns.DnsFixture.lookup;
import static io.todoku.collect.dns.DnsFixture.unknown;
import static io.todoku.collect.dns.ScriptedDns.Transport.TCP;
import static io.todoku.collect.dns.ScriptedDns.Transport.UDP;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;

class ResolutionRecordTests {

  private static final String NAME = "example.com";

  private final ScriptedDns dns = ScriptedDns.start();

  @AfterEach
  void stop() {
    dns.close();
  }

  private List<String> records(String type, String... data) {
    String[] lines = new String[data.length];
    for (int i = 0; i < data.length; i++) {
      lines[i] = NAME + ". 300 IN " + type + " " + data[i];
    }
    dns.on(NAME, type, UDP, ScriptedReply.of().with(Flags.TC))
        .on(NAME, type, TCP, ScriptedReply.of(lines));
    return known(lookup(dns, NAME, type)).records();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A     | 192.0.2.1                          | 192.0.2.1",
        "AAAA  | 2001:DB8::25                       | 2001:db8:0:0:0:0:0:25",
        "PTR   | Mail.Example.COM.                  | mail.example.com",
        "PTR   | .                                  | .",
        "PTR   | a\\032b\\200.Example.com.          | a\\032b\\200.example.com",
        "MX    | 10 MX.Example.com.                 | 10 mx.example.com",
        "MX    | 0 .                                | 0 .",
        "NS    | NS.Example.com.                    | ns.example.com",
        "CNAME | WWW.Example.net.                   | www.example.net",
        "TXT   | \"v=spf1 \" \"-all\"               | v=spf1 -all",
        "TXT   | \"p=MIIB;\" \"Case Is Kept\"       | p=MIIB;Case Is Kept",
        "TXT   | \"caf\\195\\169\\009\\127\"        | caf\\195\\169\\009\\127",
        "TXT   | \"say \\\"no\\\"\"                 | say \"no\""
      })
  void recordsAreInPresentationForm(String type, String data, String shown) {
    assertThat(records(type, data)).containsExactly(shown);
  }

  @Test
  void anEmptyTxtRecordIsKept() {
    assertThat(records("TXT", "\"\"")).containsExactly("");
  }

  @Test
  void recordsKeepTheirOrderAndDuplicatesAppearOnce() {
    assertThat(records("PTR", "b.example.com.", "a.example.com.", "B.example.com."))
        .containsExactly("b.example.com", "a.example.com");
  }

  @Test
  void everyRecordOfManyIsKept() {
    String[] names =
        IntStream.range(0, 250)
            .mapToObj(i -> "n%d.example.com.".formatted(i))
            .toArray(String[]::new);

    assertThat(records("PTR", names))
        .containsExactlyElementsOf(
            IntStream.range(0, 250).mapToObj("n%d.example.com"::formatted).toList());
  }

  @Test
  void aTooLongTxtRecordIsUnknown() {
    String text = "\"" + "x".repeat(255) + "\" ";
    String record = NAME + ". 300 IN TXT " + text.repeat(16);
    String longest = record + "\"" + "y".repeat(16) + "\"";
    String tooLong = record + "\"" + "y".repeat(17) + "\"";
    dns.on(NAME, "TXT", UDP, ScriptedReply.of().with(Flags.TC))
        .on(NAME, "TXT", TCP, ScriptedReply.of(NAME + ". 300 IN TXT \"v=spf1 -all\"", longest));

    assertThat(known(lookup(dns, NAME, "TXT")).records())
        .containsExactly("v=spf1 -all", "x".repeat(4080) + "y".repeat(16));

    dns.on(NAME, "TXT", TCP, ScriptedReply.of(NAME + ". 300 IN TXT \"v=spf1 -all\"", tooLong));

    assertThat(unknown(lookup(dns, NAME, "TXT")))
        .isEqualTo(
            Reason.of(
                ReasonKind.MALFORMED,
                NAME + " TXT @" + dns.resolver(),
                "a record of more than 4096 characters"));
  }

  @Test
  void recordsOfOtherTypesAreLeftOut() {
    dns.on(
        NAME,
        "MX",
        ScriptedReply.of(
            NAME + ". 60 IN MX 10 mx." + NAME + ".", "mx." + NAME + ". 5 IN A 192.0.2.1"));

    assertThat(known(lookup(dns, NAME, "MX")))
        .satisfies(answer -> assertThat(answer.status()).isEqualTo(Status.ANSWERED))
        .satisfies(answer -> assertThat(answer.records()).containsExactly("10 mx." + NAME))
        .satisfies(answer -> assertThat(answer.ttl()).isEqualTo(60));
  }
}
