package io.todoku.notify;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Posts our own JSON, signed, as {@code docs/notifications.md} describes it. */
@Component
@Order(4)
class WebhookNotifier extends PostingNotifier {

  private static final JsonMapper JSON = new JsonMapper();

  private final NoticeDocuments documents;
  private final Clock clock;

  WebhookNotifier(NoticeDocuments documents, WebhookClient client, Clock clock) {
    super(client);
    this.documents = documents;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public boolean isSigned() {
    return true;
  }

  /** The same text at each attempt, so that its signature differs by the time only. */
  @Override
  String body(Delivery delivery) {
    return JSON.writeValueAsString(documents.of(delivery));
  }

  @Override
  Map<String, String> headers(Delivery delivery, String body) {
    String secret = Objects.requireNonNull(delivery.channel().secret);
    return Map.of(
        WebhookSignature.HEADER,
        WebhookSignature.of(secret, clock.instant().getEpochSecond(), body));
  }
}
