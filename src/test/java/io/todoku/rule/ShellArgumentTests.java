package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What came from outside stays a word of the command line. */
class ShellArgumentTests {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "eipalloc-0a1, eipalloc-0a1",
        "mail.example.com, mail.example.com",
        "my group, 'my group'",
        "$(reboot).example.com, UNUSUAL-NAME-LOOK-IT-UP",
        "it's, UNUSUAL-NAME-LOOK-IT-UP",
        "a;reboot, UNUSUAL-NAME-LOOK-IT-UP",
        "--endpoint-url=http://192.0.2.1, UNUSUAL-NAME-LOOK-IT-UP",
        "file:///etc/passwd, UNUSUAL-NAME-LOOK-IT-UP",
        "https://192.0.2.1/x, UNUSUAL-NAME-LOOK-IT-UP",
        "'', UNUSUAL-NAME-LOOK-IT-UP"
      })
  void nothingFromOutsideCanRunInACommand(String text, String word) {
    assertThat(ShellArgument.quote(text)).isEqualTo(word);
  }
}
