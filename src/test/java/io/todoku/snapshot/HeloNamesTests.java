package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeloNamesTests {

  private static List<String> names(@Nullable String greeting, @Nullable String ehlo) {
    return HeloNames.of(
        SmtpDialogueBuilder.aServer().names(greeting, ehlo).withoutRelayTest().build());
  }

  @ParameterizedTest
  @CsvSource({
    "Mail.Example.com ESMTP Postfix, mail.example.com, mail.example.com",
    "mail.example.com. ready, mx.example.net, mail.example.com mx.example.net",
    "localhost ESMTP, localhost, localhost",
    "[203.0.113.9] ready, [203.0.113.9], [203.0.113.9]",
    "203.0.113.9 ESMTP, mail, 203.0.113.9 mail",
    "smtp ESMTP, mail.example.com, smtp mail.example.com",
    "********, mail.example.com, mail.example.com",
    "2***0**.example, mail.example.com, mail.example.com",
    "ESMTP, mail.example.com, mail.example.com",
    "Welcome to our server, mail.example.com, mail.example.com",
    "too many connections, , ''",
    "4.7.0 try again later, , ''",
    "mail.example.com ESMTP, OK, mail.example.com",
    "********, ***, ''",
    "'', '', ''",
    ", , ''"
  })
  void takesForNamesWhatIsMeantAsOne(String greeting, String ehlo, String names) {
    assertThat(names(greeting, ehlo))
        .isEqualTo(names.isEmpty() ? List.of() : Arrays.asList(names.split(" ")));
  }

  @Test
  void looksAtTheFirstLineOnly() {
    assertThat(names("mail.example.com ESMTP\nwww.example.com", null))
        .containsExactly("mail.example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mail.example.com", "a.b", "mx_1.example.com", "xn--fa-hia.de"})
  void isQualified(String name) {
    assertThat(HeloNames.isQualified(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail",
        "localhost",
        "[203.0.113.9]",
        "203.0.113.9",
        "[ipv6:2001:db8::25]",
        "mail..example.com",
        "-mail.example.com",
        "mail.example.com'",
        "mäil.example.com",
        ""
      })
  void isNotQualified(String name) {
    assertThat(HeloNames.isQualified(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"63, true", "64, false"})
  void aLabelHasSixtyThreeCharactersAtMost(int length, boolean qualified) {
    String label = "a".repeat(length);

    assertThat(HeloNames.isQualified(label + ".example.com")).isEqualTo(qualified);
    assertThat(HeloNames.isQualified("mail." + label)).isEqualTo(qualified);
  }

  @ParameterizedTest
  @CsvSource({"253, true", "254, false"})
  void aNameHasTwoHundredAndFiftyThreeCharactersAtMost(int length, boolean qualified) {
    String name = "a.".repeat(120) + "b".repeat(length - 240);

    assertThat(name).hasSize(length);
    assertThat(HeloNames.isQualified(name)).isEqualTo(qualified);
  }
}
