package io.todoku.collect.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.Peers;
import io.todoku.peers.Postfix;
import io.todoku.rule.Finding;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.SnapshotBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Real Postfix servers as people run them, probed over a socket and then judged. */
class RealMailServersIntegrationTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final String HOST = "mx.hoster.example";

  @TempDir Path dir;

  @BeforeEach
  void peers() {
    Peers.require(Postfix.present(), "Postfix (as root)");
  }

  /** Probes with the limit of errors that Postfix has by default. */
  private SmtpDialogue probe(String address, List<String> domains, Map<String, String> settings)
      throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.put("mynetworks", "192.0.2.0/24");
    all.put("smtpd_hard_error_limit", "20");
    int port = Peers.freePort(address);
    Path folder = Files.createDirectories(dir.resolve(address));
    try (Postfix postfix = Postfix.start(folder, address, port, HOST, all)) {
      assertThat(postfix).isNotNull();
      var prober =
          new SmtpProber(
              new ProbeSettings(
                  port,
                  SmtpProbeFixture.RECIPIENT,
                  "probe.example",
                  List.of("127.0.0.0/8"),
                  110,
                  143),
              Clock.systemUTC());
      var observed = prober.probe(new ProbeTarget(address, "ptr.hoster.example", domains), true);
      return ((Known<SmtpDialogue>) observed.dialogue()).value();
    }
  }

  private static SnapshotBuilder snapshot(List<String> domains) {
    SnapshotBuilder snapshot =
        SnapshotBuilder.aSnapshot()
            .withSender(ADDRESS)
            .dns(HOST, "A", ADDRESS)
            .dns("probe.example", "MX", "10 mx.probe.example")
            .dns("mx.probe.example", "A", "198.51.100.99")
            .dnsStatus("mx.probe.example", "AAAA", Status.NODATA);
    for (String domain : domains) {
      snapshot.withDomain(domain).dns(domain, "MX", "10 " + HOST);
    }
    return snapshot;
  }

  private static Finding finding(String rule, SnapshotBuilder snapshot) {
    try (var rules = new AnnotationConfigApplicationContext("io.todoku.rule")) {
      List<Finding> findings =
          rules.getBean(RuleEngine.class).judge(snapshot.build()).stream()
              .filter(finding -> finding.rule().equals(rule))
              .toList();
      assertThat(findings).hasSize(1);
      return findings.getFirst();
    }
  }

  @Test
  void aServerThatRelaysForWhoeverWritesTheDomainItServesIsAnOpenRelay() throws Exception {
    List<String> domains = List.of("other.example", "client.example");
    SmtpDialogue dialogue =
        probe(
            "127.77.2.1",
            domains,
            Map.of(
                "smtpd_relay_restrictions",
                "permit_mynetworks, check_sender_access inline:{ {client.example = OK} },"
                    + " reject_unauth_destination"));

    assertThat(dialogue.ending()).isEqualTo(SmtpEnding.COMPLETE);
    assertThat(dialogue.attempts())
        .filteredOn(attempt -> attempt.rcptReply() != null && attempt.rcptReply().accepted())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.from()).isEqualTo("todoku-probe@client.example"));
    assertThat(finding("no-open-relay", snapshot(domains).dialogue(ADDRESS, dialogue)).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void aServerThatTakesAllMailOfOneOfItsDomainsIsNamedWithIt() throws Exception {
    List<String> domains = List.of("first.example", "second.example");
    SmtpDialogue dialogue =
        probe(
            "127.77.2.2",
            domains,
            Map.of(
                "virtual_alias_domains",
                "first.example, second.example",
                "virtual_alias_maps",
                "inline:{ {user@first.example = root}, {@second.example = root} }",
                "smtpd_relay_restrictions",
                "permit_mynetworks, reject_unauth_destination"));
    SnapshotBuilder snapshot = snapshot(domains).dialogue(ADDRESS, dialogue);

    Finding finding = finding("rejects-unknown-recipients", snapshot);

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary())
        .isEqualTo(Text.of("rejects-unknown-recipients.warn", ADDRESS, "second.example"));
    assertThat(finding.evidence().getFirst().answer())
        .anyMatch(line -> line.contains("@first.example>: 550"))
        .anyMatch(line -> line.contains("@second.example>: 250"));
  }

  @Test
  void postfixAsItComesTellsMailboxesFromNobodyAndRefusesToRelayForNow() throws Exception {
    SmtpDialogue dialogue =
        probe(
            "127.77.2.3",
            List.of(),
            Map.of(
                "alias_maps",
                "inline:{ {postmaster = root} }",
                "local_recipient_maps",
                "unix:passwd.byname $alias_maps"));
    SnapshotBuilder snapshot = snapshot(List.of()).dialogue(ADDRESS, dialogue);

    assertThat(dialogue.ending()).isEqualTo(SmtpEnding.COMPLETE);
    Finding finding = finding("no-user-enumeration", snapshot);

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary())
        .isEqualTo(Text.of("no-user-enumeration.warn.differs", ADDRESS, "VRFY"));
    assertThat(finding("no-open-relay", snapshot).summary())
        .isEqualTo(Text.of("no-open-relay.warn.temporary", ADDRESS));
  }
}
