package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.notify.OutboxMessage.DeliveryState;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Messages as a mail server receives them. */
class NotificationMailIntegrationTests extends NotificationFixture {

  private MimeMessage[] received(int expected) {
    awaitSoon().until(() -> MAIL.getReceivedMessages().length == expected);
    return MAIL.getReceivedMessages();
  }

  private static String part(MimeMessage mail, int which) throws Exception {
    MimeMultipart mixed = (MimeMultipart) mail.getContent();
    MimeMultipart related = (MimeMultipart) mixed.getBodyPart(0).getContent();
    MimeMultipart alternative = (MimeMultipart) related.getBodyPart(0).getContent();
    return (String) alternative.getBodyPart(which).getContent();
  }

  @Test
  void everyReceiverGetsTextAndHtmlInTheLanguageOfTheChannel() throws Exception {
    Channel channel =
        NotificationSamples.channel("email", "ops@example.com, 運用 <team@example.org>");
    channel.language = "ja";
    channels.save(channel);

    outbox.publish(
        NotificationSamples.notice(
            NoticeKind.FIXED, NotificationSamples.line("x"), NotificationSamples.line("y")));

    MimeMessage mail = received(2)[0];
    awaitState(channel, DeliveryState.DELIVERED);
    assertThat(mail.getSubject()).isEqualTo("[Todoku] Example KK · 本番: 解消2件");
    assertThat(mail.getFrom()[0]).hasToString("Todoku <todoku@example.com>");
    assertThat(mail.getMessageID()).isEqualTo("<" + onlyMessage(channel).id + "@example.com>");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(part(mail, 0))
        .contains("- メールサーバーが受け付けませんでした: x", "http://127.0.0.1/accounts/111111111111");
    assertThat(part(mail, 1)).contains("lang=\"ja\"", "<li>メールサーバーが受け付けませんでした: y</li>");
  }

  @Test
  void aHostileNameIsEscaped() throws Exception {
    createChannel("email", "ops@example.com");

    outbox.publish(
        new Notice(
            UUID.randomUUID(),
            NoticeKind.FAILING,
            NotificationSamples.NOW,
            "",
            "111111111111",
            NotificationSamples.HOSTILE,
            "/accounts/111111111111",
            NotificationSamples.notice(
                    NoticeKind.FAILING, NotificationSamples.line(NotificationSamples.HOSTILE))
                .lines()));

    MimeMessage mail = received(1)[0];
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getAllRecipients()).hasSize(1);
    assertThat(mail.getSubject())
        .startsWith("[Todoku] <script>alert(1)</script>&<!channel> \"x\" Bcc: evil@example.net")
        .doesNotContain("\r", "\n");
    assertThat(part(mail, 1))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&lt;!channel&gt;")
        .doesNotContain("<script");
    assertThat(part(mail, 0)).doesNotContain("\nBcc:", "\u202e");
  }

  @Test
  void aRefusedMessageIsRetried() throws Exception {
    Channel channel = createChannel("email", "ops@example.com");
    MAIL.getSmtp().stopService();
    try {
      outbox.publish(NotificationSamples.notice(NoticeKind.FAILING, NotificationSamples.line("x")));
      awaitSoon().until(() -> onlyMessage(channel).attempts > 1);
      assertThat(NoticeJson.readLine(onlyMessage(channel).lastError).key())
          .isEqualTo("notify.failed.mail");
    } finally {
      MAIL.start();
    }

    assertThat(received(1)).hasSize(1);
    awaitState(channel, DeliveryState.DELIVERED);
  }
}
