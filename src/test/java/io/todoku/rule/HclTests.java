package io.todoku.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What came from outside stays a string of the configuration. */
class HclTests {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "eipalloc-0a1, \"eipalloc-0a1\"",
        "日本, \"日本\"",
        "`a\" b = \"c`, `\"a\\\" b = \\\"c\"`",
        "a\\, \"a\\\\\"",
        "a\\\"b, \"a\\\\\\\"b\"",
        "${file(1)}, \"$${file(1)}\"",
        "%{if x}, \"%%{if x}\"",
        "v=spf1 exists:%{i}.x, \"v=spf1 exists:%%{i}.x\"",
        "$${x}, \"$\\u0024{x}\"",
        "%%%{x}, \"%%\\u0025{x}\"",
        "%${x}, \"%$${x}\"",
        "$ { 100% }, \"$ { 100% }\"",
        "\\${x}, \"\\\\$${x}\"",
        "`a\nb`, `\"a\\u000ab\"`",
        "`a\r\tb`, `\"a\\u000d\\u0009b\"`",
        "$, \"$\""
      })
  void templatesInTextFromOutsideAreNotEvaluated(String text, String string) {
    assertThat(Hcl.quote(text)).isEqualTo(string);
  }

  @Test
  void theResourceIsFormattedAsByTerraformFmt() {
    assertThat(
            Hcl.resource("aws_x", "mail")
                .text("id", "a")
                .set("number", 25)
                .texts("addresses", List.of("b", "c"))
                .toString())
        .isEqualTo(
            """
            resource "aws_x" "mail" {
              id        = "a"
              number    = 25
              addresses = ["b", "c"]
            }\
            """);
  }
}
