package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.notify.OutboxMessage.DeliveryState;
import io.todoku.peers.AwsSdkProperties;
import io.todoku.peers.AwsTestAccounts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of a topic, received by a subscribed queue. */
class NotificationSnsIntegrationTests extends NotificationFixture {

  private static final String REGION = "ap-northeast-1";

  @TempDir static Path dir;
  private static AwsTestAccounts accounts;
  private static AwsSdkProperties environment;

  @BeforeAll
  static void start() throws IOException {
    accounts = AwsTestAccounts.start(dir);
    environment = AwsSdkProperties.pointTo(accounts.proxy().endpoint());
  }

  @AfterAll
  static void stop() {
    if (environment != null) {
      environment.close();
    }
    if (accounts != null) {
      accounts.close();
    }
  }

  /** Calls the query API without the SDK; moto checks no signature. */
  private static String ask(String service, String... pairs) throws Exception {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      form.append(i == 0 ? "" : "&")
          .append(pairs[i])
          .append('=')
          .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(accounts.proxy().endpoint() + "/"))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20261125/%s/%s/aws4_request, SignedHeaders=host, Signature=x"
                    .formatted(REGION, service))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form.toString()))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    }
  }

  private static String between(String text, String element) {
    Matcher found = Pattern.compile("<%1$s>(.*?)</%1$s>".formatted(element)).matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  /** The message waits while the ARN of the topic is wrong, and is sent once it is corrected. */
  @Test
  void aMessageIsDeliveredOnceTheTopicExists() throws Exception {
    String queue = between(ask("sqs", "Action", "CreateQueue", "QueueName", "q"), "QueueUrl");
    String topic = between(ask("sns", "Action", "CreateTopic", "Name", "mail"), "TopicArn");
    ask(
        "sns",
        "Action",
        "Subscribe",
        "TopicArn",
        topic,
        "Protocol",
        "sqs",
        "Endpoint",
        "arn:aws:sqs:" + REGION + ":123456789012:q");

    Channel channel = createChannel("sns", topic + "-misspelt");
    outbox.publish(
        NotificationSamples.notice(
            NoticeKind.FAILING, NotificationSamples.line(NotificationSamples.HOSTILE)));
    awaitSoon().until(() -> onlyMessage(channel).attempts > 0);
    awaitSoon()
        .untilAsserted(() ->
            assertThat(NoticeJson.readLine(onlyMessage(channel).lastError).arguments().toString())
                .contains("NotFound"));
    channel.target = topic;
    channels.save(channel);

    awaitState(channel, DeliveryState.DELIVERED);
    String message =
        ask("sqs", "Action", "ReceiveMessage", "QueueUrl", queue, "WaitTimeSeconds", "5");
    assertThat(message)
        .contains("Todoku: 1 new problem in 111111111111")
        .contains("todoku-delivery", onlyMessage(channel).id.toString());
  }
}
