package io.todoku.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text in the Atlassian Document Format, version 1, in which nothing from outside is markup.
 *
 * @param content paragraphs and lists
 */
record AtlassianDocument(int version, String type, List<DocumentNode> content) {

  /** A node: a block with other nodes, or a text with marks. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DocumentNode(
      String type,
      @Nullable List<DocumentNode> content,
      @Nullable String text,
      @Nullable List<DocumentMark> marks) {

    static DocumentNode block(String type, List<DocumentNode> content) {
      return new DocumentNode(type, content, null, null);
    }

    static DocumentNode paragraph(String text, DocumentMark... marks) {
      DocumentNode run =
          new DocumentNode("text", null, text, marks.length == 0 ? null : List.of(marks));
      return block("paragraph", List.of(run));
    }
  }

  /** What a text is beside its characters. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DocumentMark(String type, @Nullable Map<String, String> attrs) {

    static DocumentMark strong() {
      return new DocumentMark("strong", null);
    }

    static DocumentMark link(String url) {
      return new DocumentMark("link", Map.of("href", url));
    }
  }

  private static AtlassianDocument of(List<DocumentNode> content) {
    return new AtlassianDocument(1, "doc", content);
  }

  static AtlassianDocument ofParagraph(String text) {
    return of(List.of(DocumentNode.paragraph(text)));
  }

  static AtlassianDocument of(TicketText text) {
    List<DocumentNode> content = new ArrayList<>();
    text.paragraphs().forEach(paragraph -> content.add(DocumentNode.paragraph(paragraph)));
    if (!text.steps().isEmpty()) {
      content.add(DocumentNode.paragraph(text.stepsHeading(), DocumentMark.strong()));
      content.add(
          DocumentNode.block(
              "bulletList",
              text.steps().stream()
                  .map(
                      step -> DocumentNode.block("listItem", List.of(DocumentNode.paragraph(step))))
                  .toList()));
    }
    if (text.link() != null) {
      content.add(DocumentNode.paragraph(text.link(), DocumentMark.link(text.link())));
    }
    content.add(DocumentNode.paragraph(text.footer()));
    return of(content);
  }
}
