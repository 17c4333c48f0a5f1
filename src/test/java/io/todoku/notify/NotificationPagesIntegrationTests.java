package io.todoku.notify;

import static io.todoku.testing.TestUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.notify.OutboxMessage.DeliveryState;
import io.todoku.testing.PageClient;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

/** The pages on which an administrator sets up channels. */
class NotificationPagesIntegrationTests extends NotificationFixture {

  private static final String PATH = "/settings/notifications";

  @Autowired private WebApplicationContext context;
  private PageClient pages;

  @BeforeEach
  void browser() {
    pages = new PageClient(context);
  }

  private String get(String path, String language) throws Exception {
    return pages.get(path, Locale.forLanguageTag(language));
  }

  private MvcTestResult post(String path, String... pairs) {
    return pages.post(path, Locale.ENGLISH, pairs);
  }

  private MvcTestResult add(String kind, String target) {
    return post(
        PATH,
        "kind",
        kind,
        "name",
        "Ops <b>",
        "target",
        target,
        "kinds",
        "failing",
        "kinds",
        "fixed",
        "when",
        "digest",
        "hour",
        "7",
        "zone",
        "Asia/Tokyo",
        "language",
        "ja",
        "enabled",
        "true");
  }

  @Test
  void onlyAdministratorsMayOpenThePage() {
    assertThat(pages.mvc().get().uri(PATH).with(user("mika").roles("VIEWER")).exchange())
        .hasStatus(403);
    assertThat(pages.mvc().get().uri(PATH).exchange()).hasStatus3xxRedirection();
    assertThat(pages.mvc().post().uri(PATH).with(user("mika").roles("ADMINISTRATOR")).exchange())
        .as("without the CSRF token")
        .hasStatus(403);
  }

  @Test
  void aClientThatNoAccountHasIsRefusedAndAStoredOneStays() throws Exception {
    String[] fields = {
      "kind",
      "email",
      "name",
      "Ops",
      "target",
      "ops@example.com",
      "kinds",
      "failing",
      "hour",
      "7",
      "zone",
      "UTC",
      "client",
      "Nobody Ltd"
    };
    String page = post(PATH, fields).getResponse().getContentAsString();
    assertThat(page).contains("No account has this client");
    assertThat(channels.findAll()).isEmpty();

    Channel channel = createChannel("email", "ops@example.com");
    channel.client = "Nobody Ltd";
    channels.save(channel);
    String form = get(PATH + "/" + channel.id, "en");
    assertThat(form).containsPattern("<option value=\"Nobody Ltd\" selected");
    assertThat(post(PATH + "/" + channel.id, fields)).hasStatus3xxRedirection();
  }

  @Test
  void aViewerSeesNoLinkToThePage() throws Exception {
    assertThat(get("/rules", "en")).contains("href=\"" + PATH);
    MvcTestResult other =
        pages.mvc().get().uri("/rules").with(user("mika").roles("VIEWER")).exchange();
    assertThat(other.getResponse().getContentAsString()).doesNotContain(PATH);
  }

  @Test
  void theSecretIsShownOnceAndTheUrlNever() throws Exception {
    String url = receiver.url() + "/token-in-the-url";
    MvcTestResult added = add("webhook", url);
    assertThat(added).hasStatus3xxRedirection();
    String page = added.getResponse().getRedirectedUrl();
    Channel channel = channels.findAll().getFirst();

    assertThat(get(page, "en")).contains(channel.secret, "It is not shown again");
    assertThat(channel.digest).isTrue();
    assertThat(channel.digestHour).isEqualTo(7);
    assertThat(channel.kinds).isEqualTo("failing,fixed");
    for (String language : new String[] {"en", "ja"}) {
      assertThat(get(page, language) + get(PATH, language))
          .contains("Ops &lt;b&gt;", "127.0.0.1")
          .doesNotContain("token-in-the-url", channel.secret, "Ops <b>", "??");
    }

    String kept = channel.secret;
    post(page, "name", "Other", "target", "", "kinds", "fixed", "hour", "1", "zone", "UTC");
    Channel changed = channels.findAll().getFirst();
    assertThat(changed.target).isEqualTo(url);
    assertThat(changed.secret).isEqualTo(kept);
    assertThat(changed.name).isEqualTo("Other");
    assertThat(changed.enabled).isFalse();

    post(page + "/secret");
    assertThat(channels.findAll().getFirst().secret).isNotEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "email, not an address, Enter one or more e-mail addresses",
    "email, , Enter a destination",
    "slack, ftp://example.com/, Enter a full URL",
    "sns, arn:aws:sqs:x, Enter a topic ARN"
  })
  void anInvalidTargetIsRefusedWithTheReason(String kind, String target, String expected)
      throws Exception {
    MvcTestResult refused = add(kind, target == null ? "" : target);

    assertThat(refused).hasStatusOk();
    assertThat(refused.getResponse().getContentAsString()).contains(expected);
    assertThat(channels.findAll()).isEmpty();
  }

  @Test
  void theFieldsOfAKindAreAskedForKeptAndShown() throws Exception {
    assertThat(get(PATH + "/new?kind=eventbridge", "ja")).contains("引き受けるロール（任意）");
    String bus = "arn:aws:events:ap-northeast-1:111111111111:event-bus/default";
    String role = "arn:aws:iam::111111111111:role/TodokuNotify";
    String[] valid = {
      "kind",
      "eventbridge",
      "name",
      "Events",
      "target",
      bus,
      "kinds",
      "failing",
      "hour",
      "1",
      "zone",
      "UTC",
      "settings[roleArn]",
      "TodokuNotify",
      "settings[other]",
      "x"
    };

    MvcTestResult refused = post(PATH, valid);
    assertThat(refused.getResponse().getContentAsString())
        .contains("Enter the ARN of a role", "value=\"TodokuNotify\"");
    valid[13] = role;
    MvcTestResult added = post(PATH, valid);

    assertThat(added).hasStatus3xxRedirection();
    assertThat(channels.findAll().getFirst().settings).isEqualTo("{\"roleArn\":\"" + role + "\"}");
    assertThat(get(added.getResponse().getRedirectedUrl(), "en"))
        .contains("Role to assume (optional)", "value=\"" + role + "\"");
  }

  @Test
  void everyInvalidFieldHasItsMessage() throws Exception {
    MvcTestResult refused =
        post(
            PATH,
            "kind",
            "email",
            "name",
            " ",
            "target",
            "a@example.com",
            "hour",
            "24",
            "zone",
            "x");

    assertThat(refused.getResponse().getContentAsString())
        .contains(
            "Enter a name.",
            "Choose at least one event.",
            "an hour from 0 to 23",
            "such as Asia/Tokyo");
    assertThat(post(PATH, "kind", "pigeon")).hasStatus(404);
  }

  @Test
  void aTestIsSentAtOnceAndItsResultShown() throws Exception {
    Channel channel = createChannel("slack", receiver.url());
    channel.enabled = false;
    channels.save(channel);
    receiver.respondWith(404, "no_service");
    String page = PATH + "/" + channel.id;

    MvcTestResult failed = post(page + "/test");
    assertThat(failed.getMvcResult().getFlashMap().get("problem"))
        .isEqualTo("“運用” did not accept the test. The server answered 404.");
    MvcTestResult sent = post(page + "/test");
    assertThat(sent.getMvcResult().getFlashMap().get("message"))
        .isEqualTo("“運用” accepted the test.");

    receiver.next();
    assertThat(receiver.next().body()).contains("Test of the channel “運用”");
    assertThat(get(page, "en"))
        .contains("The server answered 404.", "✓ sent")
        .doesNotContain("no_service", "Send again");
    assertThat(get(page, "ja")).contains("送信済み", "サーバーの応答は 404 でした");
  }

  @Test
  void aGivenUpDeliveryIsShownAndCanBeSentAgain() throws Exception {
    Channel channel = createChannel("slack", receiver.url());
    OutboxMessage row =
        OutboxMessage.of(channel, "", NotificationSamples.NOW, NotificationSamples.NOW)
            .withNotice(
                NotificationSamples.notice(NoticeKind.FAILING, NotificationSamples.line("x")));
    row.state = DeliveryState.FAILED;
    row.attempts = 3;
    row.lastError = NoticeJson.write(NoticeLine.of("notify.failed.timeout", 15));
    messages.save(row);
    String page = PATH + "/" + channel.id;

    assertThat(get(page, "en"))
        .contains("Send again", "3 tries", "No answer within 15 seconds", "given up");
    post(page + "/deliveries/" + row.id + "/again");

    assertThat(receiver.next().delivery()).isEqualTo(row.id.toString());
    awaitState(channel, DeliveryState.DELIVERED);
  }

  @Test
  void removingAChannelRemovesItsDeliveries() throws Exception {
    Channel channel = createChannel("slack", receiver.url());
    outbox.publish(NotificationSamples.notice(NoticeKind.FAILING, NotificationSamples.line("x")));
    awaitState(channel, DeliveryState.DELIVERED);

    post(PATH + "/" + channel.id + "/remove");

    assertThat(channels.findAll()).isEmpty();
    assertThat(messagesOf(channel)).isEmpty();
    assertThat(get(PATH, "en")).contains("No channels yet.");
    assertThat(get(PATH, "ja")).contains("通知先はまだありません。");
  }
}
