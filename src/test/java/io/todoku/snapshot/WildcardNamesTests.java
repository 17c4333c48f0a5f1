package io.todoku.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.MailServer.Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardNamesTests {

  @ParameterizedTest
  @CsvSource({
    "mail.example.com,  mail.example.com,   true",
    "mail.example.com,  mx.example.com,     false",
    "*.example.com,     mail.example.com,   true",
    "*.example.com,     a.mail.example.com, false",
    "*.example.com,     example.com,        false",
    "*.example.com,     .example.com,       false",
    "*.com,             example.com,        true",
    "m*.example.com,    mail.example.com,   false",
    "mail.*.com,        mail.example.com,   false",
    "*,                 mail,               false",
    "*,                 example.com,        false"
  })
  void aWildcardStandsForTheFirstLabelOnly(String name, String host, boolean matches) {
    assertThat(WildcardNames.anyMatches(List.of("decoy.example.net", name), host))
        .isEqualTo(matches);
  }

  @Test
  void noNamesMatchNothing() {
    assertThat(WildcardNames.anyMatches(List.of(), "mail.example.com")).isFalse();
  }

  @Test
  void aCertificateCoversItsNamesInAnyCaseAndWithATrailingDot() {
    Certificate certificate =
        new Certificate(
            "CN=mail",
            "CN=ca",
            List.of("MAIL.example.com.", "*.Example.net"),
            SnapshotBuilder.NOW,
            SnapshotBuilder.NOW);

    assertThat(certificate.covers("mail.example.com")).isTrue();
    assertThat(certificate.covers("mx.example.net")).isTrue();
    assertThat(certificate.covers("mx.example.com")).isFalse();
    assertThat(certificate.covers("mail")).as("the subject does not count").isFalse();
  }
}
