package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.notify.OutboxMessage.DeliveryState;
import io.todoku.notify.ProblemState.EndKind;
import io.todoku.notify.ProblemState.NotObserved;
import io.todoku.notify.ProblemState.Over;
import io.todoku.notify.ProblemState.Present;
import io.todoku.notify.TestTracker.HtmlPage;
import io.todoku.notify.TestTracker.TestIssue;
import io.todoku.notify.TestTracker.TrackerAnswer;
import io.todoku.notify.TestTracker.TrackerFault;
import io.todoku.notify.TestTracker.TrackerRequest;
import io.todoku.notify.Ticket.TicketState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** No ticket is closed, opened or forgotten without evidence, whatever a tracker answers. */
@TestPropertySource(
    properties = "spring.datasource.url=jdbc:h2:mem:ticket-faults;DB_CLOSE_DELAY=-1")
class TicketFaultIntegrationTests extends TicketFixture {

  private static final TrackerAnswer PAGE =
      new TrackerAnswer(200, new HtmlPage("<html>sign in</html>"));

  private static final TrackerAnswer NO_FIELDS = new TrackerAnswer(200, Map.of());

  private Channel channelWithTicket(String kind) {
    Channel channel = channel(kind);
    begin(problem(PTR, true, "one"));
    awaitAllDelivered(channel, 1);
    return channel;
  }

  private void publish(NoticeKind kind) {
    outbox.publish(NotificationSamples.notice(kind, NotificationSamples.line("x")));
  }

  private static boolean isClosed(TestIssue issue) {
    return issue.status.equals("done") || issue.status.equals("4");
  }

  private NoticeLine awaitFailure(Channel channel) {
    awaitSoon().until(() -> messagesOf(channel).stream().anyMatch(row -> row.lastError != null));
    return messagesOf(channel).stream()
        .filter(row -> row.lastError != null)
        .map(row -> NoticeJson.readLine(row.lastError))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jira", "backlog"})
  void whatIsNotObservedAnyMoreStaysOpenWithOneComment(String kind) {
    Channel channel = channelWithTicket(kind);

    problems.put(PTR, new NotObserved(NoticeLine.of("notify.ticket.out-of-scope", "eu-west-1")));
    publish(NoticeKind.UNKNOWN);
    awaitAllDelivered(channel, 2);
    publish(NoticeKind.UNKNOWN);
    awaitAllDelivered(channel, 3);

    TestIssue issue = tracker(kind).onlyIssue();
    assertThat(isClosed(issue)).isFalse();
    assertThat(issue.comments)
        .singleElement()
        .asString()
        .contains(
            "Not observed any more.", "Reason: The Region eu-west-1 is not scanned any more.");
    assertThat(ticket(PTR).state).isEqualTo(TicketState.OPEN);
  }

  @Test
  void whatNothingNewIsKnownOfStaysAsItIs() {
    Channel channel = channelWithTicket("jira");

    problems.clear();
    publish(NoticeKind.FIXED);
    awaitAllDelivered(channel, 2);

    assertThat(jira.onlyIssue().comments).isEmpty();
    assertThat(ticket(PTR).state).isEqualTo(TicketState.OPEN);
  }

  @ParameterizedTest
  @CsvSource({
    "FIXED, Fixed: it was checked again on 2026-11-25 10:02 +09:00 and passes.",
    "NOT_APPLICABLE, 'Closed, because the rule does not apply here any more'",
    "GONE, 'Closed, because the resource is gone.'"
  })
  void aTicketIsClosedWithWhatShowsThatItsProblemIsOver(EndKind kind, String sentence) {
    Channel channel = channelWithTicket("jira");

    problems.put(
        PTR, new Over(kind, NotificationSamples.line("evidence"), NotificationSamples.NOW));
    publish(NoticeKind.FIXED);
    awaitAllDelivered(channel, 2);

    assertThat(jira.onlyIssue().status).isEqualTo("done");
    assertThat(jira.onlyIssue().comments)
        .singleElement()
        .asString()
        .startsWith(sentence)
        .contains("evidence");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jira", "backlog"})
  void aPageInPlaceOfTheAnswerToACreationIsNoTicket(String kind) {
    Channel channel = channel(kind);
    tracker(kind).faults.add(TrackerFault.MAINTENANCE);

    begin(problem(PTR, true, "one"));

    assertThat(awaitFailure(channel).key())
        .isIn("notify.failed.not-of-tracker", "notify.failed.ticket-unclear");
    assertThat(ticket(PTR).state).isEqualTo(TicketState.WANTED);
    assertThat(ticket(PTR).key).isNull();
    assertThat(ticket(PTR).attemptedAt).isNotNull();
  }

  /** Otherwise a second ticket would be opened. */
  @ParameterizedTest
  @CsvSource({"jira, PAGE", "jira, NO_FIELDS", "backlog, PAGE", "backlog, NO_FIELDS"})
  void aSearchThatAnswersNothingUsableDoesNotShowThatThereIsNoTicket(String kind, String answer) {
    Channel channel = channel(kind);
    tracker(kind).faults.add(TrackerFault.ANSWER_LOST);
    tracker(kind).before =
        request ->
            request.path().endsWith("/search/jql")
                    || (request.method().equals("GET") && request.path().equals("/api/v2/issues"))
                ? answer.equals("PAGE") ? PAGE : NO_FIELDS
                : null;
    begin(problem(PTR, true, "one"));
    awaitSoon().until(() -> onlyMessage(channel).attempts > 1);
    jdbc.update("update ticket set attempted_at = dateadd('minute', -2, current_timestamp)");
    int attempts = onlyMessage(channel).attempts;
    awaitSoon().until(() -> onlyMessage(channel).attempts > attempts + 1);
    tracker(kind).before = _ -> null;
    awaitAllDelivered(channel, 1);

    assertThat(ticket(PTR).key).isEqualTo(tracker(kind).onlyIssue().key);
  }

  private enum OddStatus implements Function<TrackerRequest, @Nullable TrackerAnswer> {
    JIRA_STATUS("jira", "GET", "/rest/api/3/issue/MAIL-1"),
    JIRA_TRANSITIONS("jira", "GET", "/rest/api/3/issue/MAIL-1/transitions"),
    JIRA_TRANSITION("jira", "POST", "/rest/api/3/issue/MAIL-1/transitions"),
    JIRA_COMMENT("jira", "POST", "/rest/api/3/issue/MAIL-1/comment"),
    BACKLOG_STATUS("backlog", "GET", "/api/v2/issues/MAIL-1"),
    BACKLOG_CHANGE("backlog", "PATCH", "/api/v2/issues/MAIL-1");

    private final String kind;
    private final String method;
    private final String path;

    OddStatus(String kind, String method, String path) {
      this.kind = kind;
      this.method = method;
      this.path = path;
    }

    @Override
    public @Nullable TrackerAnswer apply(TrackerRequest request) {
      return request.method().equals(method) && request.path().equals(path) ? NO_FIELDS : null;
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerWithoutItsFieldsIsUnclearAndTriedAgain(OddStatus odd) {
    Channel channel = channelWithTicket(odd.kind);
    tracker(odd.kind).before = odd::apply;

    end(PTR);
    assertThat(awaitFailure(channel).key()).isEqualTo("notify.failed.not-of-tracker");
    assertThat(ticket(PTR).state).isEqualTo(TicketState.OPEN);
    tracker(odd.kind).before = _ -> null;
    awaitAllDelivered(channel, 2);

    assertThat(isClosed(tracker(odd.kind).onlyIssue())).isTrue();
    assertThat(ticket(PTR).state).isEqualTo(TicketState.CLOSED);
  }

  @Test
  void aTestOfAChannelSaysThatAPageIsNoAnswerOfTheTracker() {
    Channel channel = channel("jira");
    jira.before = _ -> PAGE;

    assertThat(deliverer.sendTest(channel))
        .isEqualTo(NoticeLine.of("notify.failed.not-of-tracker", 200));
  }

  /** A workflow that demands a field for its way to done, of more tickets than one. */
  @Test
  void ticketsThatAreRefusedForGoodDoNotHoldUpTheOthers() {
    Channel channel = channel("jira");
    List<ItemKey> stuck =
        List.of("a", "b", "c", "d").stream().map(id -> new ItemKey("ptr-matches-a", id)).toList();
    begin(stuck.stream().map(key -> problem(key, true, "old")).toArray(NotifiedItem[]::new));
    awaitAllDelivered(channel, 1);
    jira.before =
        request ->
            request.path().endsWith("/transitions") && request.method().equals("POST")
                ? new TrackerAnswer(
                    400, Map.of("errors", Map.of("resolution", "Resolution is required.")))
                : null;
    stuck.forEach(key -> problems.put(key, FIXED));

    begin(problem(PTR, true, "new"));
    NoticeLine failure = awaitFailure(channel);

    assertThat(ticket(PTR).key).isEqualTo("MAIL-5");
    assertThat(failure.key()).isEqualTo("notify.failed.tickets");
    assertThat(failure.arguments()).element(0).isEqualTo(4);
    assertThat(failure.arguments()).element(1).asString().startsWith("MAIL-");
    assertThat(failure.arguments())
        .element(2)
        .isEqualTo(
            NoticeLine.of("notify.failed.tracker", 400, "resolution: Resolution is required."));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429, 503})
  void aTrackerThatFailsAsAWholeIsNotAskedForEachTicket(int status) {
    Channel channel = channel("jira");
    jira.before = _ -> new TrackerAnswer(status, Map.of("errorMessages", List.of("no")));

    begin(problem(PTR, true, "one"), problem(SPF, true, "two"));
    awaitSoon().until(() -> onlyMessage(channel).attempts > 0);
    int attempts = onlyMessage(channel).attempts;

    assertThat(jira.requests).hasSizeLessThanOrEqualTo(attempts + 1);
  }

  /** A scan finds the problem again while the closing waits for the tracker. */
  @Test
  void aTicketThatIsBeingClosedWhileItsProblemBeginsAgainIsOpenedAgain() throws Exception {
    Channel channel = channelWithTicket("jira");
    CountDownLatch closing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    jira.before =
        request -> {
          if (request.path().endsWith("/comment") && closing.getCount() > 0) {
            closing.countDown();
            await(goOn);
          }
          return null;
        };
    end(PTR);
    closing.await();
    begin(problem(PTR, true, "back"));
    awaitFailure(channel);
    goOn.countDown();
    awaitAllDelivered(channel, 3);

    assertThat(ticket(PTR).state).isEqualTo(TicketState.OPEN);
    assertThat(jira.onlyIssue().status).isEqualTo("indeterminate");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jira", "backlog"})
  void aPageThatIsNotFoundDoesNotShowThatTheTicketIsGone(String kind) {
    Channel channel = channelWithTicket(kind);
    tracker(kind).before = _ -> new TrackerAnswer(404, new HtmlPage("<html>no such site</html>"));

    begin(problem(PTR, false, "changed"));
    awaitFailure(channel);
    assertThat(ticket(PTR).key).isEqualTo("MAIL-1");
    tracker(kind).before = _ -> null;
    awaitAllDelivered(channel, 2);

    assertThat(tracker(kind).onlyIssue().comments).hasSize(1);
  }

  @Test
  void anIssueThatAUserMayNotSeeAnyMoreIsNotGone() {
    Channel channel = channelWithTicket("jira");
    jira.missingPermission = "BROWSE_PROJECTS";
    jira.before =
        request ->
            request.path().startsWith("/rest/api/3/issue/")
                ? new TrackerAnswer(
                    404,
                    Map.of(
                        "errorMessages",
                        List.of("Issue does not exist or you do not have permission to see it.")))
                : null;

    begin(problem(PTR, false, "changed"));

    assertThat(awaitFailure(channel))
        .isEqualTo(NoticeLine.of("notify.failed.jira-permission", "BROWSE_PROJECTS", "MAIL"));
    assertThat(ticket(PTR).key).isEqualTo("MAIL-1");
    assertThat(ticket(PTR).state).isEqualTo(TicketState.OPEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jira", "backlog"})
  void aTicketThatPeopleDeletedIsNotOpenedAgainBeforeItsProblemComesBack(String kind) {
    Channel channel = channelWithTicket(kind);
    tracker(kind).issues.clear();

    problems.put(PTR, new Present(problem(PTR, false, "changed")));
    publish(NoticeKind.KNOWN);
    awaitAllDelivered(channel, 2);
    publish(NoticeKind.KNOWN);
    awaitAllDelivered(channel, 3);
    assertThat(tracker(kind).issues).isEmpty();

    begin(problem(PTR, true, "back"));
    awaitAllDelivered(channel, 4);
    assertThat(tracker(kind).onlyIssue().description).contains("back");
  }

  @ParameterizedTest
  @CsvSource({"backlog, {code}", "markdown, ````"})
  void textFromOutsideIsNoMarkupInBacklog(String rule, String fence) {
    backlog.textFormattingRule = rule;
    Channel channel = channel("backlog");
    String hostile = "[[here>https://evil.example]] #image(x) &color(red) {y} {/code} ``` ![i](x)";
    begin(problem(PTR, true, hostile));
    awaitAllDelivered(channel, 1);
    begin(problem(PTR, false, hostile));
    awaitAllDelivered(channel, 2);

    String end = fence.replace("{", "{/");
    TestIssue issue = backlog.onlyIssue();
    assertThat(issue.description).startsWith(fence + "\n");
    assertThat(issue.comments)
        .singleElement()
        .asString()
        .startsWith(fence + "\n")
        .endsWith("\n" + end);
    assertThat(issue.description.substring(issue.description.indexOf("\n" + end)))
        .doesNotContain("evil")
        .contains("Reference: " + ticket(PTR).marker());
    assertThat(issue.description.split("\n" + Pattern.quote(end), -1)).hasSize(2);
    assertThat(issue.description)
        .contains("evil.example")
        .satisfies(text -> assertThat(text.split("\\{/code}", -1).length).isLessThanOrEqualTo(2));
  }

  @Test
  void anIssueThatIsNotAmongTheNewestIsNotMissing() {
    Channel channel = channel("backlog");
    backlog.faults.add(TrackerFault.ANSWER_LOST);
    List<Map<String, Object>> full =
        IntStream.range(0, 100)
            .mapToObj(i ->
                Map.<String, Object>of("issueKey", "MAIL-" + (1000 + i), "description", "other"))
            .toList();
    backlog.before =
        request ->
            request.method().equals("GET") && request.path().equals("/api/v2/issues")
                ? new TrackerAnswer(200, full)
                : null;
    begin(problem(PTR, true, "one"));

    awaitSoon()
        .until(() ->
            onlyMessage(channel).lastError != null
                && NoticeJson.readLine(onlyMessage(channel).lastError)
                    .key()
                    .equals("notify.failed.too-many"));
    assertThat(backlog.issues).hasSize(1);
    assertThat(ticket(PTR).attemptedAt).isNotNull();
  }

  /** Its tickets stay as they are in the tracker of the former client. */
  @ParameterizedTest
  @ValueSource(strings = {"jira", "backlog"})
  void theTrackerOfAClientIsToldNothingOfAnAccountThatWasMovedToAnother(String kind) {
    Channel channel = channel(kind);
    channel.client = "Example KK";
    channels.save(channel);
    begin(problem(PTR, true, "one"));
    awaitAllDelivered(channel, 1);

    jdbc.update("update account set client = 'Other KK' where id = ?", ACCOUNT);
    problems.put(PTR, new Present(problem(PTR, false, "secret of Other KK")));
    tickets.waiversChanged(ACCOUNT, "Other KK", "x", Set.of(PTR));
    assertThat(messagesOf(channel)).hasSize(1);
    publish(NoticeKind.KNOWN);
    awaitSoon()
        .until(
            () -> messagesOf(channel).stream().anyMatch(row -> row.state == DeliveryState.FAILED));

    assertThat(awaitFailure(channel)).isEqualTo(NoticeLine.of("notify.failed.other-client"));
    assertThat(tracker(kind).onlyIssue().comments).isEmpty();
    assertThat(ticket(PTR).state).isEqualTo(TicketState.OPEN);
  }
}
