package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.todoku.installation.ResumeStep;
import io.todoku.notify.Notice;
import io.todoku.notify.NoticeKind;
import io.todoku.snapshot.RegionInventory.Instance;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The API of runbooks. */
class RunbookApiIntegrationTests extends RunbookApiFixture {

  @Autowired List<ResumeStep> resumeSteps;
  @Autowired TransactionTemplate transactions;

  private String problem(String path, String body, int status) throws Exception {
    JsonResponse response = call("POST", path, body);
    assertProblem(response, status);
    return response.json().get("detail").asString();
  }

  @Test
  void aRunbookIsObservedWhenItIsCreatedAndWhenRequested() throws Exception {
    String path = beginRunbook();
    JsonNode first = get(path).json();
    assertThat(first.at("/plan/first/name").asString()).isEqualTo("mail2.example.com");
    assertThat(first.at("/runbook/state").asString()).isEqualTo("not-yet");
    assertThat(stepState(path, "mx-1")).isEqualTo("waiting");
    assertThat(step(first, "flow-1").get("waitsFor")).isNotEmpty();

    dns.publish("mail2.example.com A", 60, "192.0.2.7");
    assertThat(call("POST", path + "/looks", "").status()).isEqualTo(202);
    awaitObserved(path);

    JsonNode record = step(get(path).json(), "a-1");
    assertThat(record.at("/checks/0/result").asString()).isEqualTo("holds");
    assertThat(record.at("/checks/0/evidence/0/answer/0").asString()).isEqualTo("192.0.2.7");
  }

  @Test
  void aConfirmationCompletesAStepUntilItIsWithdrawn() throws Exception {
    String path = beginRunbook();
    assertThat(stepState(path, "send-limit")).isEqualTo("needs-word");
    assertThat(step(get(path).json(), "send-limit").at("/commands/0").asString())
        .as("the request to paste")
        .contains("Request to Remove Email Sending Limitations", "192.0.2.7  mail2.example.com");
    assertThat(step(get(path).json(), "ttl-raised").get("ahead").isNull())
        .as("no remark, because the TTL is normal from the beginning")
        .isTrue();

    JsonNode confirmed =
        call("POST", path + "/words", "{\"step\":\"send-limit\",\"note\":\"case 1234\"}").json();

    assertThat(step(confirmed, "send-limit").get("state").asString()).isEqualTo("done");
    assertThat(step(confirmed, "send-limit").at("/checks/0/evidence/0/source").asString())
        .isEqualTo("person");
    assertThat(confirmed.get("lookAskedAt").isNull())
        .as("a confirmation requests an observation")
        .isFalse();
    awaitObserved(path);
    assertThat(call("DELETE", path + "/words/send-limit", null).status()).isEqualTo(204);
    assertThat(stepState(path, "send-limit")).isEqualTo("needs-word");
    assertThat(step(get(path).json(), "send-limit").at("/withdrawn/0/note").asString())
        .isEqualTo("case 1234");
    assertThat(call("DELETE", path + "/overrides/send-limit", null).status()).isEqualTo(204);
    assertThat(problem(path + "/words", "{\"step\":\"nothing\",\"note\":\"x\"}", 400))
        .isEqualTo("the plan has no step with that id");
    assertThat(problem(path + "/words", "{\"step\":\"mx-1\",\"note\":\" \"}", 400))
        .isEqualTo("note must have 1 to 2000 characters");
    for (String without : List.of("{\"step\":\"mx-1\",\"note\":null}", "{\"step\":\"mx-1\"}")) {
      assertThat(problem(path + "/words", without, 400))
          .isEqualTo("note must have 1 to 2000 characters");
    }
    assertThat(problem(path + "/overrides", "{\"note\":\"x\"}", 400)).contains("step");
  }

  @Test
  void aNoticeIsSentWhenAStepIsContradicted() throws Exception {
    importSnapshot(
        collectedNow(
            snapshot(
                SnapshotBuilder.aSnapshot()
                    .withSender("192.0.2.7")
                    .withInstance(new Instance("i-1", "running", "vpc-1", "subnet-a", Map.of())))));
    String path = beginRunbook();
    assertThat(stepState(path, "instance-1")).isEqualTo("done");

    observeWithoutTheInstance(path);

    assertThat(stepState(path, "instance-1")).isEqualTo("contradicted");
    verify(collector, never()).collect(any(), any(), any()); // the account has no AWS access
    assertThat(runbookNotices())
        .singleElement()
        .satisfies(notice -> {
          assertThat(notice.path()).isEqualTo(path);
          assertThat(notice.lines().toString())
              .contains("runbook.state.contradicted", "runbook.step.instance.title");
        });
  }

  private void observeWithoutTheInstance(String path) throws Exception {
    importSnapshot(collectedNow(snapshot(SnapshotBuilder.aSnapshot())));
    call("POST", path + "/looks", "");
    awaitObserved(path);
  }

  private List<Notice> runbookNotices() {
    ArgumentCaptor<List<Notice>> published = ArgumentCaptor.captor();
    verify(outbox, atLeast(0)).publish(published.capture());
    return published.getAllValues().stream()
        .flatMap(List::stream)
        .filter(notice -> notice.kind() == NoticeKind.RUNBOOK)
        .toList();
  }

  /** What changed while the installation was quiet is shown, and told to nobody. */
  @Test
  void afterAQuietTimeTheNextObservationIsTheFirstOne() throws Exception {
    importSnapshot(
        collectedNow(
            snapshot(
                SnapshotBuilder.aSnapshot()
                    .withSender("192.0.2.7")
                    .withInstance(new Instance("i-1", "running", "vpc-1", "subnet-a", Map.of())))));
    String path = beginRunbook();

    transactions.executeWithoutResult(
        _ -> resumeSteps.forEach(step -> step.beforeResume(Instant.now())));
    observeWithoutTheInstance(path);

    assertThat(stepState(path, "instance-1")).isEqualTo("contradicted");
    assertThat(runbookNotices()).isEmpty();
  }

  /** A snapshot that is older than an hour does not show the present state. */
  @Test
  void anOutdatedSnapshotCompletesNoStep() throws Exception {
    importSnapshot(
        snapshot(
            SnapshotBuilder.aSnapshot()
                .withSender("192.0.2.7")
                .withInstance(new Instance("i-1", "running", "vpc-1", "subnet-a", Map.of()))));

    String path = beginRunbook();

    assertThat(stepState(path, "instance-1")).isEqualTo("blocked");
    assertThat(step(get(path).json(), "instance-1").at("/checks/0/reason").asString())
        .contains("snapshot 2026-");
  }

  @Test
  void anInvalidPlanIsRefusedWithItsProblem() throws Exception {
    assertThat(problem("/runbooks", PLAN.replace("192.0.2.9", "not an address"), 400))
        .contains("old.address must be an IPv4 address such as 192.0.2.25");
    assertThat(problem("/runbooks", PLAN.replace("new-name", "by-magic"), 400))
        .contains("way must be same-address, new-name or keep-name");
    assertProblem(call("POST", "/runbooks", PLAN.replace(ACCOUNT_ID, "222222222222")), 404);
    assertProblem(get("/runbooks/00000000-0000-0000-0000-000000000001"), 404);
    assertThat(get("/runbooks").json()).isEmpty();
  }

  /** A user who changes a plan during an observation sees an observation of the new plan. */
  @Test
  void aPlanThatIsChangedDuringAnObservationIsObservedAgain() throws Exception {
    String path = beginRunbook();
    call("POST", path + "/words", "{\"step\":\"send-limit\",\"note\":\"case 1234\"}");
    CountDownLatch observing = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    doAnswer(
            call -> {
              observing.countDown();
              assertThat(changed.await(30, TimeUnit.SECONDS)).isTrue();
              return dns.views(call.getArgument(0), Instant.now());
            })
        .when(names)
        .collect(any());
    call("POST", path + "/looks", "");
    assertThat(observing.await(30, TimeUnit.SECONDS)).isTrue();

    assertThat(call("PUT", path, PLAN.replace("mail2.", "mail3.")).status()).isEqualTo(200);
    changed.countDown();
    awaitObserved(path);

    JsonNode after = get(path).json();
    assertThat(step(after, "a-1").get("title").asString()).contains("mail3.example.com");
    assertThat(step(after, "send-limit").get("state").asString())
        .as("an equivalent step keeps its confirmation")
        .isEqualTo("done");
  }

  @Test
  void confirmationsAndObservationsAreServedUnderTheirNamesAndTheOldOnes() throws Exception {
    String path = "/runbooks/" + call("POST", "/runbooks", PLAN).json().get("id").asString();

    JsonNode confirmed =
        call("POST", path + "/confirmations", "{\"step\":\"send-limit\",\"note\":\"case 99\"}")
            .json();

    assertThat(confirmed.at("/id").asString()).isEqualTo(path.substring("/runbooks/".length()));
    for (String name : List.of("/observations", "/looks")) {
      assertThat(call("POST", path + name, "").status()).as(name).isEqualTo(202);
    }
    for (String name : List.of("/confirmations", "/words")) {
      assertThat(call("DELETE", path + name + "/send-limit", null).status())
          .as(name)
          .isEqualTo(204);
    }
    assertProblem(call("POST", path + "/confirmations", "{\"step\":\"x\",\"note\":\"y\"}"), 400);
  }
}
