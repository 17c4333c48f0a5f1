package io.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainCommandTests {

  private static final String NO_PTR =
      "550-5.7.25 [203.0.113.5] The IP address sending this message does not have a\n"
          + "550-5.7.25 PTR record setup, or the corresponding forward DNS entry does not\n"
          + "550 5.7.25 point to the sending IP. - gsmtp";

  private final ByteArrayOutputStream result = new ByteArrayOutputStream();
  private final CommandContext.CommandServices services =
      mock(CommandContext.CommandServices.class);

  @BeforeEach
  void provideMessages() {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasenames("messages/bounce", "rules/ptr-exists", "rules/ptr-matches-a");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    messages.setUseCodeAsDefaultMessage(true);
    when(services.messages()).thenReturn(messages);
  }

  private int explain(String input, String... arguments) {
    ExplainCommand command =
        new ExplainCommand(
            (_, _) -> services,
            new CommandOutput(new PrintStream(result, true, StandardCharsets.UTF_8)),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((exception, _, _) -> {
          throw exception;
        })
        .execute(arguments);
  }

  private String result() {
    return result.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theTextSaysWhatItMeansWhatToDoAndWhere() {
    int code = explain("", NO_PTR);

    assertThat(code).isZero();
    assertThat(result())
        .contains("The code 5.7.25 means: reverse DNS of the sending address did not pass.")
        .contains("  Code: 550 5.7.25\n  Receiver: Gmail\n")
        .contains("The sending address has no reverse DNS name (PTR record), or that name does not")
        .contains("  To do: [to do here] Choose a host name for the address. Let the A record")
        .contains("  Rules: ptr-exists — ")
        .contains("  Rules: ptr-matches-a — ")
        .contains("  Source: https://knowledge.workspace.google.com/admin/support/")
        .contains("  203.0.113.5 (sender)");
  }

  @Test
  void itIsReadFromStandardInputAndExplainedInJapanese() {
    int code = explain(NO_PTR, "-", "--lang=ja");

    assertThat(code).isZero();
    assertThat(result())
        .contains("コード 5.7.25 の意味は「送信元アドレスの逆引きの検証に失敗」です。")
        .contains("  受信側: Gmail")
        .contains("先にホスト名のAレコード（IPv6ではAAAAレコード）をこのアドレスに向け、")
        .contains("  203.0.113.5 (送信側)");
  }

  @Test
  void wordsWithoutQuotesAreOneText() {
    explain("", "550", "5.1.1", "User", "unknown", "--format", "json");

    JsonNode json = JsonMapper.builder().build().readTree(result());
    assertThat(json.get("recognized").asBoolean()).isTrue();
    assertThat(json.get("replyCode").asInt()).isEqualTo(550);
    assertThat(json.get("statusCode").asString()).isEqualTo("5.1.1");
    assertThat(json.get("diagnoses").get(0).get("id").asString()).isEqualTo("user-unknown");
    assertThat(json.get("diagnoses").get(0).get("side").asString()).isEqualTo("RECIPIENT");
  }

  @Test
  void whatIsNotKnownIsSaid() {
    assertThat(explain("", "550 5.7.23 Nein")).isZero();
    assertThat(result())
        .contains("Todoku does not know this text. The code 5.7.23 means: SPF did not pass.");
  }

  @Test
  void whereNothingIsRecognizedTheExitCodeIsThree() {
    assertThat(explain("", "hello world")).isEqualTo(3);
    assertThat(result())
        .isEqualTo("Todoku found neither an SMTP code nor a text that it knows in this.\n");
  }

  @Test
  void anEmptyInputIsAUsageError() {
    assertThat(explain(" \n", "-")).isNotZero();
  }
}
