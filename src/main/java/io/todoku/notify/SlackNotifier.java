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

  /** A chat shows the beginning; the page shows all. */
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

  /** Only what is marked as a link is one: nothing else becomes a link or a mention. */
  String body(Delivery delivery) {
    return JSON.writeValueAsString(
        new SlackMessage(text(renderer.render(delivery, MAX_LINES)), "none", false));
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
