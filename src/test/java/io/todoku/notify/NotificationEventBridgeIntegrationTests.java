package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.notify.OutboxMessage.DeliveryState;
import io.todoku.peers.AwsProxy.AwsCall;
import io.todoku.peers.AwsResponses;
import io.todoku.peers.AwsSdkProperties;
import io.todoku.peers.AwsTestAccounts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events of a bus of moto, received by a queue that a rule of the bus sends them to. */
class NotificationEventBridgeIntegrationTests extends NotificationFixture {

  private static final String REGION = "ap-northeast-1";
  private static final String BUS =
      "arn:aws:events:" + REGION + ":123456789012:event-bus/operations";
  private static final JsonMapper JSON = new JsonMapper();

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

  @BeforeEach
  void resetProxy() {
    accounts.proxy().reset();
  }

  private static JsonNode ask(String service, String target, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(accounts.proxy().endpoint() + "/"))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20261125/%s/%s/aws4_request, SignedHeaders=host, Signature=x"
                    .formatted(REGION, service))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", target)
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return JSON.readTree(answer.body());
    }
  }

  private static JsonNode received(String queue) throws Exception {
    JsonNode messages =
        ask(
            "sqs",
            "AmazonSQS.ReceiveMessage",
            "{\"QueueUrl\":\"" + queue + "\",\"MaxNumberOfMessages\":10,\"WaitTimeSeconds\":5}");
    assertThat(messages.get("Messages").size()).isEqualTo(1);
    return JSON.readTree(messages.at("/Messages/0/Body").asString());
  }

  @Test
  void theQueueOfARuleReceivesTheEventAndNoOtherSource() throws Exception {
    String queue =
        ask("sqs", "AmazonSQS.CreateQueue", "{\"QueueName\":\"events\"}")
            .get("QueueUrl")
            .asString();
    ask("events", "AWSEvents.CreateEventBus", "{\"Name\":\"operations\"}");
    ask(
        "events",
        "AWSEvents.PutRule",
        """
        {"Name":"failing","EventBusName":"operations",
         "EventPattern":"{\\"source\\":[\\"todoku\\"],\\"detail\\":{\\"notice\\":{\\"kind\\":[\\"failing\\"]}}}"}
        """);
    ask(
        "events",
        "AWSEvents.PutTargets",
        """
        {"Rule":"failing","EventBusName":"operations",
         "Targets":[{"Id":"q","Arn":"arn:aws:sqs:%s:123456789012:events"}]}
        """
            .formatted(REGION));
    Channel channel = createChannel("eventbridge", BUS);

    outbox.publish(
        NotificationSamples.notice(
            NoticeKind.FIXED, NotificationSamples.line("decoy: the rule takes failing only")));
    Notice failing =
        NotificationSamples.notice(
            NoticeKind.FAILING, NotificationSamples.line(NotificationSamples.HOSTILE));
    outbox.publish(failing);

    awaitSoon()
        .until(() ->
            messagesOf(channel).size() == 2
                && messagesOf(channel).stream()
                    .allMatch(row -> row.state == DeliveryState.DELIVERED));
    JsonNode event = received(queue);
    assertThat(event.get("source").asString()).isEqualTo("todoku");
    assertThat(event.get("detail-type").asString()).isEqualTo("Todoku Notice");
    assertThat(event.get("time").asString()).startsWith("2026-11-25T01:02:03");
    JsonNode notice = event.at("/detail/notice");
    assertThat(notice.get("id").asString()).isEqualTo(failing.id().toString());
    assertThat(notice.at("/account/id").asString()).isEqualTo("111111111111");
    assertThat(notice.at("/lines/0/text").asString()).contains("<script>alert(1)</script>");
    assertThat(event.at("/detail/version").asInt()).isEqualTo(1);
  }

  /** A refused entry is sent again by itself: the accepted ones are not sent twice. */
  @Test
  void onlyTheRefusedEntriesOfABatchAreSentAgain() throws Exception {
    Queue<String> answers = new ConcurrentLinkedQueue<>();
    answers.add(
        """
        {"FailedEntryCount":1,"Entries":[{"EventId":"1"},
         {"ErrorCode":"ThrottlingException","ErrorMessage":"slow down"},{"EventId":"3"}]}
        """);
    List<JsonNode> sent =
        record(answers, "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"2\"}]}");
    Channel channel = createChannel("eventbridge", BUS);

    send(channel, 3);

    assertThat(sent).hasSize(2);
    assertThat(ids(sent.get(0))).hasSize(3);
    assertThat(ids(sent.get(1))).containsExactly(ids(sent.get(0)).get(1));
  }

  @Test
  void entriesThatStayRefusedFailTheDeliveryWithTheirReason() throws Exception {
    record(
        new ConcurrentLinkedQueue<>(),
        """
        {"FailedEntryCount":1,"Entries":[
         {"ErrorCode":"InternalFailure","ErrorMessage":"try later"}]}
        """);
    Channel channel = createChannel("eventbridge", BUS);

    outbox.publish(NotificationSamples.notice(NoticeKind.FIXED, NotificationSamples.line("x")));

    awaitSoon().until(() -> onlyMessage(channel).attempts > 0);
    awaitSoon()
        .untilAsserted(() ->
            assertThat(NoticeJson.readLine(onlyMessage(channel).lastError))
                .isEqualTo(NoticeLine.of("notify.failed.events", 1, "InternalFailure: try later")));
  }

  @Test
  void theRoleOfTheChannelIsAssumedWithItsExternalId() throws Exception {
    Channel channel =
        createChannel(
            "eventbridge", "arn:aws:events:" + REGION + ":111111111111:event-bus/default");
    channel.settings =
        "{\"roleArn\":\"arn:aws:iam::111111111111:role/TodokuNotify\",\"externalId\":\"ours-17\"}";
    channels.save(channel);
    List<AwsCall> logins = new ArrayList<>();
    accounts
        .proxy()
        .respondWith(call -> {
          if (call.name().equals("sts:AssumeRole")) {
            logins.add(call);
          }
          return null;
        });

    outbox.publish(NotificationSamples.notice(NoticeKind.FIXED, NotificationSamples.line("x")));

    awaitState(channel, DeliveryState.DELIVERED);
    assertThat(logins)
        .singleElement()
        .satisfies(call ->
            assertThat(call.form())
                .containsEntry("RoleArn", "arn:aws:iam::111111111111:role/TodokuNotify")
                .containsEntry("ExternalId", "ours-17"));
    assertThat(accounts.proxy().counts())
        .containsEntry("111111111111 " + REGION + " events:PutEvents", 1L);
  }

  @Test
  void aDigestIsSentInBatchesThatPutEventsTakes() throws Exception {
    List<JsonNode> sent =
        record(new ConcurrentLinkedQueue<>(), "{\"FailedEntryCount\":0,\"Entries\":[]}");

    send(NotificationSamples.channel("eventbridge", BUS), 23);

    assertThat(sent).extracting(body -> ids(body).size()).containsExactly(10, 10, 3);
  }

  @Test
  void aNoticeThatIsTooLargeLosesLinesAndCountsThem() {
    NoticeLine[] many = new NoticeLine[400];
    Arrays.fill(many, NotificationSamples.line("長".repeat(490)));
    Delivery delivery =
        NotificationSamples.delivery(
            NotificationSamples.channel("eventbridge", BUS),
            NotificationSamples.notice(NoticeKind.FIXED, many));

    PutEventsRequestEntry entry = notifier.entries(delivery, EventBus.parse(BUS)).getFirst();

    assertThat(entry.detail().getBytes(StandardCharsets.UTF_8).length)
        .isBetween(100_000, EventBridgeNotifier.MAX_OCTETS);
    JsonNode lines = JSON.readTree(entry.detail()).at("/notice/lines");
    assertThat(lines.get(lines.size() - 1).get("text").asString())
        .isEqualTo("and " + (400 - lines.size() + 1) + " more");
  }

  @Autowired EventBridgeNotifier notifier;

  private void send(Channel channel, int notices) throws DeliveryFailedException {
    Notice[] all = new Notice[notices];
    Arrays.setAll(
        all,
        i -> NotificationSamples.notice(NoticeKind.FIXED, NotificationSamples.line("line " + i)));
    notifier.send(NotificationSamples.delivery(channel, all));
  }

  /** Answers PutEvents with these, then with the last one; returns the bodies that were sent. */
  private static List<JsonNode> record(Queue<String> answers, String last) {
    List<JsonNode> sent = new ArrayList<>();
    accounts
        .proxy()
        .respondWith(call -> {
          if (!call.name().equals("events:PutEvents")) {
            return null;
          }
          sent.add(JSON.readTree(call.form().get("body")));
          String answer = answers.poll();
          return AwsResponses.json(answer == null ? last : answer);
        });
    return sent;
  }

  private static List<String> ids(JsonNode body) {
    List<String> ids = new ArrayList<>();
    body.get("Entries")
        .forEach(entry ->
            ids.add(JSON.readTree(entry.get("Detail").asString()).at("/notice/id").asString()));
    return ids;
  }
}
