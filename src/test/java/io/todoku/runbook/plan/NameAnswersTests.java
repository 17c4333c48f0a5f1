package io.todoku.runbook.plan;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameAnswersTests {

  private static NameAnswers withoutDns(Snapshot... lastScans) {
    return new NameAnswers(
        query ->
            new NameView(
                query.name(), query.type(), Observed.known("example.com"), List.of(), List.of()),
        false,
        () -> List.of(lastScans));
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
