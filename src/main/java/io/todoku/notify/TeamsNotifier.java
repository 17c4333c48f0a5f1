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

  /** Of lines and of notices: a chat shows the beginning; the page shows all. */
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

  /** Leaves out lines and notices where the card would be too large; it counts them. */
  @Override
  String body(Delivery delivery) {
    String language = delivery.channel().locale().getLanguage();
    return AdaptiveCard.message(
        renderer.render(
            delivery,
            MAX_LINES,
            message ->
                AdaptiveCard.message(message, language).getBytes(StandardCharsets.UTF_8).length
                    <= MAX_OCTETS),
        language);
  }
}
