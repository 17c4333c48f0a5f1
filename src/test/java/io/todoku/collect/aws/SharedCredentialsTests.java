package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

class SharedCredentialsTests {

  private static final AwsCredentials FIRST = AwsBasicCredentials.create("first", "s");
  private static final AwsCredentials SECOND = AwsBasicCredentials.create("second", "s");
  private static final Observed<AwsCredentials> FAILURE =
      Observed.unknown(Reason.of(ReasonKind.SSO_SIGN_IN_NEEDED, "sso", "agency"));

  private final ApiCaller caller =
      new ApiCaller((region, action) -> {}, Executors.newVirtualThreadPerTaskExecutor(), 0);
  private final AtomicLong now = new AtomicLong();
  private final Queue<Observed<AwsCredentials>> answers = new ArrayDeque<>();
  private final List<String> events = new ArrayList<>();
  private final SharedCredentials shared = new SharedCredentials(this::newSource, now::get);

  private CredentialSource newSource() {
    events.add("open");
    return new CredentialSource() {
      @Override
      public Observed<AwsCredentials> resolve(ApiCaller caller) {
        events.add("resolve");
        return answers.remove();
      }

      @Override
      public void close() {
        events.add("close");
      }
    };
  }

  @Test
  void theSourceIsKeptAndAskedEachTimeBecauseItKnowsWhenCredentialsExpire() {
    answers.add(Observed.known(FIRST));
    answers.add(Observed.known(SECOND));

    assertThat(shared.resolve(caller)).isEqualTo(Observed.known(FIRST));
    assertThat(shared.resolve(caller)).isEqualTo(Observed.known(SECOND));
    assertThat(events).containsExactly("open", "resolve", "resolve");
  }

  @Test
  void aFailureAnswersForThreeSecondsAndThenANewSourceIsOpened() {
    answers.add(FAILURE);
    answers.add(Observed.known(FIRST));

    assertThat(shared.resolve(caller)).isEqualTo(FAILURE);
    now.addAndGet(Duration.ofMillis(2999).toNanos());
    assertThat(shared.resolve(caller)).isEqualTo(FAILURE);
    assertThat(events).containsExactly("open", "resolve", "close");

    now.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(shared.resolve(caller)).isEqualTo(Observed.known(FIRST));
    assertThat(events).containsExactly("open", "resolve", "close", "open", "resolve");
  }

  @Test
  void refusedCredentialsAreResolvedByANewSource() {
    answers.add(Observed.known(FIRST));
    answers.add(Observed.known(SECOND));
    shared.resolve(caller);

    shared.discard(FIRST);

    assertThat(shared.resolve(caller)).isEqualTo(Observed.known(SECOND));
    assertThat(events).containsExactly("open", "resolve", "close", "open", "resolve");
  }

  @Test
  void whoWasRefusedWithEarlierCredentialsDiscardsNothing() {
    answers.add(Observed.known(SECOND));
    shared.resolve(caller);

    shared.discard(FIRST);

    assertThat(events).containsExactly("open", "resolve");
  }
}
