package io.todoku.notify;

import java.nio.charset.StandardCharsets;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Posts an Adaptive Card to a Microsoft Teams workflow ("When a Teams webhook request is
 * received").
 */
@Component
@Order(3)
class TeamsNotifier extends PostingNotifier {

  /** A chat shows the beginning; the page shows all. */
  private static final int MAX_LINES = 30;

  /**
   * Teams takes messages of about 28 KB, counted as it stores them, which is more than what is sent
   * (learn.microsoft.com/connectors/teams, known issues).
   */
  static final int MAX_OCTETS = 20_000;

  private final MessageRenderer renderer;

  TeamsNotifier(MessageRenderer renderer, WebhookClient client) {
    super(client);
    this.renderer = renderer;
  }

  @Override
  public String kind() {
    return "teams";
  }

  /** With fewer lines where the card would be too large; its last line counts those left out. */
  @Override
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
