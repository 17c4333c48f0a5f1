package io.todoku.collect.dns;

import static io.todoku.collect.dns.DnsFixture.known;
import static io.todoku.collect.dns.DnsFixture.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

/** Aliases in views: within one zone they are each server's own, beyond it another's. */
class AllServersSessionAliasTests {

  private static final String NAME = "www.example.com";

  private final ScriptedZone zone = new ScriptedZone();

  @AfterEach
  void stop() {
    zone.close();
  }

  private NameView view() {
    zone.resolver.on(NAME, "A", ScriptedReply.rcode(Rcode.REFUSED));
    return zone.session().view(NAME, "A");
  }

  private static List<DnsServerAnswer> authoritativeAnswers(NameView view) {
    return view.answers().subList(0, view.answers().size() - 1);
  }

  private void inOtherZone(String target, String zoneOfTarget) {
    zone.withoutZoneCut(NAME).withoutZoneCut(target).zone(zoneOfTarget, "ns2.example.com");
  }

  @Test
  void withinAZoneEachServerAnswersWithItsOwnAlias() {
    zone.withoutZoneCut(NAME).withoutZoneCut("old.example.com").withoutZoneCut("new.example.com");
    zone.ns1.on(
        NAME,
        "A",
        ScriptedReply.authoritativeOf(
            NAME + ". 60 IN CNAME new.example.com.", "new.example.com. 3600 IN A 192.0.2.2"));
    zone.ns2.on(
        NAME,
        "A",
        ScriptedReply.authoritativeOf(
            NAME + ". 900 IN CNAME old.example.com.", "old.example.com. 60 IN A 192.0.2.1"));

    NameView view = view();

    assertThat(view.zone()).isEqualTo(Observed.known("example.com"));
    assertThat(view.aliases()).isEmpty();
    assertThat(authoritativeAnswers(view))
        .extracting(said -> known(said.answer()))
        .as("with the TTL that holds longest")
        .containsExactly(
            new DnsAnswer(Status.ANSWERED, List.of("192.0.2.2"), List.of("new.example.com"), 3600L),
            new DnsAnswer(Status.ANSWERED, List.of("192.0.2.1"), List.of("old.example.com"), 900L));
  }

  @Test
  void whenAnAliasLeavesTheZoneServersOfTheOtherZoneAreAsked() {
    inOtherZone("www.example.net", "example.net");
    zone.atBothServers(
        NAME,
        "A",
        ScriptedReply.authoritativeOf(
            NAME + ". 60 IN CNAME www.example.net.", "www.example.net. 60 IN A 192.0.2.66"));
    zone.ns2.on(
        "www.example.net",
        "A",
        ScriptedReply.authoritativeOf("www.example.net. 300 IN A 192.0.2.3"));

    NameView view = view();

    assertThat(view.zone()).isEqualTo(Observed.known("example.net"));
    assertThat(view.aliases()).containsExactly("www.example.net");
    assertThat(authoritativeAnswers(view))
        .extracting(DnsServerAnswer::server, said -> known(said.answer()))
        .as("not what servers of the alias say of its target")
        .containsExactly(
            tuple(
                "ns2.example.com",
                new DnsAnswer(
                    Status.ANSWERED, List.of("192.0.2.3"), List.of("www.example.net"), 300L)));
  }

  /** Others keep the alias for as long as its own zone says, whatever its target says. */
  @Test
  void theTtlOfAnAliasCounts() {
    inOtherZone("www.example.net", "example.net");
    zone.ns1.on(NAME, "A", ScriptedReply.authoritativeOf(NAME + ". 60 IN CNAME www.example.net."));
    zone.ns2.on(
        NAME, "A", ScriptedReply.authoritativeOf(NAME + ". 86400 IN CNAME www.example.net."));
    zone.ns2.on(
        "www.example.net",
        "A",
        ScriptedReply.authoritativeOf("www.example.net. 300 IN A 192.0.2.3"));

    assertThat(authoritativeAnswers(view()))
        .extracting(said -> known(said.answer()).ttl())
        .containsExactly(86_400L);
  }

  @Test
  void whenServersDisagreeEachAliasIsFollowed() {
    inOtherZone("www.example.net", "example.net");
    zone.ns1.on(NAME, "A", ScriptedReply.authoritativeOf(NAME + ". 60 IN A 192.0.2.1"));
    zone.ns2.on(NAME, "A", ScriptedReply.authoritativeOf(NAME + ". 60 IN CNAME www.example.net."));
    zone.ns2.on(
        "www.example.net",
        "A",
        ScriptedReply.authoritativeOf("www.example.net. 300 IN A 192.0.2.3"));

    assertThat(authoritativeAnswers(view()))
        .extracting(DnsServerAnswer::server, said -> known(said.answer()).records())
        .containsExactly(
            tuple("ns1.example.com", List.of("192.0.2.1")),
            tuple("ns2.example.com", List.of("192.0.2.3")));
  }

  @Test
  void aServerWithoutUsableAnswerIsShownAsUnknown() {
    inOtherZone("www.example.net", "example.net");
    zone.ns1.on(NAME, "A", ScriptedReply.rcode(Rcode.SERVFAIL));
    zone.ns2.on(NAME, "A", ScriptedReply.authoritativeOf(NAME + ". 60 IN CNAME www.example.net."));
    zone.ns2.on(
        "www.example.net",
        "A",
        ScriptedReply.authoritativeOf("www.example.net. 300 IN A 192.0.2.3"));

    List<DnsServerAnswer> answers = authoritativeAnswers(view());

    assertThat(answers)
        .extracting(DnsServerAnswer::server)
        .containsExactly("ns1.example.com", "ns2.example.com");
    assertThat(unknown(answers.getFirst().answer()))
        .isEqualTo(Reason.of(ReasonKind.SERVFAIL, NAME + " A @ns1.example.com", "SERVFAIL"));
  }

  @Test
  void whenTheZoneOfAnAliasIsNotFoundTheAnswerIsUnknown() {
    zone.withoutZoneCut(NAME)
        .atBothServers(
            NAME, "A", ScriptedReply.authoritativeOf(NAME + ". 60 IN CNAME www.example.net."));
    zone.resolver.on("www.example.net", "SOA", ScriptedReply.rcode(Rcode.SERVFAIL));

    NameView view = view();

    Reason reason =
        Reason.of(
            ReasonKind.SERVFAIL, "www.example.net SOA @" + zone.resolver.resolver(), "SERVFAIL");
    assertThat(unknown(view.zone())).isEqualTo(reason);
    assertThat(view.aliases()).containsExactly("www.example.net");
    assertThat(authoritativeAnswers(view))
        .singleElement()
        .satisfies(said -> assertThat(unknown(said.answer())).isEqualTo(reason));
  }

  @Test
  void aLoopAcrossZonesIsReported() {
    inOtherZone("www.example.net", "example.net");
    zone.atBothServers(
        NAME, "A", ScriptedReply.authoritativeOf(NAME + ". 60 IN CNAME www.example.net."));
    zone.ns2.on(
        "www.example.net",
        "A",
        ScriptedReply.authoritativeOf("www.example.net. 60 IN CNAME " + NAME + "."));

    assertThat(authoritativeAnswers(view()))
        .extracting(said -> known(said.answer()).status())
        .containsExactly(Status.CNAME_LOOP);
  }

  @Test
  void anEndlessChainAcrossZonesIsUnknown() {
    zone.withoutZoneCut(NAME);
    zone.ns1.on(NAME, "A", ScriptedReply.authoritativeOf(NAME + ". 60 IN CNAME z1.example."));
    zone.ns2.on(NAME, "A", ScriptedReply.authoritativeOf(NAME + ". 60 IN CNAME z1.example."));
    for (int i = 1; i <= 20; i++) {
      String here = "z%d.example".formatted(i);
      zone.zone(here, "ns1.example.com");
      zone.ns1.on(
          here,
          "A",
          ScriptedReply.authoritativeOf("%s. 60 IN CNAME z%d.example.".formatted(here, i + 1)));
    }

    NameView view = view();

    assertThat(view.aliases()).hasSize(12);
    assertThat(authoritativeAnswers(view))
        .singleElement()
        .satisfies(
            said -> assertThat(unknown(said.answer()).detail()).isEqualTo("more than 12 aliases"));
  }
}
