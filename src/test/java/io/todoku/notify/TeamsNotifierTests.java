package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Cards for Microsoft Teams, against the published schema of Adaptive Cards 1.5. */
class TeamsNotifierTests {

  private static final JsonMapper JSON = new JsonMapper();

  private final WebhookReceiver receiver = new WebhookReceiver();
  private final TeamsNotifier teams =
      new TeamsNotifier(
          NotificationSamples.renderer("https://todoku.example.com"),
          new WebhookClient(NotificationSamples.settings(), Clock.systemUTC()));

  @AfterEach
  void close() {
    receiver.close();
  }

  /** The schema does not know the hints for Teams. */
  private static List<Error> schemaErrors(String content) throws IOException {
    String card = content.replace(",\"msteams\":{\"width\":\"Full\"}", "");
    try (InputStream in =
        TeamsNotifierTests.class.getResourceAsStream("/schemas/adaptive-card-1.5.json")) {
      // it names draft 6 and has the "id" of draft 4
      String schema =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace("\"id\": \"http", "\"$id\": \"http");
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_6)
          .getSchema(schema, InputFormat.JSON)
          .validate(card, InputFormat.JSON);
    }
  }

  private static List<String> texts(JsonNode card) {
    List<String> texts = new ArrayList<>();
    card.findValues("inlines")
        .forEach(runs -> runs.forEach(run -> texts.add(run.get("text").asString())));
    return texts;
  }

  @Test
  void theWorkflowGetsACardThatFollowsTheSchema() throws Exception {
    Channel channel = NotificationSamples.channel("teams", receiver.url());

    teams.send(
        NotificationSamples.delivery(
            channel,
            NotificationSamples.notice(
                NoticeKind.FAILING,
                NotificationSamples.line("one"),
                NotificationSamples.line("two"))));

    WebhookReceiver.Received received = receiver.next();
    assertThat(received.delivery()).isEqualTo(NotificationSamples.ID.toString());
    JsonNode message = JSON.readTree(received.body());
    assertThat(message.get("type").asString()).isEqualTo("message");
    assertThat(message.get("attachments").size()).isEqualTo(1);
    JsonNode attachment = message.at("/attachments/0");
    assertThat(attachment.get("contentType").asString())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    JsonNode card = attachment.get("content");
    assertThat(schemaErrors(card.toString())).isEmpty();
    assertThat(card.get("version").asString()).isEqualTo("1.5");
    assertThat(card.at("/msteams/width").asString()).isEqualTo("Full");
    assertThat(card.get("fallbackText").asString())
        .isEqualTo("\\[Todoku\\] Example KK · 本番: 2 new problems");
    assertThat(texts(card))
        .containsExactly(
            "[Todoku] Example KK · 本番: 2 new problems",
            "Example KK · 本番 (111111111111): new problems, 2026-11-25 10:02 JST",
            "• The mail server refused the e-mail: one",
            "• The mail server refused the e-mail: two",
            "Sent by Todoku, channel “運用”, delivery " + NotificationSamples.ID);
    assertThat(card.at("/body/1/items/0/inlines/0/selectAction/url").asString())
        .isEqualTo("https://todoku.example.com/accounts/111111111111");
  }

  @Test
  void theSchemaRefusesACardOfAnotherShape() throws Exception {
    String wrong = "{\"type\":\"AdaptiveCard\",\"version\":\"1.5\",\"body\":[{\"type\":\"Text\"}]}";

    assertThat(schemaErrors(wrong)).isNotEmpty();
  }

  @Test
  void textFromOutsideIsARunInWhichTeamsReadsNoMarkdown() throws Exception {
    JsonNode card =
        card(
            NotificationSamples.notice(
                NoticeKind.FAILING,
                NotificationSamples.line("[a](https://evil.example) **b** <at>all</at>"),
                NotificationSamples.line(NotificationSamples.HOSTILE)));

    assertThat(schemaErrors(card.toString())).isEmpty();
    assertThat(card.findValuesAsString("type")).doesNotContain("TextBlock");
    assertThat(texts(card)).anyMatch(text -> text.contains("[a](https://evil.example) **b**"));
    assertThat(texts(card)).noneMatch(text -> text.contains("\u202e") || text.contains("\n"));
    assertThat(card.findValuesAsString("url"))
        .containsExactly("https://todoku.example.com/accounts/111111111111");
  }

  @Test
  void aLargeDigestIsCutToWhatTeamsTakesAndCountsTheRest() throws Exception {
    NoticeLine[] many = new NoticeLine[200];
    Arrays.fill(many, NotificationSamples.line("長".repeat(490)));
    Channel channel = NotificationSamples.channel("teams", "");
    channel.digest = true;
    channel.language = "ja";

    String body =
        teams.body(
            NotificationSamples.delivery(
                channel, NotificationSamples.notice(NoticeKind.FIXED, many)));

    assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(TeamsNotifier.MAX_OCTETS);
    JsonNode card = JSON.readTree(body).at("/attachments/0/content");
    assertThat(schemaErrors(card.toString())).isEmpty();
    assertThat(card.get("lang").asString()).isEqualTo("ja");
    List<String> texts = texts(card);
    long shown = texts.stream().filter(text -> text.contains("長長")).count();
    assertThat(shown).isBetween(3L, 29L);
    assertThat(texts).contains("• ほか" + (200 - shown) + "件");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 300, 3000})
  void aDigestOfManyNoticesIsCutToWhatTeamsTakesAndCountsTheRest(int count) throws Exception {
    Channel channel = NotificationSamples.channel("teams", "");
    channel.digest = true;
    Notice notice =
        NotificationSamples.notice(
            NoticeKind.FAILING,
            NotificationSamples.line("長".repeat(300)),
            NotificationSamples.line("two"));

    String body =
        teams.body(
            new Delivery(NotificationSamples.ID, channel, Collections.nCopies(count, notice)));

    assertThat(body.getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(TeamsNotifier.MAX_OCTETS);
    JsonNode card = JSON.readTree(body).at("/attachments/0/content");
    assertThat(schemaErrors(card.toString())).isEmpty();
    List<String> texts = texts(card);
    long shown = texts.stream().filter(text -> text.startsWith("Example KK · 本番")).count();
    assertThat(shown).isPositive();
    if (shown < count) {
      assertThat(texts)
          .contains(
              "and %,d more notices with %,d changes"
                  .formatted(count - shown, 2 * (count - shown)));
      assertThat(card.findValuesAsString("url")).contains("https://todoku.example.com/");
    }
  }

  @Test
  void withoutAPublicUrlTheHeadingIsNoLink() throws Exception {
    TeamsNotifier local =
        new TeamsNotifier(
            NotificationSamples.renderer(""),
            new WebhookClient(NotificationSamples.settings(), Clock.systemUTC()));
    String body =
        local.body(
            NotificationSamples.delivery(
                NotificationSamples.channel("teams", ""),
                NotificationSamples.notice(NoticeKind.FIXED, NotificationSamples.line("x"))));

    assertThat(body).doesNotContain("selectAction");
    assertThat(schemaErrors(JSON.readTree(body).at("/attachments/0/content").toString())).isEmpty();
  }

  private JsonNode card(Notice notice) {
    Channel channel = NotificationSamples.channel("teams", "");
    return JSON.readTree(teams.body(NotificationSamples.delivery(channel, notice)))
        .at("/attachments/0/content");
  }
}
