package io.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.notify.ProblemState.Present;
import io.todoku.notify.TestTracker.TestIssue;
import io.todoku.notify.TestTracker.TrackerFault;
import io.todoku.notify.Ticket.TicketState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** One ticket of each problem, in Jira and in Backlog, whatever happens on the way. */
@TestPropertySource(
    properties = "spring.datasource.url=jdbc:h2:mem:notify-tickets;DB_CLOSE_DELAY=-1")
class NotificationTicketIntegrationTests extends TicketFixture {

  @ParameterizedTest
  @ValueSource(strings = {"jira", "backlog"})
  void aTicketIsOpenedFollowedClosedAndOpenedAgain(String kind) {
    Channel channel = channel(kind);
    problems.put(SPF, new Present(problem(SPF, true, "decoy: known before the channel")));

    begin(problem(PTR, false, "PTR is <b>gone</b>"));
    awaitAllDelivered(channel, 1);

    TestIssue issue = tracker(kind).onlyIssue();
    assertThat(issue.title)
        .startsWith("[Todoku] 本番: ")
        .endsWith("(54.92.33.26 (mail))")
        .doesNotContain("rule.");
    assertThat(issue.description)
        .contains("PTR is <b>gone</b>", "What to do", "step one", "Client: Example KK")
        .contains("http://127.0.0.1/accounts/111111111111/finding?rule=ptr-matches-a")
        .contains("Reference: " + ticket(PTR).marker());
    assertThat(issue.comments).isEmpty();

    begin(problem(PTR, true, "worse"));
    awaitAllDelivered(channel, 2);
    assertThat(issue.comments)
        .containsExactly(shown(kind, said("This is a failure now.", "worse")));

    end(PTR);
    awaitAllDelivered(channel, 3);
    assertThat(issue.status).isEqualTo(kind.equals("jira") ? "done" : "4");
    assertThat(issue.comments)
        .element(1)
        .isEqualTo(
            shown(
                kind,
                "Fixed: it was checked again on 2026-11-25 10:02 +09:00 and passes. The mail server"
                    + " refused the e-mail: as it should be"));
    assertThat(ticket(PTR).state).isEqualTo(TicketState.CLOSED);

    begin(problem(PTR, true, "back"));
    awaitAllDelivered(channel, 4);
    assertThat(tracker(kind).onlyIssue().status)
        .isEqualTo(kind.equals("jira") ? "indeterminate" : "1");
    assertThat(issue.comments).element(2).asString().contains("The problem is back.");
    assertThat(issue.comments).hasSize(3);
  }

  /** Backlog gets texts as blocks of code. */
  private static String shown(String kind, String text) {
    return kind.equals("jira") ? text : "```\n" + text + "\n```";
  }

  private static String said(String sentence, String summary) {
    return sentence + " The mail server refused the e-mail: " + summary;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jira", "backlog"})
  void aTicketWhoseAnswerWasLostIsFoundAndNotOpenedTwice(String kind) {
    Channel channel = channel(kind);
    tracker(kind).faults.add(TrackerFault.ANSWER_LOST);

    begin(problem(PTR, true, "one"));
    awaitAllDelivered(channel, 1);

    assertThat(ticket(PTR).key).isEqualTo(tracker(kind).onlyIssue().key);
    assertThat(ticket(PTR).attemptedAt).isNull();
    assertThat(onlyMessage(channel).attempts).isEqualTo(2);
  }

  /** Nothing is found, which shows only after a while that nothing was opened. */
  @ParameterizedTest
  @ValueSource(strings = {"jira", "backlog"})
  void aTicketThatWasNotOpenedIsOpenedOnceTheSearchCanBeTrusted(String kind) {
    Channel channel = channel(kind);
    tracker(kind).faults.add(TrackerFault.REQUEST_LOST);

    begin(problem(PTR, true, "one"));
    awaitSoon().until(() -> onlyMessage(channel).attempts == 2);
    awaitSoon()
        .untilAsserted(() ->
            assertThat(NoticeJson.readLine(onlyMessage(channel).lastError).key())
                .isEqualTo("notify.failed.ticket-unclear"));
    assertThat(tracker(kind).issues).isEmpty();
    jdbc.update("update ticket set attempted_at = dateadd('minute', -2, current_timestamp)");
    jdbc.update(
        "update scheduled_tasks set execution_time = current_timestamp where task_instance = ?",
        onlyMessage(channel).id.toString());

    awaitAllDelivered(channel, 1);
    assertThat(tracker(kind).onlyIssue().key).isEqualTo(ticket(PTR).key);
  }

  @Test
  void aRefusedCreationIsTriedAgainWithoutASearch() {
    Channel channel = channel("jira");
    jira.faults.add(TrackerFault.TOO_MANY);

    begin(problem(PTR, true, "one"));
    awaitAllDelivered(channel, 1);

    assertThat(jira.onlyIssue().labels).containsExactly("todoku", ticket(PTR).marker());
    assertThat(jira.calls()).doesNotContain("GET /rest/api/3/search/jql");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jira", "backlog"})
  void aWaiverClosesTheTicketAndItsEndOpensItAgain(String kind) {
    Channel channel = channel(kind);
    begin(problem(PTR, true, "one"));
    awaitAllDelivered(channel, 1);

    NotifiedItem item = problem(PTR, true, "one");
    problems.put(
        PTR,
        new Present(
            new NotifiedItem(
                PTR,
                true,
                false,
                NoticeLine.of("notify.ticket.waiver", "known", "mika", "2027-01-31"),
                item.client(),
                ACCOUNT,
                "本番",
                item.title(),
                item.resource(),
                item.summary(),
                List.of(),
                item.path())));
    tickets.waiversChanged(ACCOUNT, "Example KK", "本番", Set.of(PTR));
    tickets.waiversChanged(ACCOUNT, "Example KK", "本番", Set.of(PTR));
    awaitSoon().until(() -> ticket(PTR).state == TicketState.WAIVED);

    TestIssue issue = tracker(kind).onlyIssue();
    assertThat(issue.comments)
        .containsExactly(
            shown(kind, "Closed, because the problem is waived: known (mika, until 2027-01-31)"));
    assertThat(issue.status).isEqualTo(kind.equals("jira") ? "done" : "4");

    problems.put(PTR, new Present(item));
    tickets.waiversChanged(ACCOUNT, "Example KK", "本番", Set.of());
    awaitSoon().until(() -> ticket(PTR).state == TicketState.OPEN);
    assertThat(issue.comments).hasSize(2);
    assertThat(issue.status).isEqualTo(kind.equals("jira") ? "indeterminate" : "1");
    assertThat(tracker(kind).issues).hasSize(1);
  }

  @Test
  void aNewTicketIsOpenedWhereTheWorkflowHasNoWayBack() {
    Channel channel = channel("jira");
    begin(problem(PTR, true, "one"));
    awaitAllDelivered(channel, 1);
    end(PTR);
    awaitAllDelivered(channel, 2);
    jira.canReopen = false;

    begin(problem(PTR, true, "two"));
    awaitAllDelivered(channel, 3);

    assertThat(jira.issues).hasSize(2);
    assertThat(ticket(PTR).key).isEqualTo("MAIL-2");
    assertThat(jira.issues.get("MAIL-1").labels)
        .doesNotContainAnyElementsOf(List.of(ticket(PTR).marker()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jira", "backlog"})
  void aTicketThatPeopleDeletedIsForgottenUntilItFailsAgain(String kind) {
    Channel channel = channel(kind);
    begin(problem(PTR, true, "one"));
    awaitAllDelivered(channel, 1);
    tracker(kind).issues.clear();

    end(PTR);
    awaitAllDelivered(channel, 2);
    assertThat(ticket(PTR).state).isEqualTo(TicketState.CLOSED);
    begin(problem(PTR, true, "two"));
    awaitAllDelivered(channel, 3);

    assertThat(tracker(kind).onlyIssue().description).contains("two");
  }

  @Test
  void aTicketThatPeopleClosedStaysClosedAndGetsTheComment() {
    Channel channel = channel("jira");
    begin(problem(PTR, true, "one"));
    awaitAllDelivered(channel, 1);
    jira.onlyIssue().status = "done";

    end(PTR);
    awaitAllDelivered(channel, 2);

    assertThat(jira.onlyIssue().comments).hasSize(1);
    assertThat(jira.calls()).noneMatch(call -> call.endsWith("/transitions"));
  }

  @Test
  void aTicketThatAnotherDeliveryHoldsIsLeftToItAndTheOthersGoOn() {
    Channel channel = channel("jira");
    begin(problem(PTR, true, "one"));
    awaitAllDelivered(channel, 1);
    jdbc.update("update ticket set claimed_until = dateadd('minute', 2, current_timestamp)");

    problems.put(PTR, FIXED);
    begin(problem(SPF, true, "two"));
    awaitSoon()
        .untilAsserted(() ->
            assertThat(messagesOf(channel))
                .filteredOn(row -> row.lastError != null)
                .singleElement()
                .satisfies(row ->
                    assertThat(NoticeJson.readLine(row.lastError).key())
                        .isEqualTo("notify.failed.ticket-busy")));
    assertThat(jira.issues.get("MAIL-1").comments).isEmpty();
    assertThat(jira.issues.get("MAIL-2").description).contains("two");

    jdbc.update("update ticket set claimed_until = dateadd('minute', -1, current_timestamp)");
    awaitAllDelivered(channel, 2);
    assertThat(jira.issues.get("MAIL-1").status).isEqualTo("done");
  }

  @Test
  void aProblemThatIsGoneBeforeItsTicketIsOpenGetsNone() {
    Channel channel = channel("jira");
    channel.settings = channel.settings.replace(JiraServer.TOKEN, "wrong");
    channels.save(channel);
    begin(problem(PTR, true, "one"));
    awaitSoon().until(() -> onlyMessage(channel).lastError != null);
    assertThat(NoticeJson.readLine(onlyMessage(channel).lastError))
        .isEqualTo(NoticeLine.of("notify.failed.tracker", 401, "Client must be authenticated"));
    problems.put(PTR, FIXED);
    channel.settings = channel.settings.replace("wrong", JiraServer.TOKEN);
    channels.save(channel);

    awaitAllDelivered(channel, 1);
    assertThat(jira.issues).isEmpty();
    assertThat(repository.findAll()).isEmpty();
  }

  @Test
  void aTestChecksTheProjectAndOpensNoTicket() {
    Channel channel = channel("jira");
    assertThat(deliverer.sendTest(channel)).isNull();

    jira.missingPermission = "TRANSITION_ISSUES";
    assertThat(deliverer.sendTest(channel))
        .isEqualTo(NoticeLine.of("notify.failed.jira-permission", "TRANSITION_ISSUES", "MAIL"));
    jira.missingPermission = "";
    channel.settings = channel.settings.replace("Task", "Epic");
    assertThat(deliverer.sendTest(channel))
        .isEqualTo(NoticeLine.of("notify.failed.issue-type", "Epic", "Task, Bug"));
    Channel nulab = channel("backlog");
    assertThat(deliverer.sendTest(nulab)).isNull();
    nulab.settings = nulab.settings.replace("MAIL", "NONE");
    assertThat(deliverer.sendTest(nulab))
        .isEqualTo(NoticeLine.of("notify.failed.tracker", 404, "No issue."));

    assertThat(jira.issues).isEmpty();
    assertThat(backlog.issues).isEmpty();
    assertThat(messagesOf(nulab)).hasSize(2);
  }

  @Test
  void theTokenStandsInNoUrlOfJiraAndIsStoredWithTheSettings() {
    Channel channel = channel("jira");
    begin(problem(PTR, true, "one"));
    awaitAllDelivered(channel, 1);

    assertThat(jira.requests)
        .allMatch(request -> !request.query().toString().contains(JiraServer.TOKEN));
    assertThat(channels.findById(channel.id).map(c -> c.setting("apiToken")))
        .contains(JiraServer.TOKEN);
  }
}
