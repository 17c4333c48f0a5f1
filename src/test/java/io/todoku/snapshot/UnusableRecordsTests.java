package io.todoku.snapshot;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnusableRecordsTests {

  private final List<String> reported = new ArrayList<>();

  @Test
  void anAnswerWithARecordThatIsNoneOfItsTypeIsUnknown() {
    Snapshot stored =
        aSnapshot()
            .dns("mail.example.com", "A", "192.0.2.1", "not-an-address")
            .dns("www.example.com", "A", "192.0.2.2")
            .ptr("192.0.2.1", "mail example com")
            .build();

    Snapshot usable = UnusableRecords.hide(stored, reported::add);

    assertThat(usable.lookup("mail.example.com", "A").answer())
        .isEqualTo(
            Observed.unknown(
                Reason.of(ReasonKind.MALFORMED, "mail.example.com A", "not-an-address")));
    assertThat(usable.ptrLookup("192.0.2.1").answer()).isInstanceOf(Observed.Unknown.class);
    assertThat(usable.lookup("www.example.com", "A")).isEqualTo(stored.lookups().get(1));
    assertThat(reported)
        .containsExactly(
            "mail.example.com A: \"not-an-address\"",
            "1.2.0.192.in-addr.arpa PTR: \"mail example com\"");
  }

  @Test
  void otherSnapshotsStayAsTheyAre() {
    Snapshot stored = aSnapshot().dns("mail.example.com", "A", "192.0.2.1").build();

    assertThat(UnusableRecords.hide(stored, reported::add)).isSameAs(stored);
    assertThat(reported).isEmpty();
  }
}
