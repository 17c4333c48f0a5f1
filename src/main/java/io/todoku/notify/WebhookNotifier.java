package io.todoku.notify;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Posts our own JSON, signed, as {@code docs/notifications.md} describes it. */
@Component
@Order(3)
class WebhookNotifier implements Notifier {

  static final String DELIVERY_HEADER = "Todoku-Delivery";
  private static final int VERSION = 1;
  private static final JsonMapper JSON = new JsonMapper();

  private final MessageRenderer writer;
  private final NoticeTexts texts;
  private final WebhookClient client;
  private final Clock clock;

  WebhookNotifier(MessageRenderer writer, NoticeTexts words, WebhookClient hook, Clock clock) {
    this.writer = writer;
    this.texts = words;
    this.client = hook;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "webhook";
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
  public boolean isSigned() {
    return true;
  }

  @Override
  public @Nullable String targetError(String target) {
    return WebhookUrl.error(target);
  }

  @Override
  public void send(Delivery delivery) throws DeliveryFailedException {
    String body = body(delivery);
    String secret = Objects.requireNonNull(delivery.channel().secret);
    client.post(
        delivery.channel().target,
        body,
        Map.of(
            DELIVERY_HEADER,
            delivery.id().toString(),
            WebhookSignature.HEADER,
            WebhookSignature.of(secret, clock.instant().getEpochSecond(), body)));
  }

  /** The same at each try. */
  String body(Delivery delivery) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("version", VERSION)
            .put("id", delivery.id().toString())
            .put("channel", delivery.channel().name)
            .put("digest", delivery.channel().digest);
    ArrayNode notices = body.putArray("notices");
    delivery.notices().forEach(notice -> notices.add(notice(notice, delivery.channel())));
    return body.toString();
  }

  private ObjectNode notice(Notice notice, Channel channel) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("id", notice.id().toString())
            .put("kind", notice.kind().id())
            .put("at", notice.at().toString())
            .put("client", notice.client());
    node.putObject("account").put("id", notice.accountId()).put("name", notice.accountName());
    node.put("path", notice.path()).put("url", writer.url(notice)).put("count", notice.count());
    ArrayNode lines = node.putArray("lines");
    for (NoticeLine line : notice.lines()) {
      lines.addObject().put("key", line.key()).put("text", texts.of(line, channel.locale()));
    }
    return node;
  }
}
