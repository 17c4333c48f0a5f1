package io.todoku.notify;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Posts a text in Slack's mrkdwn to an incoming webhook. */
@Component
@Order(2)
class SlackNotifier implements Notifier {

  /** A channel is for reading along; the page has the rest. */
  private static final int MAX_LINES = 30;

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The body that an incoming webhook takes.
   *
   * @param parse {@code none}, so that Slack makes no link or mention of plain text
   */
  private record SlackMessage(
      String text, String parse, @JsonProperty("unfurl_links") boolean unfurlLinks) {}

  private final MessageRenderer renderer;
  private final WebhookClient client;

  SlackNotifier(MessageRenderer renderer, WebhookClient client) {
    this.renderer = renderer;
    this.client = client;
  }

  @Override
  public String kind() {
    return "slack";
  }

  @Override
  public boolean isTargetSecret() {
    return true;
  }

  @Override
  public String displayTarget(String target) {
    return WebhookUrl.masked(target);
  }

  @Override
  public @Nullable String targetError(String target) {
    return WebhookUrl.error(target);
  }

  @Override
  public void send(Delivery delivery) throws DeliveryFailedException {
    client.post(
        delivery.channel().target,
        body(delivery),
        Map.of(WebhookNotifier.DELIVERY_HEADER, delivery.id().toString()));
  }

  /** Nothing in the text is taken for a link or a mention but what is marked as one. */
  String body(Delivery delivery) {
    return JSON.writeValueAsString(
        new SlackMessage(text(renderer.render(delivery, MAX_LINES)), "none", false));
  }

  private static String text(RenderedMessage letter) {
    StringBuilder text = new StringBuilder("*" + escape(letter.subject()) + "*\n");
    for (RenderedMessage.NoticeSection part : letter.sections()) {
      String heading = escape(part.heading());
      text.append('\n')
          .append(part.link() == null ? heading : "<" + part.link() + "|" + heading + ">")
          .append('\n');
      part.sentences().forEach(sentence -> text.append("• ").append(escape(sentence)).append('\n'));
    }
    return text.append("\n_").append(escape(letter.footer())).append('_').toString();
  }

  /** The three signs that Slack asks to escape. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
