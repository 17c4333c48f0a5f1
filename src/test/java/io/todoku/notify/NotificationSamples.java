package io.todoku.notify;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Notices, channels and message texts for tests. */
final class NotificationSamples {

  static final Instant NOW = Instant.parse("2026-11-25T01:02:03Z");
  static final UUID ID = UUID.fromString("0b9f7c1e-5d7c-4a55-9a0e-1f6c0c8d2f10");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /** A hostile name of a resource. */
  static final String HOSTILE =
      "<script>alert(1)</script>&<!channel> \"x\"\r\nBcc: evil@example.net\u202e'{0}";

  private NotificationSamples() {}

  static NotificationSettings settings() {
    return new NotificationSettings(
        "Todoku <todoku@example.com>",
        Duration.ofMillis(100),
        Duration.ofMillis(400),
        Duration.ofDays(2),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        4,
        Duration.ofDays(30),
        List.of("127.0.0.0/8"));
  }

  static NoticeLineRenderer texts() {
    var messages = new ResourceBundleMessageSource();
    messages.setBasenames("messages/web", "messages/rules", "messages/notify");
    messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
    messages.setFallbackToSystemLocale(false);
    return new NoticeLineRenderer(messages);
  }

  static MessageRenderer renderer(String publicUrl) {
    return new MessageRenderer(texts(), publicUrl);
  }

  static NoticeLine line(String text) {
    return NoticeLine.of("notify.failed.mail", text);
  }

  static Notice notice(NoticeKind kind, NoticeLine... lines) {
    return new Notice(
        UUID.randomUUID(),
        kind,
        NOW,
        "Example KK",
        "111111111111",
        "本番",
        "/accounts/111111111111",
        List.of(lines));
  }

  static Channel channel(String kind, String target) {
    Channel channel = new Channel();
    channel.name = "運用";
    channel.kind = kind;
    channel.target = target;
    channel.kinds = "failing,fixed,unknown,expiring,runbook";
    channel.language = "en";
    channel.zone = "Asia/Tokyo";
    channel.secret = kind.equals("webhook") ? "tdk_secret" : null;
    return channel;
  }

  static Delivery delivery(Channel channel, Notice... notices) {
    return new Delivery(ID, channel, List.of(notices));
  }
}
