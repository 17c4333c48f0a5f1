package io.todoku.notify;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Publishes to an Amazon SNS topic, with the credentials of this machine. */
@Component
@Order(5)
class SnsNotifier implements Notifier, DisposableBean {

  /** SNS takes 256 KiB, attributes included. */
  static final int MAX_OCTETS = 255 * 1024;

  private static final int MAX_SUBJECT = 100;

  /** Of lines, and of notices. */
  private static final int MAX_LINES = 500;

  private final MessageRenderer renderer;
  private final NoticeLineRenderer texts;
  private final NotificationSettings settings;
  private final Map<String, SnsClient> clients = new ConcurrentHashMap<>();

  SnsNotifier(MessageRenderer renderer, NoticeLineRenderer texts, NotificationSettings settings) {
    this.renderer = renderer;
    this.texts = texts;
    this.settings = settings;
  }

  @Override
  public String kind() {
    return "sns";
  }

  @Override
  public @Nullable String targetError(String target) {
    return SnsTopic.of(target).isPresent() ? null : "notify.target.topic";
  }

  @Override
  public void send(Delivery delivery) throws DeliveryFailedException {
    try {
      clients
          .computeIfAbsent(SnsTopic.parse(delivery.channel().target).region(), this::newClient)
          .publish(request(delivery));
    } catch (SdkException failed) {
      throw AwsChannelSession.failure(failed);
    }
  }

  PublishRequest request(Delivery delivery) {
    Notice first = delivery.notices().getFirst();
    SnsTopic topic = SnsTopic.parse(delivery.channel().target);
    PublishRequest.Builder request =
        PublishRequest.builder()
            .topicArn(topic.arn())
            .subject(subject(delivery))
            .message(
                truncate(renderer.render(delivery, MAX_LINES, SnsNotifier::fits).toPlainText()))
            .messageAttributes(
                Map.of(
                    "todoku-delivery", text(delivery.id().toString()),
                    "todoku-kind",
                        text(delivery.notices().size() > 1 ? "digest" : first.kind().id())));
    if (topic.isFifo()) {
      request.messageGroupId("todoku").messageDeduplicationId(delivery.id().toString());
    }
    return request.build();
  }

  /** In English and with the id of the account, because SNS takes ASCII only. */
  private String subject(Delivery delivery) {
    Notice first = delivery.notices().getFirst();
    String kind = delivery.notices().size() > 1 ? "digest" : first.kind().id();
    String subject =
        texts.of(Locale.ENGLISH, "notify.sns." + kind, first.accountId(), delivery.count());
    return subject.length() > MAX_SUBJECT ? subject.substring(0, MAX_SUBJECT) : subject;
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  private static boolean fits(RenderedMessage message) {
    return message.toPlainText().getBytes(StandardCharsets.UTF_8).length <= MAX_OCTETS;
  }

  /** Cuts a text to the whole characters that fit into a message. */
  static String truncate(String text) {
    ByteBuffer octets = ByteBuffer.allocate(MAX_OCTETS);
    CharBuffer characters = CharBuffer.wrap(text);
    StandardCharsets.UTF_8.newEncoder().encode(characters, octets, true);
    return text.substring(0, characters.position());
  }

  private SnsClient newClient(String region) {
    return SnsClient.builder()
        .region(Region.of(region))
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .connectionTimeout(settings.connect())
                .socketTimeout(settings.total()))
        .overrideConfiguration(
            o -> o.apiCallTimeout(settings.total()).apiCallAttemptTimeout(settings.total()))
        .build();
  }

  @Override
  public void destroy() {
    clients.values().forEach(SnsClient::close);
  }
}
