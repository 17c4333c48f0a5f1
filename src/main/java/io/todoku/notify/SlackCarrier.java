package io.todoku.notify;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Posts a text in Slack's mrkdwn to an incoming webhook. */
@Component
class SlackCarrier implements Carrier {

  /** A channel is for reading along; the page has the rest. */
  private static final int LINES = 30;

  private static final JsonMapper JSON = new JsonMapper();

  private final LetterWriter writer;
  private final Hook hook;

  SlackCarrier(LetterWriter writer, Hook hook) {
    this.writer = writer;
    this.hook = hook;
  }

  @Override
  public ChannelKind kind() {
    return ChannelKind.SLACK;
  }

  @Override
  public @Nullable String wrong(String target) {
    return HookTarget.wrong(target);
  }

  @Override
  public void send(Delivery delivery) throws DeliveryFailedException {
    hook.post(
        delivery.channel().target,
        body(delivery),
        Map.of(WebhookCarrier.DELIVERY, delivery.id().toString()));
  }

  /** Nothing in the text is taken for a link or a mention but what is marked as one. */
  String body(Delivery delivery) {
    return JSON.createObjectNode()
        .put("text", text(writer.write(delivery, LINES)))
        .put("parse", "none")
        .put("unfurl_links", false)
        .toString();
  }

  private static String text(Letter letter) {
    StringBuilder text = new StringBuilder("*" + escaped(letter.subject()) + "*\n");
    for (Letter.Part part : letter.parts()) {
      String heading = escaped(part.heading());
      text.append('\n')
          .append(part.link() == null ? heading : "<" + part.link() + "|" + heading + ">")
          .append('\n');
      part.sentences()
          .forEach(sentence -> text.append("• ").append(escaped(sentence)).append('\n'));
    }
    return text.append("\n_").append(escaped(letter.foot())).append('_').toString();
  }

  /** The three signs that Slack asks to escape. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
