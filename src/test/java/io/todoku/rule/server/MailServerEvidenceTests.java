package io.todoku.rule.server;

import static io.todoku.snapshot.SmtpDialogueBuilder.aServer;
import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static io.todoku.snapshot.SnapshotCopy.copyOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Fingerprint;
import io.todoku.rule.Fingerprint.SmtpSoftware;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer.RecipientForm;
import io.todoku.snapshot.MailServer.RelayAttempt;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.MailServer.Tls;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.Ingress;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import io.todoku.snapshot.SmtpDialogueBuilder;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts, evidence and the choice of port, Region and reply in the rules about mail servers. */
class MailServerEvidenceTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final Instant LONG_AGO = NOW.minus(30, ChronoUnit.DAYS);
  private static final Instant LATER = NOW.plus(30, ChronoUnit.DAYS);

  private static SnapshotBuilder sender() {
    return aSnapshot().withSender(ADDRESS);
  }

  private static SnapshotBuilder mxServer() {
    return sender()
        .withDomain("example.com")
        .dns("example.com", "MX", "10 mx.example.com")
        .dns("mx.example.com", "A", ADDRESS)
        .ptr(ADDRESS, "out.example.net");
  }

  private static Finding tls(SnapshotBuilder snapshot, String name) {
    return tls(snapshot, SmtpDialogueBuilder.tls("TLSv1.3", name, LONG_AGO, LATER, null));
  }

  private static Finding tls(SnapshotBuilder snapshot, Tls tls) {
    return onlyFinding(
        new StartTlsOffered(),
        snapshot.dialogue(
            ADDRESS, aServer().extensions("STARTTLS").tls(Observed.known(tls)).build()));
  }

  @Test
  void theEvidenceOfStartTlsIsTheCertificate() {
    Finding finding = tls(mxServer(), "mx.example.com");

    assertThat(finding.summary()).isEqualTo(Text.of("starttls-offered.pass", ADDRESS, "TLSv1.3"));
    assertThat(finding.evidence())
        .containsExactly(
            Evidence.smtp(
                ADDRESS + ":25",
                List.of(
                    "EHLO: STARTTLS",
                    "TLSv1.3 TLS_AES_256_GCM_SHA384",
                    "subject: CN=mx.example.com",
                    "issuer: CN=ca",
                    "names: mx.example.com",
                    "valid: 2026-10-19T00:00:00Z – 2026-12-18T00:00:00Z"),
                NOW));
    Finding failed = tls(mxServer(), new Tls("no_cipher", "", "", List.of(), null, List.of()));
    assertThat(failed.evidence().getFirst().answer())
        .containsExactly("EHLO: STARTTLS", "no_cipher");
  }

  @Test
  void theDayOfACertificateIsNamed() {
    Instant yesterday = NOW.minus(1, ChronoUnit.DAYS);

    assertThat(
            tls(
                    mxServer(),
                    SmtpDialogueBuilder.tls("TLSv1.3", "mx.example.com", LONG_AGO, yesterday, null))
                .summary())
        .isEqualTo(Text.of("starttls-offered.warn.expired", ADDRESS, "2026-11-17"));
  }

  @Test
  void aFailedLookupMattersOnlyWhereItMayHoldTheName() {
    assertThat(
            tls(
                    mxServer()
                        .withDomain("example.org")
                        .dnsUnknown("example.org", "MX", ReasonKind.TIMEOUT),
                    "mx.example.com")
                .verdict())
        .as("the certificate covers the known MX host, and may lack another one")
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(
            tls(
                    mxServer()
                        .withDomain("example.org")
                        .dnsUnknown("example.org", "MX", ReasonKind.TIMEOUT),
                    "www.example.com")
                .summary())
        .isEqualTo(
            Text.of("starttls-offered.warn.name", ADDRESS, "www.example.com", "mx.example.com"));
    SnapshotBuilder mxWithoutPtr =
        sender()
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mx.example.com")
            .dns("mx.example.com", "A", ADDRESS)
            .dnsUnknown("9.113.0.203.in-addr.arpa", "PTR", ReasonKind.TIMEOUT);
    assertThat(tls(mxWithoutPtr, "www.example.com").summary())
        .as("a PTR name would not do for an MX host")
        .isEqualTo(
            Text.of("starttls-offered.warn.name", ADDRESS, "www.example.com", "mx.example.com"));
  }

  @Test
  void aServerThatIsNoMxHostMayHaveAnyOfItsNames() {
    String reverse = "9.113.0.203.in-addr.arpa";

    assertThat(
            tls(sender().dnsUnknown(reverse, "PTR", ReasonKind.TIMEOUT), "mail.example.com")
                .verdict())
        .as("the name of EHLO")
        .isEqualTo(Verdict.PASS);
    assertThat(
            tls(sender().dnsUnknown(reverse, "PTR", ReasonKind.TIMEOUT), "www.example.com")
                .unknownReason()
                .kind())
        .isEqualTo(ReasonKind.TIMEOUT);
    SnapshotBuilder mxElsewhere =
        sender()
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mx.example.com")
            .dns("mx.example.com", "A", "198.51.100.1")
            .ptr(ADDRESS, "out.example.net");
    assertThat(tls(mxElsewhere, "out.example.net").verdict()).isEqualTo(Verdict.PASS);
    SnapshotBuilder mxUnknown =
        sender()
            .withDomain("example.com")
            .dnsUnknown("example.com", "MX", ReasonKind.SERVFAIL)
            .ptr(ADDRESS, "out.example.net");
    assertThat(tls(mxUnknown, "out.example.net").unknownReason().kind())
        .isEqualTo(ReasonKind.SERVFAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "Microsoft ESMTP MAIL Service, Unable to relay, unknown.version, Microsoft Exchange",
    "'Microsoft ESMTP MAIL Service, Version: 6.0.3790.4675', Unable to relay, warn.old,"
        + " Windows SMTP 6.0.3790.4675",
    "ESMTP Postfix 2.10.1, Relay access denied, warn.project, Postfix 2.10.1",
    "ESMTP Exim 4.84_2, relay not permitted, warn.old, Exim 4.84",
    "ESMTP Exim 4.94.20261118123456, relay not permitted, pass, Exim 4.94.20261118123456"
  })
  void theVersionDecidesAndIsNamed(String greeting, String refusal, String key, String product) {
    Finding finding =
        onlyFinding(
            new MtaMaintained(),
            sender().dialogue(ADDRESS, aServer().greeting(greeting).refusal(refusal).build()));

    assertThat(finding.summary())
        .isEqualTo(Text.of("mta-maintained." + key, ADDRESS, product, "2"));
  }

  @Test
  void onlyTheRepliesToVrfyAndExpnShowUsers() {
    Finding revealing =
        onlyFinding(
            new NoUserEnumeration(),
            sender()
                .dialogue(
                    ADDRESS,
                    aServer()
                        .withReply("HELP", 250, "see the manual")
                        .withReply("VRFY root", 250, "root")
                        .withReply("EXPN root", 250, "mika")
                        .build()));

    assertThat(revealing.summary())
        .isEqualTo(Text.of("no-user-enumeration.warn", ADDRESS, "VRFY, EXPN"));
    assertThat(revealing.evidence())
        .containsExactly(
            Evidence.smtp(
                ADDRESS + ":25", List.of("VRFY root: 250 root", "EXPN root: 250 mika"), NOW));
    assertThat(
            onlyFinding(
                    new NoUserEnumeration(),
                    sender()
                        .dialogue(
                            ADDRESS,
                            aServer()
                                .withReply("VRFY root", 500, "no")
                                .withReply("EXPN root", 500, "no")
                                .build()))
                .verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void everyRefusalFrom500IsForGood() {
    assertThat(
            onlyFinding(
                    new RejectsUnknownRecipients(),
                    mxServer()
                        .dialogue(
                            ADDRESS,
                            aServer()
                                .withReply("RCPT TO:<x@example.com>", 500, "5.1.1 no")
                                .build()))
                .verdict())
        .isEqualTo(Verdict.PASS);
    RelayAttempt syntax =
        new RelayAttempt(
            RecipientForm.PLAIN,
            "",
            "b@probe.example",
            new SmtpReply(250, "ok"),
            new SmtpReply(500, "relaying denied"));
    assertThat(RelayRefusal.refusesRelaying(syntax)).as("with the null sender too").isTrue();
  }

  @Test
  void theAttemptIsQuotedWithTheReplyThatCame() {
    SmtpReply mail = new SmtpReply(451, "later");
    String attempt = "<a@probe.example> → <b@probe.example>: ";

    assertThat(RelayRefusal.replyText(attempt(mail, new SmtpReply(550, "no"))))
        .isEqualTo(attempt + "550 no");
    assertThat(RelayRefusal.replyText(attempt(mail, null))).isEqualTo(attempt + "451 later");
    assertThat(RelayRefusal.replyText(attempt(null, null))).isEqualTo(attempt + "no reply");
  }

  private static RelayAttempt attempt(SmtpReply mail, SmtpReply rcpt) {
    return new RelayAttempt(RecipientForm.PLAIN, "a@probe.example", "b@probe.example", mail, rcpt);
  }

  @Test
  void onlyThreeSignalsOfOpenSmtpdMakeItsReplyARefusal() {
    RelayAttempt refused =
        attempt(
            new SmtpReply(250, "ok"), new SmtpReply(550, "Invalid recipient: <b@probe.example>"));
    SmtpDialogueBuilder two =
        aServer().greeting("mail.example.com ESMTP OpenSMTPD").attempts(List.of(refused));
    SmtpDialogueBuilder postfix =
        aServer()
            .greeting("mail.example.com ESMTP Postfix")
            .withReply("HELP", 502, "5.5.2 Error: command not recognized")
            .withReply("VRFY postmaster", 252, "2.0.0 postmaster")
            .attempts(List.of(refused));

    assertThat(RelayRefusal.isOpenSmtpdRefusal(two.build(), refused)).isFalse();
    assertThat(RelayRefusal.isOpenSmtpdRefusal(postfix.build(), refused)).isFalse();
    assertThat(
            RelayRefusal.isOpenSmtpdRefusal(
                two.withReply("HELP", 214, "2.0.0 This is OpenSMTPD").build(), refused))
        .isTrue();
  }

  @Test
  void aSignalCountsOnlyInTheReplyItBelongsTo() {
    SmtpDialogue elsewhere =
        aServer()
            .greeting("mail.example.com ESMTP Postfix")
            .withReply("VRFY postmaster", 502, "5.5.2 Error: command not recognized")
            .attempts(
                List.of(
                    attempt(
                        new SmtpReply(250, "ok"), new SmtpReply(250, "Relay access denied? no"))))
            .build();

    assertThat(Fingerprint.of(elsewhere))
        .hasValue(new Fingerprint(SmtpSoftware.POSTFIX, List.of("ESMTP Postfix"), null));
    assertThat(Fingerprint.of(aServer().build())).isEmpty();
    assertThat(
            Fingerprint.of(
                aServer()
                    .attempts(
                        List.of(
                            attempt(
                                new SmtpReply(250, "ok"),
                                new SmtpReply(400, "Relay access denied"))))
                    .build()))
        .isPresent();
  }

  @Test
  void threeSignalsOutweighTwo() {
    SmtpDialogueBuilder qmail =
        SoftwareDialogues.aServerRunning(SmtpSoftware.QMAIL)
            .greeting("mail.example.com ESMTP Postfix")
            .withReply("VRFY postmaster", 252, "send some mail, i'll try my best")
            .withReply("EXPN postmaster", 252, "2.0.0 postmaster");

    assertThat(Fingerprint.identify(qmail.build())).isEqualTo(SmtpSoftware.QMAIL);
  }

  @Test
  void aServerIsJudgedThoughItIsDeclaredNotToSendAndALoadBalancerToo() {
    SmtpDialogue dialogue = aServer().build();

    assertThat(
            onlyFinding(
                    new StartTlsOffered(),
                    sender().withRoleOverride(ADDRESS, false).dialogue(ADDRESS, dialogue))
                .verdict())
        .isEqualTo(Verdict.WARN);
    assertThat(
            onlyFinding(
                    new StartTlsOffered(),
                    aSnapshot().withLoadBalancer(ADDRESS).dialogue(ADDRESS, dialogue))
                .verdict())
        .isEqualTo(Verdict.WARN);
  }

  @Test
  void aRefusedConnectionIsTheEvidence() {
    Finding finding =
        onlyFinding(
            new NoOpenRelay(),
            sender().openToTheWorld(25).dialogue(ADDRESS, SmtpDialogue.CONNECTION_REFUSED));

    assertThat(finding.evidence())
        .containsExactly(Evidence.smtp(ADDRESS + ":25", List.of("connection refused"), NOW));
    assertThat(finding.unknownReason())
        .isEqualTo(Reason.of(ReasonKind.UNREACHABLE, ADDRESS + ":25", "connection refused"));
    assertThat(
            onlyFinding(new NoOpenRelay(), sender().dialogue(ADDRESS, aServer().build()))
                .evidence()
                .getFirst()
                .answer())
        .isEmpty();
  }

  @Test
  void acceptanceForAnotherDomainThanTheAccountsIsRelaying() {
    SmtpReply ok = new SmtpReply(250, "ok");

    assertThat(
            onlyFinding(
                    new NoOpenRelay(),
                    sender()
                        .withDomain("example.com")
                        .dns("probe.example", "MX", "10 mx.probe.example")
                        .dns("mx.probe.example", "A", "198.51.100.99")
                        .dnsStatus("mx.probe.example", "AAAA", Status.NODATA)
                        .dialogue(ADDRESS, aServer().relayAttempts(ok, ok, ok).build()))
                .verdict())
        .isEqualTo(Verdict.FAIL);
  }

  /** The group of an interface of another address is open; that of the address is closed. */
  @Test
  void onlyTheGroupsOfTheAddressExposeIt() {
    SecurityGroup open =
        new SecurityGroup(
            "sg-0",
            "web",
            List.of(new Ingress("-1", null, null, List.of("0.0.0.0/0"))),
            Observed.known(List.of()));
    NetworkInterface other =
        new NetworkInterface(
            "eni-0", "i-0", "subnet-0", List.of(), List.of(), List.of("sg-0"), null);

    assertThat(
            new SmtpNotExposed()
                .judge(sender().withSecurityGroup(open).withInterface(other).build()))
        .isEmpty();

    NetworkInterface own =
        new NetworkInterface(
            "eni-9",
            "i-9",
            "subnet-a",
            List.of(new NetworkInterface.PublicIpAssociation("203.0.113.10", null)),
            List.of(),
            List.of("sg-0"),
            null);
    Finding exposed =
        onlyFinding(
            new SmtpNotExposed(),
            sender()
                .withSecurityGroup(open)
                .withInterface(own)
                .dialogue("203.0.113.10", aServer().greeting("one\ntwo").build()));
    assertThat(exposed.summary())
        .isEqualTo(Text.of("smtp-not-exposed.pass", "203.0.113.10", "sg-0"));
    assertThat(exposed.evidence())
        .containsExactly(
            Evidence.aws(
                "ec2:DescribeSecurityGroups --group-ids sg-0 --region ap-northeast-1",
                List.of("sg-0 -1 0.0.0.0/0"),
                NOW),
            Evidence.smtp("203.0.113.10:25", List.of("< one", "< two"), NOW));
  }

  @Test
  void anAddressIsExposedByTheGroupsOfItsOwnRegion() {
    Snapshot closed = sender().build();
    Snapshot open =
        aSnapshot()
            .inRegion("us-east-1")
            .withElasticIp("198.51.100.7", Map.of())
            .openToTheWorld(25)
            .build();

    assertThat(new SmtpNotExposed().judge(copyOf(closed).withRegionsOf(open).build()))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.resource().address()).isEqualTo("198.51.100.7");
          assertThat(finding.evidence().getFirst())
              .isEqualTo(
                  Evidence.aws(
                      "ec2:DescribeSecurityGroups --group-ids sg-1 --region us-east-1",
                      List.of("sg-1 tcp 25-25 0.0.0.0/0"),
                      NOW));
        });
  }
}
