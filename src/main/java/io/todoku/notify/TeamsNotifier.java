package io.todoku.notify;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Posts an Adaptive Card to a Microsoft Teams workflow ("When a Teams webhook request is received").
 */
@Component
@Order(3)
class TeamsNotifier implements Notifier {

  /** A chat shows the beginning; the page shows all. */
  private static final int MAX_LINES = 30;

  /**
   * Teams takes messages of about 28 KB, counted as it stores them, which is more than what is sent
   * (learn.microsoft.com/connectors/teams, known issues).
   */
  static final int MAX_OCTETS = 20_000;

  private final MessageRenderer renderer;
  private final WebhookClient client;

  TeamsNotifier(MessageRenderer renderer, WebhookClient client) {
    this.renderer = renderer;
    this.client = client;
  }

  @Override
  public String kind() {
    return "teams";
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

  /** With fewer lines where the card would be too large; its last line counts those left out. */
  String body(Delivery delivery) {
    for (int lines = MAX_LINES; ; lines /= 2) {
      String body =
          AdaptiveCard.message(
              renderer.render(delivery, lines), delivery.channel().locale().getLanguage());
      if (lines == 0 || body.getBytes(StandardCharsets.UTF_8).length <= MAX_OCTETS) {
        return body;
      }
    }
  }
}
