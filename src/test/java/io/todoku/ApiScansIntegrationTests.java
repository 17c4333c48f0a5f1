package io.todoku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.todoku.scan.Scans;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Scans, by the REST interface. */
class ApiScansIntegrationTests extends ApiFixture {

  @Autowired private Scans scans;

  @Test
  void aScanIsAcceptedFollowedAndStored() throws Exception {
    addWithProfile();
    when(collector.collect(any(), any(), any())).thenReturn(snapshot(broken()));

    Answer started = call("POST", "/scans", "{\"accounts\":[\"%s\"]}".formatted(ID));

    assertThat(started.status()).isEqualTo(202);
    String location = started.response().headers().firstValue("Location").orElseThrow();
    JsonNode run = awaitEnd(location.substring("/api/v1".length()));
    assertThat(run.at("/state").asString()).isEqualTo("DONE");
    assertThat(run.at("/accounts/0/account").asString()).isEqualTo(ID);
    assertThat(get("/accounts/" + ID + "/checklist").json().at("/readiness").asString())
        .isEqualTo("NOT_READY");
  }

  @Test
  void askingTwiceJoinsTheFirst() throws Exception {
    addWithProfile();
    CountDownLatch go = new CountDownLatch(1);
    when(collector.collect(any(), any(), any()))
        .thenAnswer(asked -> {
          go.await(30, TimeUnit.SECONDS);
          return snapshot(broken());
        });

    String first = scan();
    String second = scan();
    go.countDown();

    assertThat(second).isEqualTo(first);
    awaitEnd(first);
    assertThat(scans.running(ID)).isEmpty();
  }

  @Test
  void aScanThatBreaksLosesNothingThatWasStored() throws Exception {
    take(snapshot(broken()));
    addWithProfile();
    when(collector.collect(any(), any(), any())).thenThrow(new IllegalStateException("bug"));

    JsonNode run = awaitEnd(scan());

    assertThat(run.at("/state").asString()).isEqualTo("FAILED");
    assertThat(get("/accounts/" + ID + "/checklist").json().at("/readiness").asString())
        .isEqualTo("NOT_READY");
    assertThat(scans.brokeAt(ID)).isPresent();
  }

  @Test
  void whatIsKnownFromFilesOnlyIsNotScanned() throws Exception {
    take(snapshot(broken()));

    Answer answer = call("POST", "/scans", "{\"accounts\":[\"%s\"]}".formatted(ID));

    assertProblem(answer, 409);
    assertThat(answer.response().body()).contains("files only");
  }

  @Test
  void scansOfUnknownAccountsAreRefusedAsAWhole() throws Exception {
    addWithProfile();

    assertProblem(
        call("POST", "/scans", "{\"accounts\":[\"%s\",\"222222222222\"]}".formatted(ID)), 404);
    assertProblem(call("POST", "/scans", "{\"accounts\":[\"\\u0000\"]}"), 404);

    assertThat(scans.running(ID)).isEmpty();
  }

  private String scan() throws Exception {
    return call("POST", "/scans", "{\"accounts\":[\"%s\"]}".formatted(ID))
        .response()
        .headers()
        .firstValue("Location")
        .orElseThrow()
        .substring("/api/v1".length());
  }

  private JsonNode awaitEnd(String path) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < end) {
      JsonNode run = get(path).json();
      if (!run.at("/state").asString().equals("RUNNING")) {
        return run;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("the scan never ended");
  }
}
