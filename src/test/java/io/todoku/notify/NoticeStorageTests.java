package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How notices are stored until they are sent, for which channels, and until when. */
class NoticeStorageTests {

  @Test
  void aStoredNoticeReadsAsItWasWritten() {
    Notice notice =
        NotificationSamples.notice(
            NoticeKind.RUNBOOK,
            NoticeLine.of(
                "a",
                "text " + NotificationSamples.HOSTILE,
                3,
                4_000_000_000L,
                NoticeLine.of("b", NoticeLine.of("c"))),
            NoticeLine.of("d", LocalDate.of(2026, 11, 25), null, true));

    assertThat(NoticeJson.readNotice(NoticeJson.write(notice))).isEqualTo(notice);
    assertThat(notice.lines().getLast().arguments()).containsExactly("2026-11-25", "", "true");
  }

  /** A row as written before notices were stored by Jackson. */
  @Test
  void aRowOfTheReleaseBeforeStillReads() {
    String row =
        """
        {"id":"0b9f7c1e-5d7c-4a55-9a0e-1f6c0c8d2f10","kind":"expiring",\
        "at":"2026-11-25T01:02:03.123456Z","client":"Example KK","accountId":"111111111111",\
        "accountName":"本番","path":"/accounts/111111111111","lines":[\
        {"key":"notify.expiring.waiver","arguments":[\
        {"key":"rule.ptr-matches-a.title","arguments":[]},"54.92.33.26",3,4000000000,""]},\
        {"key":"notify.more","arguments":[41]}]}\
        """;

    Notice notice = NoticeJson.readNotice(row);

    assertThat(notice)
        .isEqualTo(
            new Notice(
                NotificationSamples.ID,
                NoticeKind.EXPIRING,
                Instant.parse("2026-11-25T01:02:03.123456Z"),
                "Example KK",
                "111111111111",
                "本番",
                "/accounts/111111111111",
                List.of(
                    NoticeLine.of(
                        "notify.expiring.waiver",
                        NoticeLine.of("rule.ptr-matches-a.title"),
                        "54.92.33.26",
                        3,
                        4_000_000_000L,
                        ""),
                    NoticeLine.omitted(41))));
    assertThat(notice.count()).isEqualTo(42);
    assertThat(NoticeJson.write(notice)).isEqualTo(row);
  }

  @Test
  void anErrorOfTheReleaseBeforeStillReads() {
    assertThat(NoticeJson.readLine("{\"key\":\"notify.failed.status\",\"arguments\":[500]}"))
        .isEqualTo(NoticeLine.of("notify.failed.status", 500));
  }

  @Test
  void aPropertyOfALaterReleaseIsIgnored() {
    assertThat(NoticeJson.readLine("{\"key\":\"a\",\"arguments\":[],\"level\":\"high\"}"))
        .isEqualTo(NoticeLine.of("a"));
  }

  @Test
  void aNoticeThatIsTooLongIsCutAndCountsTheRest() {
    String text = "\u0001".repeat(600);
    NoticeLine[] lines =
        IntStream.range(0, 900)
            .mapToObj(i -> NoticeLine.of("a", text, text, text, text))
            .toArray(NoticeLine[]::new);
    Notice notice = NotificationSamples.notice(NoticeKind.FAILING, lines);

    String kept = NoticeJson.write(notice);

    assertThat(kept).hasSizeLessThanOrEqualTo(NoticeJson.MAX);
    Notice back = NoticeJson.readNotice(kept);
    assertThat(back.count()).isEqualTo(900);
    assertThat(back.lines().getLast().key()).isEqualTo("notify.more");
    assertThat(back.lines().getFirst().arguments().getFirst().toString()).hasSize(500);
  }

  @Test
  void theWaitDoublesUpToTheLongest() {
    assertThat(
            Arrays.asList(1, 2, 3, 4, 400).stream().map(NotificationSamples.settings()::delayAfter))
        .containsExactly(
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            Duration.ofMillis(400));
  }

  @ParameterizedTest
  @CsvSource({
    "Asia/Tokyo, 9, 2026-11-25T00:00:00Z, 2026-11-26T00:00:00Z",
    "Asia/Tokyo, 9, 2026-11-24T23:59:59Z, 2026-11-25T00:00:00Z",
    // that hour does not exist on that day
    "America/New_York, 2, 2026-03-08T05:00:00Z, 2026-03-08T07:00:00Z",
    "UTC, 0, 2026-11-25T12:00:00Z, 2026-11-26T00:00:00Z"
  })
  void theDigestGoesOutAtItsHour(String zone, int hour, Instant now, Instant expected) {
    Channel channel = NotificationSamples.channel("email", "");
    channel.zone = zone;
    channel.digestHour = hour;

    assertThat(channel.nextDigestAfter(now)).isEqualTo(expected);
  }

  @Test
  void aChannelGetsTheKindsAndClientItSubscribesTo() {
    Channel channel = NotificationSamples.channel("email", "");
    channel.kinds = "failing,expiring";
    Notice failing = NotificationSamples.notice(NoticeKind.FAILING, NotificationSamples.line("x"));

    assertThat(channel.isSubscribedTo(failing)).isTrue();
    assertThat(
            channel.isSubscribedTo(
                NotificationSamples.notice(NoticeKind.FIXED, NotificationSamples.line("x"))))
        .isFalse();
    assertThat(
            channel.isSubscribedTo(
                NotificationSamples.notice(NoticeKind.TEST, NotificationSamples.line("x"))))
        .isFalse();
    channel.client = "Nagi Shop";
    assertThat(channel.isSubscribedTo(failing)).isFalse();
    channel.client = "Example KK";
    assertThat(channel.isSubscribedTo(failing)).isTrue();
    channel.enabled = false;
    assertThat(channel.isSubscribedTo(failing)).isFalse();
  }
}
