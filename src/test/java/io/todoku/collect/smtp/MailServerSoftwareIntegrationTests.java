package io.todoku.collect.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.DovecotAuth;
import io.todoku.peers.Exim;
import io.todoku.peers.OpenSmtpd;
import io.todoku.peers.Peers;
import io.todoku.peers.Postfix;
import io.todoku.peers.TestKeys;
import io.todoku.rule.Finding;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.SnapshotBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Mail servers of the field in several configurations, from the connection to the verdicts. */
class MailServerSoftwareIntegrationTests {

  private static final String HOST = "mail.example.com";
  private static final Map<String, String> CLOSED =
      Map.of(
          "mynetworks",
          "192.0.2.0/24",
          "mydestination",
          "mail.example.com, example.com",
          "smtpd_relay_restrictions",
          "permit_mynetworks, reject_unauth_destination");

  @TempDir Path dir;

  private static AnnotationConfigApplicationContext rules;

  @BeforeAll
  static void start() {
    rules = new AnnotationConfigApplicationContext("io.todoku.rule");
  }

  @AfterAll
  static void stop() {
    rules.close();
  }

  /** What the rules about servers say of the one that listens here. */
  private static Map<String, Verdict> verdicts(String address, int port) {
    MailServer server =
        new SmtpProber(
                new ProbeSettings(
                    port,
                    SmtpProbeFixture.RECIPIENT,
                    "probe.example",
                    List.of("127.0.0.0/8"),
                    110,
                    143),
                Clock.systemUTC())
            .probe(new ProbeTarget(address, HOST, List.of("example.com")), true);
    SnapshotBuilder world =
        SnapshotBuilder.aSnapshot()
            .withSender(address)
            .withDomain("example.com")
            .dns("example.com", "MX", "10 " + HOST)
            .dns(HOST, "A", address)
            .ptr(address, HOST)
            .dns("probe.example", "MX", "10 mx.elsewhere.example")
            .dns("mx.elsewhere.example", "A", "198.51.100.99")
            .dnsStatus("mx.elsewhere.example", "AAAA", Status.NODATA)
            .dialogue(
                address, ((Observed.Known<MailServer.SmtpDialogue>) server.dialogue()).value());
    return rules.getBean(RuleEngine.class).judge(world.build()).stream()
        .filter(f -> f.rule().matches("no-open-relay|.*tls.*|.*recipients|no-user.*|mta-.*"))
        .filter(f -> address.equals(f.resource().address()))
        .collect(Collectors.toMap(Finding::rule, Finding::verdict));
  }

  private Map<String, Verdict> postfix(String address, Map<String, String> more) throws Exception {
    Peers.require(Postfix.present(), "Postfix (as root)");
    Map<String, String> settings = new LinkedHashMap<>(CLOSED);
    settings.putAll(more);
    int port = Peers.freePort(address);
    try (Postfix postfix =
        Postfix.start(Files.createDirectories(dir.resolve("p")), address, port, HOST, settings)) {
      assertThat(postfix).isNotNull();
      return verdicts(address, port);
    }
  }

  @Test
  void aClosedPostfixIsNotARelay() throws Exception {
    Path users = Files.writeString(dir.resolve("users"), "postmaster x\n");
    Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(postfix("127.77.2.1", Map.of("local_recipient_maps", "texthash:" + users)))
        .containsEntry("no-open-relay", Verdict.PASS)
        .containsEntry("rejects-unknown-recipients", Verdict.PASS)
        .containsEntry("mta-maintained", Verdict.UNKNOWN)
        .containsEntry("auth-only-over-tls", Verdict.PASS)
        .containsEntry("no-user-enumeration", Verdict.WARN)
        .containsEntry("starttls-offered", Verdict.WARN);
  }

  @Test
  void anOpenPostfixIsARelay() throws Exception {
    assertThat(postfix("127.77.2.2", Map.of("mynetworks", "127.0.0.0/8")))
        .containsEntry("no-open-relay", Verdict.FAIL)
        .containsEntry("rejects-unknown-recipients", Verdict.WARN);
  }

  @Test
  void aPostfixThatAcceptsThePercentHackIsJudgedByIt() throws Exception {
    assertThat(
            postfix(
                "127.77.2.3",
                Map.of(
                    "allow_untrusted_routing",
                    "yes",
                    "smtpd_relay_restrictions",
                    "check_recipient_access regexp:{{/%/ OK}}, reject_unauth_destination")))
        .containsEntry("no-open-relay", Verdict.WARN);
  }

  /** Postfix drops source routes itself; its command filter stands for a server that heeds them. */
  @Test
  void aPostfixThatAcceptsSourceRoutesIsJudgedByThem() throws Exception {
    assertThat(
            postfix(
                "127.77.2.4",
                Map.of(
                    "smtpd_command_filter",
                    "regexp:{{/^RCPT TO:<@.*/ RCPT TO:<routed@mail.example.com>}}")))
        .containsEntry("no-open-relay", Verdict.FAIL);
  }

  @Test
  void aPostfixForSubmissionIsJudgedByItsAuthInTheClear() throws Exception {
    Path folder = Files.createDirectories(dir.resolve("p"));
    Path key = pem(HOST);
    Path auth = Files.createDirectories(folder.resolve("queue")).resolve("auth");
    try (DovecotAuth login = DovecotAuth.at(auth)) {
      assertThat(login).isNotNull();
      Map<String, String> submission =
          Map.of(
              "smtpd_tls_security_level",
              "may",
              "smtpd_tls_chain_files",
              key.toString(),
              "smtpd_sasl_auth_enable",
              "yes",
              "smtpd_sasl_type",
              "dovecot",
              "smtpd_sasl_path",
              "auth",
              "smtpd_relay_restrictions",
              "permit_sasl_authenticated, reject_unauth_destination");
      Map<String, String> careful = new LinkedHashMap<>(submission);
      careful.put("smtpd_tls_auth_only", "yes");

      assertThat(postfix("127.77.2.5", careful))
          .containsEntry("no-open-relay", Verdict.PASS)
          .containsEntry("auth-only-over-tls", Verdict.PASS)
          .containsEntry("starttls-offered", Verdict.PASS);
      assertThat(postfix("127.77.2.6", submission))
          .containsEntry("auth-only-over-tls", Verdict.FAIL);
    }
  }

  /** It may relay inside TLS, where it is not asked. */
  @Test
  void whenPostfixRequiresTlsRelayingIsUnknown() throws Exception {
    assertThat(
            postfix(
                "127.77.2.9",
                Map.of(
                    "mynetworks",
                    "127.0.0.0/8",
                    "smtpd_tls_security_level",
                    "encrypt",
                    "smtpd_tls_chain_files",
                    pem(HOST).toString())))
        .containsEntry("no-open-relay", Verdict.UNKNOWN)
        .containsEntry("starttls-offered", Verdict.PASS);
  }

  /** A key and a certificate of its own, as Postfix reads them. */
  private Path pem(String name) throws Exception {
    Path file = dir.resolve("mail.pem");
    TestKeys.writePem(dir, name, file);
    return file;
  }

  @Test
  void eximWithDebiansSettingsIsNotARelay() throws Exception {
    Peers.require(Exim.present(), "Exim (as root)");
    String address = "127.77.2.7";
    int port = Peers.freePort(address);
    try (Exim exim = Exim.start(dir.resolve("exim"), address, port, HOST, "example.com")) {
      assertThat(exim).isNotNull();
      assertThat(verdicts(address, port))
          .containsEntry("no-open-relay", Verdict.PASS)
          .containsEntry("rejects-unknown-recipients", Verdict.PASS)
          .containsEntry("mta-maintained", Verdict.PASS)
          .containsEntry("no-user-enumeration", Verdict.PASS)
          .containsEntry("auth-only-over-tls", Verdict.PASS);
    }
  }

  @Test
  void openSmtpdWithItsDefaultsIsNotARelay() throws Exception {
    Peers.skipUnless(OpenSmtpd.present(), "OpenSMTPD (as root, with mount namespaces)");
    String address = "127.77.2.8";
    int port = Peers.freePort(address);
    try (OpenSmtpd server =
        OpenSmtpd.start(dir.resolve("smtpd"), address, port, HOST, "example.com")) {
      assertThat(server).isNotNull();
      assertThat(verdicts(address, port))
          .containsEntry("no-open-relay", Verdict.PASS)
          .containsEntry("rejects-unknown-recipients", Verdict.PASS)
          .containsEntry("mta-maintained", Verdict.UNKNOWN)
          .containsEntry("no-user-enumeration", Verdict.PASS)
          .containsEntry("starttls-offered", Verdict.WARN);
    }
  }
}
