package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.collect.dns.ResolverCheck;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** What is told of the network: less than it could be is no outage. */
class HealthIndicatorsTests {

  private static final ResolverCheck ANSWERS = new ResolverCheck("192.0.2.53", null);
  private static final ResolverCheck SILENT =
      new ResolverCheck("192.0.2.54", Reason.of(ReasonKind.TIMEOUT, "192.0.2.54", "timed out"));

  @Test
  void whenAllResolversAnswerTheHealthIsUp() {
    Health health = ResolverHealthIndicator.health(List.of(ANSWERS));

    assertThat(health.getStatus()).isEqualTo(Status.UP);
    assertThat(health.getDetails()).containsEntry("192.0.2.53", "answers");
  }

  @Test
  void whenOneResolverDoesNotAnswerItIsNamed() {
    Health health = ResolverHealthIndicator.health(List.of(ANSWERS, SILENT));

    assertThat(health.getStatus()).isEqualTo(new Status("DEGRADED"));
    assertThat(health.getDetails())
        .containsEntry("192.0.2.53", "answers")
        .containsEntry("192.0.2.54", "TIMEOUT timed out");
  }

  @Test
  void withoutResolversTheHealthIsDegraded() {
    assertThat(ResolverHealthIndicator.health(List.of()).getStatus())
        .isEqualTo(new Status("DEGRADED"));
  }

  @Test
  void whenOurExchangeAnswersTheHealthIsUp() {
    Health health = Port25HealthIndicator.health(Observed.known("192.0.2.25"));

    assertThat(health.getStatus()).isEqualTo(Status.UP);
    assertThat(health.getDetails()).containsEntry("answered", "192.0.2.25");
  }

  @Test
  void whenOurExchangeDoesNotAnswerTheHealthIsDegraded() {
    Health health =
        Port25HealthIndicator.health(
            Observed.unknown(
                new Reason(ReasonKind.BLOCKED, "TCP port 25", "192.0.2.25", "open-port")));

    assertThat(health.getStatus()).isEqualTo(new Status("DEGRADED"));
    assertThat(health.getDetails())
        .containsEntry("silent", "192.0.2.25")
        .containsEntry("reason", "no answer on TCP port 25");
  }

  @Test
  void withoutAnExchangeTheHealthIsUnknown() {
    Health health =
        Port25HealthIndicator.health(
            Observed.unknown(
                new Reason(
                    ReasonKind.NOT_CONFIGURED, "TCP port 25", "", "todoku.probe.relay-recipient")));

    assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
    assertThat(health.getDetails().get("reason").toString())
        .contains("todoku.probe.relay-recipient");
  }
}
