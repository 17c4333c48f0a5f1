package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.cli.ConsoleMfaPrompt;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineConfigurationTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          en | "MFA code of arn:aws:iam::111111111111:mfa/me for the AWS profile client-a: "
          ja | "arn:aws:iam::111111111111:mfa/me のMFAコード（AWSプロファイル client-a）: "
          """)
  void theCodeOfADeviceIsAskedForInTheLanguageOfTheCommand(String language, String question) {
    try (var context = CommandLineConfiguration.start(null, Locale.forLanguageTag(language))) {
      assertThat(
              context
                  .getBean(ConsoleMfaPrompt.class)
                  .question("client-a", "arn:aws:iam::111111111111:mfa/me"))
          .isEqualTo(question);
    }
  }
}
