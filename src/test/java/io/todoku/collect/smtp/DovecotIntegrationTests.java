package io.todoku.collect.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.Dovecot;
import io.todoku.peers.Peers;
import io.todoku.peers.TestKeys;
import io.todoku.rule.Finding;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailboxServer.Protocol;
import io.todoku.snapshot.SnapshotBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Dovecot in several configurations, from the connection to the verdict. */
class DovecotIntegrationTests {

  @TempDir Path dir;

  private Finding finding(String address, String settings) throws Exception {
    Peers.skipUnless(Dovecot.present(), "Dovecot (as root, with mount namespaces)");
    Path pem = dir.resolve("mail.pem");
    TestKeys.writePem(dir, "mail.example.com", pem);
    int pop3 = Peers.freePort(address);
    int imap = Peers.freePort(address);
    SnapshotBuilder world =
        SnapshotBuilder.aSnapshot()
            .withElasticIp(address, Map.of())
            .openToTheWorld(110)
            .openToTheWorld(143);
    try (Dovecot server = Dovecot.start(dir.resolve("d"), address, pop3, imap, pem, settings)) {
      assertThat(server).isNotNull();
      MailboxProber prober =
          new MailboxProber(
              new ProbeSettings(25, null, null, List.of("127.0.0.0/8"), pop3, imap),
              Clock.systemUTC());
      for (Protocol protocol : Protocol.values()) {
        world.mailbox(address, protocol, prober.probe(address, protocol).dialogue());
      }
    }
    try (var rules = new AnnotationConfigApplicationContext("io.todoku.rule")) {
      return rules.getBean(RuleEngine.class).judge(world.build()).stream()
          .filter(f -> f.rule().equals("mailbox-tls-only"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void dovecotWithItsDefaultsOffersNoPasswordInTheClear() throws Exception {
    Finding finding = finding("127.77.3.1", "ssl = yes");

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.summary().arguments()).containsExactly("127.77.3.1", "110, 143");
  }

  @Test
  void dovecotWithClearTextPasswordsOffersThem() throws Exception {
    Finding finding = finding("127.77.3.2", "ssl = yes\ndisable_plaintext_auth = no");

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().arguments())
        .containsExactly("127.77.3.2", "110: USER, SASL PLAIN; 143: LOGIN, AUTH=PLAIN");
  }

  @Test
  void dovecotWithChallengesOffersThem() throws Exception {
    Finding finding = finding("127.77.3.3", "ssl = yes\nauth_mechanisms = plain cram-md5 apop");

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().arguments())
        .containsExactly("127.77.3.3", "110: APOP, SASL CRAM-MD5; 143: AUTH=CRAM-MD5");
  }

  /** POP3 has no word for taking no login at all; IMAP has. */
  @Test
  void withoutTlsThePop3LoginsOfDovecotAreUnknown() throws Exception {
    Finding finding = finding("127.77.3.4", "ssl = no\ndisable_plaintext_auth = yes");

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary().arguments()).containsExactly("127.77.3.4", "110");
  }
}
