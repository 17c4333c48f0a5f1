package io.todoku.notify;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Posts our own JSON, signed, as {@code docs/notifications.md} describes it. */
@Component
@Order(4)
class WebhookNotifier implements Notifier {

  static final String DELIVERY_HEADER = "Todoku-Delivery";
  private static final int VERSION = 1;
  private static final JsonMapper JSON = new JsonMapper();

  private record WebhookBody(
      int version, UUID id, String channel, boolean digest, List<WebhookNotice> notices) {}

  private record WebhookNotice(
      UUID id,
      NoticeKind kind,
      Instant at,
      String client,
      @Nullable WebhookAccount account,
      String path,
      @Nullable String url,
      int count,
      List<WebhookLine> lines) {}

  private record WebhookAccount(String id, String name) {}

  private record WebhookLine(String key, String text) {}

  private final MessageRenderer renderer;
  private final NoticeLineRenderer texts;
  private final WebhookClient client;
  private final Clock clock;

  WebhookNotifier(
      MessageRenderer renderer, NoticeLineRenderer texts, WebhookClient client, Clock clock) {
    this.renderer = renderer;
    this.texts = texts;
    this.client = client;
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

  /** The same text at each attempt, so that its signature differs by the time only. */
  String body(Delivery delivery) {
    Channel channel = delivery.channel();
    return JSON.writeValueAsString(
        new WebhookBody(
            VERSION,
            delivery.id(),
            channel.name,
            channel.digest,
            delivery.notices().stream().map(notice -> notice(notice, channel)).toList()));
  }

  private WebhookNotice notice(Notice notice, Channel channel) {
    return new WebhookNotice(
        notice.id(),
        notice.kind(),
        notice.at(),
        notice.client(),
        notice.isAboutAccount()
            ? new WebhookAccount(notice.accountId(), notice.accountName())
            : null,
        notice.path(),
        renderer.url(notice),
        notice.count(),
        notice.lines().stream()
            .map(line -> new WebhookLine(line.key(), texts.of(line, channel.locale())))
            .toList());
  }
}
