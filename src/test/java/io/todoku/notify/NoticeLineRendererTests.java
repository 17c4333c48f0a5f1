package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.StaticMessageSource;

class NoticeLineRendererTests {

  @ParameterizedTest
  @ValueSource(ints = {0x2028, 0x2029, 0x85, '\n', '\r', 0x1B})
  void noLineBreakIsKept(int mark) {
    String text = "mail" + Character.toString(mark) + "gnp.exe";

    assertThat(NoticeLineRenderer.toSingleLine(text)).isEqualTo("mail gnp.exe");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068,
        0x2069
      })
  void marksOfDirectionAreShown(int mark) {
    String text = "mail" + Character.toString(mark) + "gnp.exe";

    assertThat(NoticeLineRenderer.toSingleLine(text))
        .isEqualTo("mail[U+%04X]gnp.exe".formatted(mark));
  }

  @Test
  void aRuleOfAnotherReleaseIsNamedByItsId() {
    StaticMessageSource messages = new StaticMessageSource();
    messages.addMessage("notify.change", Locale.ENGLISH, "{0}: {1}");

    assertThat(
            new NoticeLineRenderer(messages)
                .of(
                    NoticeLine.of(
                        "notify.change", NoticeLine.of("rule.rule-of-2031.title"), "192.0.2.7"),
                    Locale.ENGLISH))
        .isEqualTo("rule-of-2031: 192.0.2.7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"届く 203.0.113.9", "a‍b", "é"})
  void otherTextIsKept(String text) {
    assertThat(NoticeLineRenderer.toSingleLine(text)).isEqualTo(text);
  }
}
