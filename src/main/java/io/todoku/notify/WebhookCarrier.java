package io.todoku.notify;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Posts our own JSON, signed, as {@code src/docs/notifications.md} describes it. */
@Component
class WebhookCarrier implements Carrier {

  static final String DELIVERY = "Todoku-Delivery";
  private static final int VERSION = 1;
  private static final JsonMapper JSON = new JsonMapper();

  private final LetterWriter writer;
  private final Words words;
  private final Hook hook;
  private final Clock clock;

  WebhookCarrier(LetterWriter writer, Words words, Hook hook, Clock clock) {
    this.writer = writer;
    this.words = words;
    this.hook = hook;
    this.clock = clock;
  }

  @Override
  public ChannelKind kind() {
    return ChannelKind.WEBHOOK;
  }

  @Override
  public @Nullable String wrong(String target) {
    return HookTarget.wrong(target);
  }

  @Override
  public void send(Delivery delivery) throws DeliveryFailedException {
    String body = body(delivery);
    String secret = Objects.requireNonNull(delivery.channel().secret);
    hook.post(
        delivery.channel().target,
        body,
        Map.of(
            DELIVERY,
            delivery.id().toString(),
            Signature.HEADER,
            Signature.of(secret, clock.instant().getEpochSecond(), body)));
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
    for (Line line : notice.lines()) {
      lines.addObject().put("key", line.key()).put("text", words.of(line, channel.locale()));
    }
    return node;
  }
}
