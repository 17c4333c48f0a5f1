package io.todoku.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.todoku.notify.RenderedMessage.NoticeSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An Adaptive Card 1.5 (adaptivecards.io) in the message that a Teams workflow takes. Texts are
 * runs of a RichTextBlock, in which Teams reads no Markdown, so that nothing from outside becomes a
 * link, a mention or an emphasis.
 *
 * @param fallbackText for a client that does not know version 1.5
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AdaptiveCard(
    @JsonProperty("$schema") String schema,
    String type,
    String version,
    String lang,
    String fallbackText,
    Map<String, String> msteams,
    List<CardElement> body) {

  private static final JsonMapper JSON = new JsonMapper();

  private record CardMessage(String type, List<CardAttachment> attachments) {}

  /**
   * @param contentUrl always null: the card stands in the message itself
   */
  private record CardAttachment(
      String contentType, @Nullable String contentUrl, AdaptiveCard content) {}

  /** An element: a container of others, or a block of runs. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record CardElement(
      String type,
      @Nullable String spacing,
      @Nullable Boolean separator,
      @Nullable List<CardElement> items,
      @Nullable List<TextRun> inlines) {

    static CardElement block(TextRun... runs) {
      return new CardElement("RichTextBlock", "Small", null, null, List.of(runs));
    }

    static CardElement container(List<CardElement> items) {
      return new CardElement("Container", "Medium", true, items, null);
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record TextRun(
      String type,
      String text,
      @Nullable String size,
      @Nullable String weight,
      @Nullable Boolean isSubtle,
      @Nullable Boolean underline,
      @Nullable OpenUrl selectAction) {

    static TextRun plain(String text) {
      return new TextRun("TextRun", text, null, null, null, null, null);
    }

    static TextRun title(String text) {
      return new TextRun("TextRun", text, "Medium", "Bolder", null, null, null);
    }

    static TextRun heading(String text, @Nullable String link) {
      return link == null
          ? new TextRun("TextRun", text, null, "Bolder", null, null, null)
          : new TextRun(
              "TextRun", text, null, "Bolder", null, true, new OpenUrl("Action.OpenUrl", link));
    }

    static TextRun subtle(String text) {
      return new TextRun("TextRun", text, "Small", null, true, null, null);
    }
  }

  private record OpenUrl(String type, String url) {}

  /** The JSON of the message. */
  static String message(RenderedMessage message, String language) {
    List<CardElement> body = new ArrayList<>();
    body.add(CardElement.block(TextRun.title(message.subject())));
    message.sections().forEach(section -> body.add(CardElement.container(section(section))));
    body.add(CardElement.block(TextRun.subtle(message.footer())));
    AdaptiveCard card =
        new AdaptiveCard(
            "http://adaptivecards.io/schemas/adaptive-card.json",
            "AdaptiveCard",
            "1.5",
            language,
            escapeMarkdown(message.subject()),
            Map.of("width", "Full"),
            body);
    return JSON.writeValueAsString(
        new CardMessage(
            "message",
            List.of(new CardAttachment("application/vnd.microsoft.card.adaptive", null, card))));
  }

  /** Fallback text is Markdown, unlike a run. */
  private static String escapeMarkdown(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]()<>#~])", "\\\\$1");
  }

  private static List<CardElement> section(NoticeSection section) {
    List<CardElement> items = new ArrayList<>();
    items.add(CardElement.block(TextRun.heading(section.heading(), section.link())));
    section
        .sentences()
        .forEach(sentence -> items.add(CardElement.block(TextRun.plain("• " + sentence))));
    return items;
  }
}
