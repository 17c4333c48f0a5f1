package io.todoku.notify;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery in words, before any format: plain text that says nothing of how it is to be escaped.
 *
 * @param subject one line
 * @param foot from whom it is, and its id
 */
record RenderedMessage(UUID id, String subject, List<NoticeSection> sections, String footer) {

  /**
   * What one notice says.
   *
   * @param link to the page that shows it; null where nobody said under which address it is reached
   */
  record NoticeSection(String heading, @Nullable String link, List<String> sentences) {}

  String toPlainText() {
    StringBuilder text = new StringBuilder();
    for (NoticeSection part : sections) {
      text.append(part.heading()).append('\n');
      part.sentences().forEach(sentence -> text.append("- ").append(sentence).append('\n'));
      if (part.link() != null) {
        text.append(part.link()).append('\n');
      }
      text.append('\n');
    }
    return text.append(footer).append('\n').toString();
  }
}
