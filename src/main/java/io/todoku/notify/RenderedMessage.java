package io.todoku.notify;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as text in one language, not yet escaped for any format.
 *
 * @param subject one line
 * @param footer names the sender and the id
 */
record RenderedMessage(UUID id, String subject, List<NoticeSection> sections, String footer) {

  /**
   * The text of one notice.
   *
   * @param link to the page that shows it; null where {@code todoku.public-url} is not set
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
