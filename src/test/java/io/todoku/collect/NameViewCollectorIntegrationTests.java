package io.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.todoku.collect.NameViewCollector.NameQuery;
import io.todoku.collect.dns.DnsCollector;
import io.todoku.collect.dns.DnsSettings;
import io.todoku.collect.smtp.ProbeSettings;
import io.todoku.peers.NameServers;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.DnsServerAnswer;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against two servers that hold zones and one that keeps what they said: BIND, all of them. */
class NameViewCollectorIntegrationTests {

  private static final String REVERSE = "2.0.192.in-addr.arpa";
  private static final String CLASSLESS = "32-63." + REVERSE;

  private static final Map<String, String> AT_BOTH =
      Map.of(
          "example.com",
          """
          @              IN MX    10 mail
          mail           IN A     192.0.2.1
          moved          IN A     192.0.2.11
          brief   60     IN A     192.0.2.1
          www            IN CNAME mail
          nobody         IN A     127.53.0.9
          inside         IN A     10.0.0.53
          resolver       IN A     127.0.0.1
          """,
          REVERSE,
          """
          1              IN PTR   mail.example.com.
          33      200    IN CNAME 33.32-63
          32-63          IN NS    ns2.example.com.
          """,
          CLASSLESS,
          "33 100 IN PTR mail.example.com.\n",
          "dead.example",
          "@ IN NS nobody.example.com.\nmail IN A 192.0.2.2\n",
          "private.example",
          "@ IN NS inside.example.com.\nmail IN A 192.0.2.3\n");

  private static final Map<String, String> AT_THE_FIRST =
      Map.of(
          "lame.example",
          "@ IN NS resolver.example.com.\nmail IN A 192.0.2.4\n",
          "broken.example",
          "mail IN A 192.0.2.5\n");

  /** A zone that never came over. */
  private static final String BROKEN =
      "zone \"broken.example\" { type secondary; primaries { 127.53.0.9; }; };\n";

  @TempDir static Path dir;

  private static NameServers servers;
  private static NameViewCollector views;

  @BeforeAll
  static void start() throws IOException {
    Map<String, String> atTheFirst = new HashMap<>(AT_BOTH);
    atTheFirst.putAll(AT_THE_FIRST);
    servers = NameServers.start(dir, atTheFirst, AT_BOTH, BROKEN);
    views = views("127.0.0.0/8");
  }

  private static NameViewCollector views(String... allowed) {
    return new NameViewCollector(
        new DnsCollector(
            new DnsSettings(List.of(servers.resolver().resolver()), List.of(), servers.port()),
            Clock.systemUTC()),
        new ProbeSettings(25, null, null, List.of(allowed), 110, 143));
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  private static NameView collect(String name, String type) {
    return views.collect(List.of(new NameQuery(name, type))).getFirst();
  }

  /** {@code 192.0.2.1}, {@code NXDOMAIN}, {@code REFUSED}, … by server, in order. */
  private static List<String> answersByServer(NameView view) {
    return view.answers().stream()
        .map(answer ->
            answer.server().replace(servers.resolver().resolver(), "resolver")
                + " "
                + answersByServer(answer.answer()))
        .toList();
  }

  private static String answersByServer(Observed<DnsAnswer> answer) {
    return switch (answer) {
      case Known<DnsAnswer>(DnsAnswer known) when known.status() == Status.ANSWERED ->
          String.join(" ", known.records());
      case Known<DnsAnswer>(DnsAnswer known) -> known.status().name();
      case Unknown<DnsAnswer>(Reason reason) -> reason.kind().name();
    };
  }

  private static long ttl(NameView view, int server) {
    return view.answers().get(server).answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
            && answer.ttl() != null
        ? answer.ttl()
        : -1;
  }

  @Test
  void whenAllServersAgreeEachAnswerIsTheSame() {
    NameView view = collect("Mail.example.com.", "A");

    assertThat(view.name()).isEqualTo("mail.example.com");
    assertThat(view.zone()).isEqualTo(Observed.known("example.com"));
    assertThat(view.aliases()).isEmpty();
    assertThat(answersByServer(view))
        .containsExactly(
            "ns1.example.com 192.0.2.1", "ns2.example.com 192.0.2.1", "resolver 192.0.2.1");
    assertThat(view.answers())
        .extracting(DnsServerAnswer::address)
        .containsExactly("127.53.0.1", "127.53.0.2", "127.0.0.1");
  }

  @Test
  void duringAChangeOldAndNewAnswersAreShown() throws IOException {
    collect("moved.example.com", "A"); // the resolver keeps that

    servers.primary().replaceText("example.com", "192.0.2.11", "192.0.2.22");

    assertThat(answersByServer(collect("moved.example.com", "A")))
        .containsExactly(
            "ns1.example.com 192.0.2.22", "ns2.example.com 192.0.2.11", "resolver 192.0.2.11");

    servers.syncSecondary("example.com");

    assertThat(answersByServer(collect("moved.example.com", "A")))
        .containsExactly(
            "ns1.example.com 192.0.2.22", "ns2.example.com 192.0.2.22", "resolver 192.0.2.11");

    servers.resolver().restart();

    assertThat(answersByServer(collect("moved.example.com", "A"))).contains("resolver 192.0.2.22");
  }

  /** The resolver's runs down from what a server has. */
  @Test
  @Timeout(30)
  void eachAnswerHasTheTtlOfItsServer() {
    NameView view = collect("brief.example.com", "A");

    assertThat(List.of(ttl(view, 0), ttl(view, 1))).containsExactly(60L, 60L);
    while (ttl(view, 2) >= 60) {
      view = collect("brief.example.com", "A");
    }
    assertThat(ttl(view, 2)).isBetween(1L, 59L);
    assertThat(ttl(view, 0)).isEqualTo(60);
  }

  @Test
  void aNameThatDoesNotExistIsNxdomainEverywhere() {
    assertThat(answersByServer(collect("nothing.example.com", "A")))
        .containsExactly(
            "ns1.example.com NXDOMAIN", "ns2.example.com NXDOMAIN", "resolver NXDOMAIN");
    assertThat(answersByServer(collect("mail.example.com", "TXT")))
        .containsExactly("ns1.example.com NODATA", "ns2.example.com NODATA", "resolver NODATA");
  }

  /** The root is what the resolver has for one, and says so by authority. */
  @Test
  void whenTheZoneDoesNotExistItsParentAnswers() {
    NameView view = collect("mail.nowhere.example", "A");

    assertThat(view.zone()).isEqualTo(Observed.known("."));
    assertThat(answersByServer(view)).containsExactly("ns NXDOMAIN", "resolver NXDOMAIN");
  }

  @Test
  void whenAServerIsDownOnlyItsAnswerIsUnknown() {
    NameView view = collect("mail.dead.example", "A");

    assertThat(answersByServer(view))
        .containsExactly(
            "nobody.example.com UNREACHABLE",
            "ns1.example.com 192.0.2.2",
            "ns2.example.com 192.0.2.2",
            "resolver 192.0.2.2");
    assertThat(view.answers().getFirst().address()).isEqualTo("127.53.0.9");
  }

  @Test
  void whenAServerComesBackItsAnswerIsKnownAgain() throws IOException {
    servers.secondary().close();

    List<String> without = answersByServer(collect("example.com", "MX"));

    servers.secondary().restart();
    assertThat(without)
        .contains("ns1.example.com 10 mail.example.com")
        .doesNotContain("ns2.example.com 10 mail.example.com")
        .hasSize(3);
    assertThat(answersByServer(collect("example.com", "MX")))
        .contains("ns2.example.com 10 mail.example.com");
  }

  @Test
  void whenAServerFailsOnlyItsAnswerIsUnknown() {
    assertThat(answersByServer(collect("mail.broken.example", "A")))
        .containsExactly(
            "ns1.example.com 192.0.2.5", "ns2.example.com SERVFAIL", "resolver 192.0.2.5");
  }

  /** One refuses, and one knows it only from hearsay. */
  @Test
  void lameServersAreUnknown() {
    collect("mail.lame.example", "A"); // the resolver has heard it

    assertThat(answersByServer(collect("mail.lame.example", "A")))
        .containsExactly(
            "ns1.example.com 192.0.2.4",
            "ns2.example.com REFUSED",
            "resolver.example.com INCONCLUSIVE",
            "resolver 192.0.2.4");
  }

  @Test
  void aClasslessDelegationIsFollowed() {
    NameView view = collect("33." + REVERSE, "PTR");

    assertThat(view.zone()).isEqualTo(Observed.known(CLASSLESS));
    assertThat(view.aliases()).containsExactly("33." + CLASSLESS);
    assertThat(answersByServer(view))
        .containsExactly(
            "ns1.example.com mail.example.com",
            "ns2.example.com mail.example.com",
            "resolver mail.example.com");
    assertThat(ttl(view, 0)).as("the alias is kept for longer than its target").isEqualTo(200);
  }

  @Test
  void anAliasWithinAZoneIsFollowedAtEachServer() {
    NameView view = collect("www.example.com", "A");

    assertThat(view.aliases()).isEmpty();
    assertThat(view.answers())
        .extracting(answer ->
            answer.answer() instanceof Known<DnsAnswer>(DnsAnswer known)
                ? known.aliases()
                : List.of("unknown"))
        .containsOnly(List.of("mail.example.com"));
  }

  @Test
  void manyQuestionsAreAnsweredInTheirOrder() {
    assertThat(
            views.collect(
                List.of(
                    new NameQuery("1." + REVERSE, "PTR"),
                    new NameQuery("example.com", "MX"),
                    new NameQuery("1." + REVERSE, "PTR"))))
        .extracting(NameView::name, view -> answersByServer(view).getFirst())
        .containsExactly(
            tuple("1." + REVERSE, "ns1.example.com mail.example.com"),
            tuple("example.com", "ns1.example.com 10 mail.example.com"),
            tuple("1." + REVERSE, "ns1.example.com mail.example.com"));
  }

  @Test
  void aServerInAPrivateNetworkIsNotAsked() {
    assertThat(answersByServer(collect("mail.private.example", "A")))
        .containsExactly(
            "inside.example.com NOT_ALLOWED",
            "ns1.example.com 192.0.2.3",
            "ns2.example.com 192.0.2.3",
            "resolver 192.0.2.3");
  }

  @Test
  void noServerOfThisTestIsAskedUnlessAllowed() {
    assertThat(
            answersByServer(
                views().collect(List.of(new NameQuery("mail.example.com", "A"))).getFirst()))
        .containsExactly(
            "ns1.example.com NOT_ALLOWED", "ns2.example.com NOT_ALLOWED", "resolver 192.0.2.1");
  }
}
