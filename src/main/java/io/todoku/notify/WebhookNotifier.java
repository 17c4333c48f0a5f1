package io.todoku.notify;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Posts our own JSON, signed, as {@code docs/notifications.md} describes it. */
@Component
@Order(4)
class WebhookNotifier implements Notifier {

  static final String DELIVERY_HEADER = "Todoku-Delivery";
  private static final JsonMapper JSON = new JsonMapper();

  private final NoticeDocuments documents;
  private final WebhookClient client;
  private final Clock clock;

  WebhookNotifier(NoticeDocuments documents, WebhookClient client, Clock clock) {
    this.documents = documents;
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
    return JSON.writeValueAsString(documents.of(delivery));
  }
}
