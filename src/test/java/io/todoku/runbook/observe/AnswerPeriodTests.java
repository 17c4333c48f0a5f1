package io.todoku.runbook.observe;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.DnsServerAnswer.DnsServerRole;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.Reason.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of each authoritative server's answers. */
class AnswerPeriodTests {

  private static final String RECORD = "mail.example.com A";

  private final ScriptedNameServers dns = new ScriptedNameServers();
  private Map<String, Map<String, List<AnswerPeriod>>> records = Map.of();
  private Instant now = NOW;

  private void look() {
    records = AnswerPeriod.update(records, List.of(dns.view("mail.example.com", "A", now)));
  }

  private Instant after(long seconds) {
    now = now.plusSeconds(seconds);
    return now;
  }

  private List<AnswerPeriod> of(String server) {
    return records.get(RECORD).get(server);
  }

  @Test
  void aPhaseEndsWithTheLookThatSeesAnother() {
    dns.all(RECORD, 3600, "192.0.2.1");
    look();
    Instant second = after(60);
    look();
    dns.at("ns1", RECORD, 300, "192.0.2.1");
    Instant third = after(60);
    look();
    dns.at("ns1", RECORD, 300);
    Instant fourth = after(60);
    look();

    assertThat(second).isAfter(NOW);
    assertThat(of("ns1"))
        .extracting(
            AnswerPeriod::values, AnswerPeriod::ttl, AnswerPeriod::from, AnswerPeriod::until)
        .containsExactly(
            tuple(List.of("192.0.2.1"), 3600L, NOW, third),
            tuple(List.of("192.0.2.1"), 300L, third, fourth),
            tuple(List.of(), ScriptedNameServers.NEGATIVE, fourth, null));
    assertThat(of("ns2")).containsExactly(new AnswerPeriod(List.of("192.0.2.1"), 3600, NOW, null));
  }

  @Test
  void resolversAreNotRemembered() {
    dns.all(RECORD, 300, "192.0.2.1");
    look();

    assertThat(records.get(RECORD)).containsOnlyKeys("ns1", "ns2");
  }

  @Test
  void aSilentServerAddsNothing() {
    dns.all(RECORD, 300, "192.0.2.1");
    look();
    after(60);
    dns.silence("ns2 " + RECORD);
    look();

    assertThat(of("ns2")).containsExactly(new AnswerPeriod(List.of("192.0.2.1"), 300, NOW, null));
  }

  @Test
  void aZoneInDisorderAddsNothing() {
    dns.all(RECORD, 300, "192.0.2.1");
    look();
    dns.says(
        "ns2",
        RECORD,
        Observed.known(new DnsAnswer(Status.CNAME_LOOP, List.of(), List.of("a.example"), 5L)));
    after(60);
    look();

    assertThat(of("ns2")).containsExactly(new AnswerPeriod(List.of("192.0.2.1"), 300, NOW, null));
  }

  @Test
  void aServerThatIsNoneAnyMoreEnds() {
    dns.all(RECORD, 300, "192.0.2.1");
    look();
    dns.noHolder("ns2");
    Instant gone = after(60);
    look();
    after(60);
    look();
    assertThat(of("ns2")).containsExactly(new AnswerPeriod(List.of("192.0.2.1"), 300, NOW, gone));

    dns.holder("ns2");
    Instant back = after(60);
    look();
    assertThat(of("ns2"))
        .containsExactly(
            new AnswerPeriod(List.of("192.0.2.1"), 300, NOW, gone),
            new AnswerPeriod(List.of("192.0.2.1"), 300, back, null));
  }

  /** Where the servers themselves could not be found, none is known to be gone. */
  @Test
  void noServerIsTakenForGoneWhereTheyWereNotFound() {
    dns.all(RECORD, 300, "192.0.2.1");
    look();

    NameView lost =
        new NameView(
            "mail.example.com",
            "A",
            Observed.unknown(Reason.of(Cause.SERVFAIL, RECORD, "")),
            List.of(),
            List.of(
                new DnsServerAnswer(
                    DnsServerRole.AUTHORITATIVE,
                    "",
                    "",
                    after(60),
                    Observed.unknown(Reason.of(Cause.SERVFAIL, RECORD, "")))));
    records = AnswerPeriod.update(records, List.of(lost));

    assertThat(of("ns1").getLast().until()).isNull();
  }

  /** The first one tells how it was before the move. */
  @Test
  void aServerThatSaysNowThisAndNowThatIsRememberedInFew() {
    dns.all(RECORD, 300, "192.0.2.1");
    look();
    Instant last = NOW;
    for (int i = 0; i < 50; i++) {
      dns.all(RECORD, 300, i % 2 == 0 ? "192.0.2.7" : "192.0.2.1");
      last = after(60);
      look();
    }

    assertThat(of("ns1"))
        .extracting(AnswerPeriod::values, AnswerPeriod::until)
        .containsExactly(
            tuple(List.of("192.0.2.1"), NOW.plusSeconds(60)),
            tuple(List.of("192.0.2.7"), last),
            tuple(List.of("192.0.2.1"), null));
  }

  @Test
  void aHighTtlIsRememberedAsLongAsItMatters() {
    dns.all(RECORD, 60, "192.0.2.9");
    look();
    dns.all(RECORD, 3600, "192.0.2.1");
    after(60);
    look();
    dns.all(RECORD, 300, "192.0.2.1");
    after(60);
    look();
    after(3600);
    look();
    assertThat(of("ns1")).extracting(AnswerPeriod::ttl).containsExactly(60L, 3600L, 300L);

    after(1);
    look();
    assertThat(of("ns1")).extracting(AnswerPeriod::ttl).containsExactly(60L, 300L);
  }

  @Test
  void anAnswerIsKeptForItsTtlAfterItsEnd() {
    assertThat(
            new AnswerPeriod(List.of("x"), 300, NOW, NOW.plusSeconds(10))
                .cachedUntil(NOW.plusSeconds(900)))
        .isEqualTo(NOW.plusSeconds(310));
    assertThat(new AnswerPeriod(List.of("x"), 300, NOW, null).cachedUntil(NOW.plusSeconds(900)))
        .isEqualTo(NOW.plusSeconds(1200));
  }
}
