package io.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class SecurityTxtControllerTests {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-30T15:45:10.123Z"), ZoneOffset.UTC);

  private static MvcTestResult read(String contact, String publicUrl) {
    return MockMvcTester.of(new SecurityTxtController(contact, publicUrl, CLOCK))
        .get()
        .uri("/.well-known/security.txt")
        .exchange();
  }

  @Test
  void theFileNamesTheContactAndExpiresInHalfAYear() {
    assertThat(read("mailto:security@example.com", "https://todoku.example.com/"))
        .hasStatusOk()
        .hasHeader("Content-Type", "text/plain;charset=UTF-8")
        .bodyText()
        .isEqualTo(
            """
            Contact: mailto:security@example.com
            Expires: 2027-05-29T00:00:00Z
            Preferred-Languages: en, ja
            Canonical: https://todoku.example.com/.well-known/security.txt
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://todoku.example.com", "http://https://"})
  void anAddressThatIsNotOfHttpsIsNotCanonical(String publicUrl) {
    assertThat(read(" https://example.com/report?of=todoku ", publicUrl))
        .hasStatusOk()
        .bodyText()
        .startsWith("Contact: https://example.com/report?of=todoku\n")
        .doesNotContain("Canonical");
  }

  @ParameterizedTest
  @CsvSource({"''", "' '"})
  void withoutAContactThereIsNoFile(String contact) {
    assertThat(read(contact, "https://todoku.example.com")).hasStatus(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "security@example.com",
        "mailto:",
        "mailto:security",
        "http://example.com/",
        "https:///report",
        "javascript:alert(1)",
        "mailto:a@example.com\nContact: mailto:b@example.com",
        "https://exa mple.com/"
      })
  void aContactThatIsNoMailboxAndNoPageIsRefused(String contact) {
    assertThatThrownBy(() -> new SecurityTxtController(contact, "", CLOCK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("todoku.security-contact \"" + contact + "\"");
  }
}
