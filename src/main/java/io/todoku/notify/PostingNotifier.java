package io.todoku.notify;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Posts each delivery as JSON to a URL that is a secret, because it opens the way to a channel. */
abstract class PostingNotifier implements Notifier {

  static final String DELIVERY_HEADER = "Todoku-Delivery";

  private final WebhookClient client;

  PostingNotifier(WebhookClient client) {
    this.client = client;
  }

  /** The JSON to post, the same at each attempt. */
  abstract String body(Delivery delivery);

  /** Headers beside that of the delivery; none unless a kind has its own. */
  Map<String, String> headers(Delivery delivery, String body) {
    return Map.of();
  }

  @Override
  public final boolean isTargetSecret() {
    return true;
  }

  @Override
  public final String displayTarget(String target) {
    return WebhookUrl.masked(target);
  }

  @Override
  public final @Nullable String targetError(String target) {
    return WebhookUrl.error(target);
  }

  @Override
  public final void send(Delivery delivery) throws DeliveryFailedException {
    String body = body(delivery);
    Map<String, String> headers = new HashMap<>(headers(delivery, body));
    headers.put(DELIVERY_HEADER, delivery.id().toString());
    client.post(delivery.channel().target, body, headers);
  }
}
