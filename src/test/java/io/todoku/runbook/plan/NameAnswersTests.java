package io.todoku.runbook.plan;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NameAnswersTests {

  private final AtomicInteger readings = new AtomicInteger();

  private NameAnswers withoutDns(Snapshot... lastScans) {
    return new NameAnswers(
        query ->
            new NameView(
                query.name(), query.type(), Observed.known("example.com"), List.of(), List.of()),
        false,
        () -> {
          readings.incrementAndGet();
          return Stream.of(lastScans).flatMap(scan -> scan.lookups().stream()).toList();
        });
  }

  @Test
  void whereDnsHasNothingTheLastScanAnswersWithItsTime() {
    Snapshot scan =
        aSnapshot().dns("example.com", "MX", "20 b.example.com", "10 a.example.com").build();

    NameAnswers.NameAnswer answer = withoutDns(scan).mailHosts("example.com");

    assertThat(answer.records()).containsExactly("a.example.com", "b.example.com");
    assertThat(answer.recordedAt()).isEqualTo(scan.lookup("example.com", "MX").at());
    assertThat(withoutDns(scan).mailHosts("other.example").records()).isEmpty();
  }

  @Test
  void theLastScansAreReadOnce() {
    NameAnswers answers =
        withoutDns(
            aSnapshot()
                .dns("example.com", "MX", "10 a.example.com")
                .dns("a.example.com", "A", "192.0.2.7")
                .build());

    assertThat(answers.mailHosts("example.com").first()).isEqualTo("a.example.com");
    assertThat(answers.addresses("a.example.com").first()).isEqualTo("192.0.2.7");
    assertThat(readings).hasValue(1);
  }

  @Test
  void whatIsNoMxRecordBreaksNothingAndComesLast() {
    Snapshot imported =
        aSnapshot()
            .dns(
                "example.com", "MX", "nonsense", "x y", "99999999999 z.example", "10 a.example.com")
            .build();

    assertThat(withoutDns(imported).mailHosts("example.com").records())
        .startsWith("a.example.com")
        .hasSize(4);
  }
}
