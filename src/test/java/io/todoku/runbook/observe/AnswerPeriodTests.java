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
import io.todoku.snapshot.ReasonKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The periods of the answers of each authoritative server. */
class AnswerPeriodTests {

  private static final String RECORD = "mail.example.com A";

  private final ScriptedNameServers dns = new ScriptedNameServers();
  private Map<String, Map<String, List<AnswerPeriod>>> records = Map.of();
  private Instant now = NOW;

  private void observe() {
    records = AnswerPeriod.update(records, List.of(dns.view("mail.example.com", "A", now)));
  }

  private Instant advance(long seconds) {
    now = now.plusSeconds(seconds);
    return now;
  }

  private List<AnswerPeriod> periodsOf(String server) {
    return records.get(RECORD).get(server);
  }

  @Test
  void aPeriodEndsWhenAnotherAnswerIsObserved() {
    dns.publish(RECORD, 3600, "192.0.2.1");
    observe();
    Instant second = advance(60);
    observe();
    dns.publishAt("ns1", RECORD, 300, "192.0.2.1");
    Instant third = advance(60);
    observe();
    dns.publishAt("ns1", RECORD, 300);
    Instant fourth = advance(60);
    observe();

    assertThat(second).isAfter(NOW);
    assertThat(periodsOf("ns1"))
        .extracting(
            AnswerPeriod::values, AnswerPeriod::ttl, AnswerPeriod::from, AnswerPeriod::until)
        .containsExactly(
            tuple(List.of("192.0.2.1"), 3600L, NOW, third),
            tuple(List.of("192.0.2.1"), 300L, third, fourth),
            tuple(List.of(), ScriptedNameServers.NEGATIVE_TTL, fourth, null));
    assertThat(periodsOf("ns2"))
        .containsExactly(new AnswerPeriod(List.of("192.0.2.1"), 3600, NOW, null));
  }

  @Test
  void answersOfResolversAreNotRecorded() {
    dns.publish(RECORD, 300, "192.0.2.1");
    observe();

    assertThat(records.get(RECORD)).containsOnlyKeys("ns1", "ns2");
  }

  @Test
  void aServerThatFailsAddsNothing() {
    dns.publish(RECORD, 300, "192.0.2.1");
    observe();
    advance(60);
    dns.fail("ns2 " + RECORD);
    observe();

    assertThat(periodsOf("ns2"))
        .containsExactly(new AnswerPeriod(List.of("192.0.2.1"), 300, NOW, null));
  }

  @Test
  void anAliasLoopAddsNothing() {
    dns.publish(RECORD, 300, "192.0.2.1");
    observe();
    dns.setAnswer(
        "ns2",
        RECORD,
        Observed.known(new DnsAnswer(Status.CNAME_LOOP, List.of(), List.of("a.example"), 5L)));
    advance(60);
    observe();

    assertThat(periodsOf("ns2"))
        .containsExactly(new AnswerPeriod(List.of("192.0.2.1"), 300, NOW, null));
  }

  @Test
  void thePeriodOfARemovedServerEnds() {
    dns.publish(RECORD, 300, "192.0.2.1");
    observe();
    dns.removeAuthoritative("ns2");
    Instant removedAt = advance(60);
    observe();
    advance(60);
    observe();
    assertThat(periodsOf("ns2"))
        .containsExactly(new AnswerPeriod(List.of("192.0.2.1"), 300, NOW, removedAt));

    dns.addAuthoritative("ns2");
    Instant addedAt = advance(60);
    observe();
    assertThat(periodsOf("ns2"))
        .containsExactly(
            new AnswerPeriod(List.of("192.0.2.1"), 300, NOW, removedAt),
            new AnswerPeriod(List.of("192.0.2.1"), 300, addedAt, null));
  }

  /** A name server that could not be found was not necessarily removed. */
  @Test
  void whenTheNameServersCannotBeFoundNoPeriodEnds() {
    dns.publish(RECORD, 300, "192.0.2.1");
    observe();

    NameView withoutServers =
        new NameView(
            "mail.example.com",
            "A",
            Observed.unknown(Reason.of(ReasonKind.SERVFAIL, RECORD, "")),
            List.of(),
            List.of(
                new DnsServerAnswer(
                    DnsServerRole.AUTHORITATIVE,
                    "",
                    "",
                    advance(60),
                    Observed.unknown(Reason.of(ReasonKind.SERVFAIL, RECORD, "")))));
    records = AnswerPeriod.update(records, List.of(withoutServers));

    assertThat(periodsOf("ns1").getLast().until()).isNull();
  }

  /** The first period is kept, because it shows the state before the migration. */
  @Test
  void aServerThatAlternatesAddsNoPeriodsWithoutEnd() {
    dns.publish(RECORD, 300, "192.0.2.1");
    observe();
    Instant lastChange = NOW;
    for (int i = 0; i < 50; i++) {
      dns.publish(RECORD, 300, i % 2 == 0 ? "192.0.2.7" : "192.0.2.1");
      lastChange = advance(60);
      observe();
    }

    assertThat(periodsOf("ns1"))
        .extracting(AnswerPeriod::values, AnswerPeriod::until)
        .containsExactly(
            tuple(List.of("192.0.2.1"), NOW.plusSeconds(60)),
            tuple(List.of("192.0.2.7"), lastChange),
            tuple(List.of("192.0.2.1"), null));
  }

  @Test
  void aHighTtlIsKeptUntilItHasExpiredFromCaches() {
    dns.publish(RECORD, 60, "192.0.2.9");
    observe();
    dns.publish(RECORD, 3600, "192.0.2.1");
    advance(60);
    observe();
    dns.publish(RECORD, 300, "192.0.2.1");
    advance(60);
    observe();
    advance(3600);
    observe();
    assertThat(periodsOf("ns1")).extracting(AnswerPeriod::ttl).containsExactly(60L, 3600L, 300L);

    advance(1);
    observe();
    assertThat(periodsOf("ns1")).extracting(AnswerPeriod::ttl).containsExactly(60L, 300L);
  }

  @Test
  void anAnswerIsCachedForItsTtlAfterItsPeriod() {
    assertThat(
            new AnswerPeriod(List.of("x"), 300, NOW, NOW.plusSeconds(10))
                .cachedUntil(NOW.plusSeconds(900)))
        .isEqualTo(NOW.plusSeconds(310));
    assertThat(new AnswerPeriod(List.of("x"), 300, NOW, null).cachedUntil(NOW.plusSeconds(900)))
        .isEqualTo(NOW.plusSeconds(1200));
  }
}
