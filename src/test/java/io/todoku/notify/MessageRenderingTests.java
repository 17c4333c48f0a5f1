package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What each kind of channel sends for a notice, also for one with hostile texts. */
class MessageRenderingTests {

  private static final String URL = "https://todoku.example.com";
  private static final NoticeLine HOSTILE_LINE =
      NotificationSamples.line(NotificationSamples.HOSTILE);

  private static SlackNotifier slack() {
    return new SlackNotifier(
        NotificationSamples.renderer(URL),
        new WebhookClient(NotificationSamples.settings(), Clock.systemUTC()));
  }

  private static WebhookNotifier webhook() {
    return new WebhookNotifier(
        new NoticeDocuments(NotificationSamples.renderer(URL + "/"), NotificationSamples.texts()),
        new WebhookClient(NotificationSamples.settings(), Clock.systemUTC()),
        NotificationSamples.CLOCK);
  }

  private static SnsNotifier sns() {
    return new SnsNotifier(
        NotificationSamples.renderer(URL),
        NotificationSamples.texts(),
        NotificationSamples.settings());
  }

  @Test
  void slackGetsTitleLinkAndLines() {
    String text =
        read(slack()
                .body(
                    NotificationSamples.delivery(
                        NotificationSamples.channel("slack", ""),
                        NotificationSamples.notice(
                            NoticeKind.FAILING,
                            NotificationSamples.line("one"),
                            NotificationSamples.line("two")))))
            .get("text")
            .asString();

    assertThat(text)
        .isEqualTo(
            """
            *[Todoku] Example KK · 本番: 2 new problems*

            <https://todoku.example.com/accounts/111111111111|Example KK · 本番 (111111111111): new problems, 2026-11-25 10:02 JST>
            • The mail server refused the e-mail: one
            • The mail server refused the e-mail: two

            _Sent by Todoku, channel “運用”, delivery 0b9f7c1e-5d7c-4a55-9a0e-1f6c0c8d2f10_\
            """);
  }

  @Test
  void slackMakesNoLinkOrMentionOfTextFromOutside() {
    JsonNode body =
        read(
            slack()
                .body(
                    NotificationSamples.delivery(
                        NotificationSamples.channel("slack", ""),
                        NotificationSamples.notice(NoticeKind.FAILING, HOSTILE_LINE))));

    assertThat(body.get("text").asString())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&lt;!channel&gt; \"x\" Bcc:")
        .doesNotContain("<script", "<!channel", "\r", "\u202e");
    assertThat(body.get("parse").asString()).isEqualTo("none");
  }

  @Test
  void slackShowsThirtyLinesAndCountsTheRest() {
    NoticeLine[] many = new NoticeLine[100];
    Arrays.fill(many, NotificationSamples.line("x"));

    String text =
        slack()
            .body(
                NotificationSamples.delivery(
                    NotificationSamples.channel("slack", ""),
                    NotificationSamples.notice(NoticeKind.FIXED, many)));

    assertThat(text).contains("100 fixed", "and 70 more");
    assertThat(text.split("•")).hasSize(32);
  }

  private static Delivery manyNotices(String kind, int count, NoticeLine... lines) {
    Channel channel = NotificationSamples.channel(kind, "");
    channel.digest = true;
    return new Delivery(
        NotificationSamples.ID,
        channel,
        Collections.nCopies(count, NotificationSamples.notice(NoticeKind.FAILING, lines)));
  }

  @Test
  void slackGetsNoMoreNoticesThanItShows() {
    NoticeLine[] lines = new NoticeLine[30];
    Arrays.fill(lines, NotificationSamples.line("&".repeat(480)));

    String text = read(slack().body(manyNotices("slack", 3000, lines))).get("text").asString();

    assertThat(text).hasSizeLessThanOrEqualTo(SlackNotifier.MAX_CHARACTERS);
    assertThat(text)
        .contains("<https://todoku.example.com/|and 2,970 more notices with 89,100 changes>");
  }

  @Test
  void snsGetsNoMoreNoticesThanItTakes() {
    Delivery delivery = manyNotices("sns", 3000, NotificationSamples.line("長".repeat(480)));
    delivery.channel().target = "arn:aws:sns:ap-northeast-1:111111111111:mail";

    String message = sns().request(delivery).message();

    assertThat(message.getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(SnsNotifier.MAX_OCTETS);
    assertThat(message)
        .contains("and 2,500 more notices with 2,500 changes", NotificationSamples.ID.toString());
  }

  @Test
  void theWebhookHasKeysTextsAndTheUrlOfThePage() {
    Notice notice =
        NotificationSamples.notice(
            NoticeKind.UNKNOWN, NoticeLine.of("notify.failed.mail", NoticeLine.of("nav.rules")));
    Channel channel = NotificationSamples.channel("webhook", "");
    channel.language = "ja";

    JsonNode body = read(webhook().body(NotificationSamples.delivery(channel, notice)));

    assertThat(body)
        .isEqualTo(
            read(
                """
                {"version":1,"id":"0b9f7c1e-5d7c-4a55-9a0e-1f6c0c8d2f10","channel":"運用",
                 "digest":false,"notices":[{"id":"%s","kind":"unknown","at":"2026-11-25T01:02:03Z",
                 "client":"Example KK","account":{"id":"111111111111","name":"本番"},
                 "path":"/accounts/111111111111",
                 "url":"https://todoku.example.com/accounts/111111111111","count":1,
                 "lines":[{"key":"notify.failed.mail",
                           "text":"メールサーバーが受け付けませんでした: 確認項目"}]}]}
                """
                    .formatted(notice.id())));
  }

  @Test
  void withoutAPublicUrlTheWebhookHasNoUrl() {
    var notifier =
        new WebhookNotifier(
            new NoticeDocuments(NotificationSamples.renderer(""), NotificationSamples.texts()),
            new WebhookClient(NotificationSamples.settings(), Clock.systemUTC()),
            NotificationSamples.CLOCK);

    JsonNode body =
        read(
            notifier.body(
                NotificationSamples.delivery(
                    NotificationSamples.channel("webhook", ""),
                    NotificationSamples.notice(NoticeKind.FIXED, HOSTILE_LINE))));

    assertThat(body.at("/notices/0/url").isNull()).isTrue();
    assertThat(body.at("/notices/0/lines/0/text").asString())
        .contains("<script>", "'{0}")
        .doesNotContain("\n");
  }

  /** Made with {@code openssl dgst -sha256 -hmac tdk_secret}. */
  @Test
  void theSignatureIsTheHmacOfTimeAndBody() {
    assertThat(WebhookSignature.of("tdk_secret", 1764032523, "{\"version\":1}"))
        .isEqualTo(
            "t=1764032523,v1=58ab6a888716e11f761c5e3c144ba267d222f8c4c9bfa2404e28b76820d521e1");
    assertThat(WebhookSignature.newSecret()).startsWith("tdk_").hasSize(47);
    assertThat(WebhookSignature.newSecret()).isNotEqualTo(WebhookSignature.newSecret());
  }

  @Test
  void theTopicGetsAnAsciiSubjectAndTheId() {
    var request =
        sns()
            .request(
                NotificationSamples.delivery(
                    NotificationSamples.channel(
                        "sns", "arn:aws:sns:ap-northeast-1:111111111111:mail.fifo"),
                    NotificationSamples.notice(NoticeKind.FAILING, HOSTILE_LINE)));

    assertThat(request.subject()).isEqualTo("Todoku: 1 new problem in 111111111111");
    assertThat(request.message()).contains("Example KK · 本番 (111111111111): new problems", URL);
    assertThat(request.messageAttributes().get("todoku-delivery").stringValue())
        .isEqualTo(NotificationSamples.ID.toString());
    assertThat(request.messageDeduplicationId()).isEqualTo(NotificationSamples.ID.toString());
  }

  @Test
  void aMessageIsCutToWhatATopicTakes() {
    String tooLong = "届".repeat(100_000);

    String bounded = SnsNotifier.truncate(tooLong);

    assertThat(bounded.getBytes(StandardCharsets.UTF_8).length)
        .isBetween(255 * 1024 - 3, 255 * 1024);
    assertThat(tooLong).startsWith(bounded);
    assertThat(SnsNotifier.truncate("届く")).isEqualTo("届く");
  }

  @Test
  void onlyTheArnOfATopicIsAValidTarget() {
    assertThat(sns().targetError("arn:aws:sns:ap-northeast-1:111111111111:mail")).isNull();
    assertThat(sns().targetError("arn:aws-us-gov:sns:us-gov-west-1:111111111111:mail")).isNull();
    assertThat(sns().targetError("arn:aws:sqs:ap-northeast-1:111111111111:mail"))
        .isEqualTo("notify.target.topic");
    assertThat(sns().targetError("arn:aws:sns:evil.example/:111111111111:mail"))
        .isEqualTo("notify.target.topic");
  }

  @Test
  void aDigestNamesItsClientAndDayInTheZoneOfTheChannel() {
    Channel channel = NotificationSamples.channel("slack", "");
    channel.language = "ja";
    channel.digest = true;
    channel.zone = "Pacific/Honolulu";
    Delivery delivery =
        NotificationSamples.delivery(
            channel,
            NotificationSamples.notice(
                NoticeKind.FAILING,
                NotificationSamples.line("one"),
                NotificationSamples.line("two")),
            NotificationSamples.notice(NoticeKind.FIXED, NotificationSamples.line("three")));

    RenderedMessage letter = NotificationSamples.renderer(URL).render(delivery, 500);

    assertThat(letter.subject()).isEqualTo("[Todoku] Example KK: 変化3件（2026-11-24）");
    assertThat(letter.sections()).hasSize(2);
    assertThat(letter.toPlainText()).contains("Example KK · 本番（111111111111）: 解消", "three");
  }

  @Test
  void aKeyWithoutTextIsShownWithItsArguments() {
    assertThat(NotificationSamples.texts().of(NoticeLine.of("no.such.key", "x", 2), Locale.ENGLISH))
        .isEqualTo("no.such.key [x, 2]");
  }

  private static JsonNode read(String json) {
    return new JsonMapper().readTree(json);
  }
}
