package io.todoku.notify;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Posts a text in Slack's mrkdwn to an incoming webhook. */
@Component
@Order(2)
class SlackNotifier extends PostingNotifier {

  /** Of lines and of notices: a chat shows the beginning; the page shows all. */
  private static final int MAX_LINES = 30;

  /** Slack cuts a text after 40,000 characters (api.slack.com, chat.postMessage). */
  static final int MAX_CHARACTERS = 38_000;

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The body that an incoming webhook takes.
   *
   * @param parse {@code none}, so that Slack makes no link or mention of plain text
   */
  private record SlackMessage(
      String text, String parse, @JsonProperty("unfurl_links") boolean unfurlLinks) {}

  private final MessageRenderer renderer;

  SlackNotifier(MessageRenderer renderer, WebhookClient client) {
    super(client);
    this.renderer = renderer;
  }

  @Override
  public String kind() {
    return "slack";
  }

  /** Only what is marked as a link is one: nothing else becomes a link or a mention. */
  @Override
  String body(Delivery delivery) {
    return JSON.writeValueAsString(
        new SlackMessage(
            text(
                renderer.render(
                    delivery, MAX_LINES, message -> text(message).length() <= MAX_CHARACTERS)),
            "none",
            false));
  }

  private static String text(RenderedMessage message) {
    StringBuilder text = new StringBuilder("*" + escape(message.subject()) + "*\n");
    for (RenderedMessage.NoticeSection part : message.sections()) {
      String heading = escape(part.heading());
      text.append('\n')
          .append(part.link() == null ? heading : "<" + part.link() + "|" + heading + ">")
          .append('\n');
      part.sentences().forEach(sentence -> text.append("• ").append(escape(sentence)).append('\n'));
    }
    return text.append("\n_").append(escape(message.footer())).append('_').toString();
  }

  /** Escapes the three characters that Slack requires. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
