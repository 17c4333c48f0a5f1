package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.notify.WebhookReceiver.Received;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** With a key, neither the URL of a webhook nor its secret stands in the database. */
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:notify-encrypted;DB_CLOSE_DELAY=-1",
      "todoku.encryption.keys=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    })
class ChannelEncryptionIntegrationTests extends NotificationFixture {

  @Test
  void aMessageIsDeliveredToAnEncryptedUrlAndSignedWithAnEncryptedSecret() throws Exception {
    Channel channel = createChannel("webhook", receiver.url());

    outbox.publish(NotificationSamples.notice(NoticeKind.FAILING, NotificationSamples.line("x")));

    Received received = receiver.next();
    long time = Long.parseLong(received.signature().replaceAll("t=(\\d+),.*", "$1"));
    assertThat(received.signature())
        .isEqualTo(WebhookSignature.of("tdk_secret", time, received.body()));
    assertThat(channels.findById(channel.id).orElseThrow().target).isEqualTo(receiver.url());
    String stored =
        jdbc.queryForObject("select target || ' ' || secret from channel", String.class);
    assertThat(stored)
        .matches("\\{aes:[0-9a-f]{8}}\\S+ \\{aes:[0-9a-f]{8}}\\S+")
        .doesNotContain(receiver.url(), "tdk_");
  }
}
