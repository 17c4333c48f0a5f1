package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What each channel makes of a notice, also of one whose words come from an enemy. */
class RenderingTests {

  private static final String URL = "https://todoku.example.com";
  private static final Line ENEMY = Told.line(Told.HOSTILE);

  private static SlackCarrier slack() {
    return new SlackCarrier(Told.writer(URL), new Hook(Told.settings()));
  }

  private static WebhookCarrier webhook() {
    return new WebhookCarrier(
        Told.writer(URL + "/"), Told.words(), new Hook(Told.settings()), Told.CLOCK);
  }

  private static SnsCarrier sns() {
    return new SnsCarrier(Told.writer(URL), Told.words(), Told.settings());
  }

  @Test
  void slackGetsTitleLinkAndLines() {
    String text =
        read(slack()
                .body(
                    Told.delivery(
                        Told.channel(ChannelKind.SLACK, ""),
                        Told.notice(Kind.FAILING, Told.line("one"), Told.line("two")))))
            .get("text")
            .asString();

    assertThat(text)
        .isEqualTo(
            """
            *[Todoku] 本番: 2 newly failing*

            <https://todoku.example.com/accounts/111111111111|本番 (111111111111): newly failing, 2026-11-25 10:02 JST>
            • The e-mail was not taken: one
            • The e-mail was not taken: two

            _Sent by Todoku, channel “運用”, delivery 0b9f7c1e-5d7c-4a55-9a0e-1f6c0c8d2f10_\
            """);
  }

  @Test
  void nothingFromOutsideIsALinkOrAMentionInSlack() {
    JsonNode body =
        read(
            slack()
                .body(
                    Told.delivery(
                        Told.channel(ChannelKind.SLACK, ""), Told.notice(Kind.FAILING, ENEMY))));

    assertThat(body.get("text").asString())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&lt;!channel&gt; \"x\" Bcc:")
        .doesNotContain("<script", "<!channel", "\r", "\u202e");
    assertThat(body.get("parse").asString()).isEqualTo("none");
  }

  @Test
  void slackIsSparedALongList() {
    Line[] many = new Line[100];
    Arrays.fill(many, Told.line("x"));

    String text =
        slack()
            .body(
                Told.delivery(Told.channel(ChannelKind.SLACK, ""), Told.notice(Kind.FIXED, many)));

    assertThat(text).contains("100 fixed", "and 70 more");
    assertThat(text.split("•")).hasSize(32);
  }

  @Test
  void theWebhookSaysKeysWordsAndWhere() {
    Notice notice = Told.notice(Kind.UNKNOWN, Line.of("notify.failed.mail", Line.of("nav.rules")));
    Channel channel = Told.channel(ChannelKind.WEBHOOK, "");
    channel.language = "ja";

    JsonNode body = read(webhook().body(Told.delivery(channel, notice)));

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
                           "text":"メールが受け付けられませんでした: 確認項目"}]}]}
                """
                    .formatted(notice.id())));
  }

  @Test
  void whereNoAddressIsSetNoneIsMadeUp() {
    var carrier =
        new WebhookCarrier(Told.writer(""), Told.words(), new Hook(Told.settings()), Told.CLOCK);

    JsonNode body =
        read(
            carrier.body(
                Told.delivery(
                    Told.channel(ChannelKind.WEBHOOK, ""), Told.notice(Kind.FIXED, ENEMY))));

    assertThat(body.at("/notices/0/url").isNull()).isTrue();
    assertThat(body.at("/notices/0/lines/0/text").asString())
        .contains("<script>", "'{0}")
        .doesNotContain("\n");
  }

  /** Made with {@code openssl dgst -sha256 -hmac tdk_secret}. */
  @Test
  void anyoneCanCheckTheSignature() {
    assertThat(Signature.of("tdk_secret", 1764032523, "{\"version\":1}"))
        .isEqualTo(
            "t=1764032523,v1=58ab6a888716e11f761c5e3c144ba267d222f8c4c9bfa2404e28b76820d521e1");
    assertThat(Signature.newSecret()).startsWith("tdk_").hasSize(47);
    assertThat(Signature.newSecret()).isNotEqualTo(Signature.newSecret());
  }

  @Test
  void theTopicGetsAnAsciiSubjectAndTheId() {
    var request =
        sns()
            .request(
                Told.delivery(
                    Told.channel(
                        ChannelKind.SNS, "arn:aws:sns:ap-northeast-1:111111111111:mail.fifo"),
                    Told.notice(Kind.FAILING, ENEMY)));

    assertThat(request.subject()).isEqualTo("Todoku: 1 newly failing in 111111111111");
    assertThat(request.message()).contains("本番 (111111111111): newly failing", URL);
    assertThat(request.messageAttributes().get("todoku-delivery").stringValue())
        .isEqualTo(Told.ID.toString());
    assertThat(request.messageDeduplicationId()).isEqualTo(Told.ID.toString());
  }

  @Test
  void aTopicIsNeverSentMoreThanItTakes() {
    String long3 = "届".repeat(100_000);

    String bounded = SnsCarrier.bounded(long3);

    assertThat(bounded.getBytes(StandardCharsets.UTF_8).length)
        .isBetween(255 * 1024 - 3, 255 * 1024);
    assertThat(long3).startsWith(bounded);
    assertThat(SnsCarrier.bounded("届く")).isEqualTo("届く");
  }

  @Test
  void onlyATopicIsATarget() {
    assertThat(sns().wrong("arn:aws:sns:ap-northeast-1:111111111111:mail")).isNull();
    assertThat(sns().wrong("arn:aws-us-gov:sns:us-gov-west-1:111111111111:mail")).isNull();
    assertThat(sns().wrong("arn:aws:sqs:ap-northeast-1:111111111111:mail"))
        .isEqualTo("notify.target.topic");
    assertThat(sns().wrong("arn:aws:sns:evil.example/:111111111111:mail"))
        .isEqualTo("notify.target.topic");
  }

  @Test
  void aDigestNamesItsClientAndDayInTheZoneOfTheChannel() {
    Channel channel = Told.channel(ChannelKind.SLACK, "");
    channel.language = "ja";
    channel.digest = true;
    channel.zone = "Pacific/Honolulu";
    Delivery delivery =
        Told.delivery(
            channel,
            Told.notice(Kind.FAILING, Told.line("one"), Told.line("two")),
            Told.notice(Kind.FIXED, Told.line("three")));

    Letter letter = Told.writer(URL).write(delivery, 500);

    assertThat(letter.subject()).isEqualTo("[Todoku] Example KK: 変化3件（2026-11-24）");
    assertThat(letter.parts()).hasSize(2);
    assertThat(letter.plain()).contains("本番（111111111111）: 解消", "three");
  }

  @Test
  void aKeyThatIsGoneIsShownWithItsArguments() {
    assertThat(Told.words().of(Line.of("no.such.key", "x", 2), Locale.ENGLISH))
        .isEqualTo("no.such.key [x, 2]");
  }

  private static JsonNode read(String json) {
    return new JsonMapper().readTree(json);
  }
}
