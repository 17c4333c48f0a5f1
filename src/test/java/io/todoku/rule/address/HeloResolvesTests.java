package io.todoku.rule.address;

import static io.todoku.rule.RemedyContents.changes;
import static io.todoku.rule.RemedyContents.texts;
import static io.todoku.snapshot.SmtpDialogueBuilder.aServer;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.BlockKind;
import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SmtpDialogueBuilder;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotFile;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

class HeloResolvesTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final String NAME = "mail.example.com";

  private final HeloResolves rule = new HeloResolves();

  private static SnapshotBuilder sender() {
    return aSnapshot().withSender(ADDRESS);
  }

  private static SnapshotBuilder withHelo(String greeting, String ehlo) {
    return sender().serverNamed(ADDRESS, greeting, ehlo);
  }

  @Test
  void passesWhenTheNameResolvesToTheAddress() {
    Finding finding =
        onlyFinding(
            rule, withHelo("Mail.Example.com ESMTP", NAME).dns(NAME, "A", "192.0.2.1", ADDRESS));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.evidence()).hasSize(2);
    assertThat(finding.evidence().getFirst().source()).isEqualTo("smtp");
  }

  @Test
  void looksUpAaaaForAnIpv6Address() {
    String v6 = "2001:db8::25";
    SnapshotBuilder world =
        aSnapshot().withIpv6(v6).withRoleOverride(v6, true).serverNamed(v6, NAME + " ESMTP", NAME);

    assertThat(onlyFinding(rule, world.dns(NAME, "AAAA", "2001:db8:0::25")).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void theReplyToEhloCountsWhenTheGreetingHidesTheName() {
    assertThat(onlyFinding(rule, withHelo("*****", NAME).dns(NAME, "A", ADDRESS)).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(onlyFinding(rule, withHelo("*****", "localhost")).verdict()).isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mail", "localhost", "[203.0.113.9]", "203.0.113.9"})
  void failsForANameThatIsNotQualified(String name) {
    Finding finding = onlyFinding(rule, withHelo(name + " ESMTP", name));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().key()).isEqualTo("helo-resolves.fail.unqualified");
    assertThat(finding.summary().arguments()).contains(name);
  }

  @Test
  void failsWhenTheNameResolvesElsewhere() {
    Finding finding =
        onlyFinding(rule, withHelo(NAME + " ESMTP", NAME).dns(NAME, "A", "192.0.2.1"));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().arguments()).containsExactly(ADDRESS, NAME, "192.0.2.1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"NXDOMAIN", "NODATA", "BOGUS", "CNAME_LOOP"})
  void failsWhenTheNameDoesNotResolve(Status status) {
    assertThat(
            onlyFinding(rule, withHelo(NAME + " ESMTP", NAME).dnsStatus(NAME, "A", status))
                .verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void failsWhenOneOfTwoNamesIsWrong() {
    Finding finding =
        onlyFinding(
            rule,
            withHelo(NAME + " ESMTP", "ip-10-0-0-5.ec2.internal")
                .dns(NAME, "A", ADDRESS)
                .dnsStatus("ip-10-0-0-5.ec2.internal", "A", Status.NXDOMAIN));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().arguments()).contains("ip-10-0-0-5.ec2.internal");
    assertThat(finding.evidence()).hasSize(3);
  }

  /** The software by two signals: the greeting and the refusal to relay. */
  private static SnapshotBuilder named(String greeting, String refusal) {
    return sender()
        .ptr(ADDRESS, NAME)
        .dns(NAME, "A", ADDRESS)
        .dialogue(
            ADDRESS,
            SmtpDialogueBuilder.aServer()
                .greeting("localhost " + greeting)
                .names("localhost " + greeting, "localhost")
                .refusal(refusal)
                .build());
  }

  @ParameterizedTest
  @CsvSource({
    "ESMTP Postfix, Relay access denied, postconf -e 'myhostname = mail.example.com'",
    "ESMTP Exim 4.98, relay not permitted, primary_hostname = mail.example.com",
    "ESMTP Sendmail 8.18.1, '... Relaying denied', confDOMAIN_NAME"
  })
  void theRemedySetsTheNameOfThePtrInTheSoftwareThatWasSeen(
      String greeting, String refusal, String setting) {
    Finding finding = onlyFinding(rule, named(greeting, refusal));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.remedy().steps()).containsExactly(Text.of("helo-resolves.do.name", NAME));
    assertThat(finding.remedy().commands()).singleElement().asString().contains(setting);
  }

  @Test
  void noCommandIsGivenForAnUnknownServerOrAnUnknownName() {
    SnapshotBuilder unknownServer =
        withHelo("localhost ESMTP", "localhost").ptr(ADDRESS, NAME).dns(NAME, "A", ADDRESS);
    Finding unknownName = onlyFinding(rule, withHelo("localhost ESMTP Postfix", "localhost"));

    assertThat(onlyFinding(rule, unknownServer).remedy().commands()).isEmpty();
    assertThat(unknownName.remedy().commands()).isEmpty();
    assertThat(unknownName.remedy().steps())
        .containsExactly(Text.of("helo-resolves.do.name.choose"));
  }

  @Test
  void theGreetingOfAnExchangeReceiveConnectorIsNoFailure() {
    String greeting = "EX01.corp.local Microsoft ESMTP MAIL Service ready";
    Finding finding =
        onlyFinding(
            rule,
            withHelo(greeting, "EX01.corp.local")
                .dnsStatus("ex01.corp.local", "A", Status.NXDOMAIN));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary().key()).isEqualTo("helo-resolves.unknown.connector");
    assertThat(finding.remedy().commands()).noneMatch(command -> command.contains("postconf"));
  }

  @Test
  void theRemedyCorrectsTheRecordWhenThePtrHasTheName() {
    SnapshotBuilder named =
        withHelo(NAME + " ESMTP", NAME).ptr(ADDRESS, NAME).dns(NAME, "A", "192.0.2.1");

    Finding finding = onlyFinding(rule, named);

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(changes(finding)).containsExactly(Text.of("helo-resolves.do.record", NAME, ADDRESS));
    assertThat(texts(finding, BlockKind.ZONE_RECORD))
        .containsExactly("mail.example.com.  300  IN  A  203.0.113.9");
  }

  @Test
  void theRemedyWarnsWhenTheNameIsAnMxHost() {
    SnapshotBuilder elsewhere =
        withHelo(NAME + " ESMTP", NAME)
            .withDomain("example.com")
            .ptr(ADDRESS, NAME)
            .dns(NAME, "A", "192.0.2.1");

    Finding finding = onlyFinding(rule, elsewhere);
    assertThat(finding.remedy().cautions())
        .as("nobody asked")
        .containsExactly(Text.of("ptr.do.mx-unseen", NAME, "example.com"));
    assertThat(changes(finding)).containsExactly(Text.of("helo-resolves.do.record", NAME, ADDRESS));
    assertThat(
            onlyFinding(rule, elsewhere.dns("example.com", "MX", "10 " + NAME)).remedy().cautions())
        .containsExactly(Text.of("ptr.do.mx", NAME, "example.com"));
  }

  @Test
  void remediesOfTheSampleWarnBeforeTheyMoveIncomingMail() throws IOException {
    Snapshot sample =
        SnapshotFile.read(
            new ClassPathResource("sample/222222222222.json").getContentAsByteArray());

    assertThat(Stream.of(rule, new PtrMatchesA()).flatMap(one -> one.judge(sample).stream()))
        .filteredOn(finding -> "203.0.113.40".equals(finding.resource().address()))
        .hasSize(2)
        .allSatisfy(finding ->
            assertThat(finding.remedy().cautions())
                .containsExactly(Text.of("ptr.do.mx", NAME, "example.com")));
  }

  @Test
  void theRemedyWarnsWhenADomainWithoutMxTakesMailAtTheName() {
    SnapshotBuilder world =
        withHelo("example.com ESMTP", "example.com")
            .withDomain("example.com")
            .dnsStatus("example.com", "MX", Status.NODATA)
            .dns("example.com", "A", "192.0.2.1");

    assertThat(onlyFinding(rule, world).remedy().steps())
        .extracting(Text::key)
        .containsExactly("ptr.do.mail-without-mx", "helo-resolves.do.name.choose");
  }

  @Test
  void isUnknownWhenTheLookUpFailed() {
    Finding finding =
        onlyFinding(
            rule, withHelo(NAME + " ESMTP", NAME).dnsUnknown(NAME, "A", ReasonKind.SERVFAIL));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.SERVFAIL);
    assertThat(onlyFinding(rule, withHelo(NAME + " ESMTP", NAME)).verdict())
        .as("nobody asked")
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void failsForAWrongNameWhenTheOtherIsUnknown() {
    SnapshotBuilder world =
        withHelo(NAME + " ESMTP", "localhost").dnsUnknown(NAME, "A", ReasonKind.TIMEOUT);

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void isUnknownWhenTheServerGivesNoName() {
    Finding finding = onlyFinding(rule, withHelo("*****", null));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.INCONCLUSIVE);
  }

  @Test
  void isUnknownWhenTheReplyToEhloIsMissing() {
    SnapshotBuilder dropped =
        sender()
            .serverNamed(ADDRESS, NAME + " ESMTP", null, SmtpEnding.DROPPED)
            .dns(NAME, "A", ADDRESS);
    SnapshotBuilder old = withHelo(NAME + " ESMTP", null).dns(NAME, "A", ADDRESS);

    assertThat(onlyFinding(rule, dropped).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(onlyFinding(rule, old).verdict()).as("answers HELO only").isEqualTo(Verdict.PASS);
  }

  @Test
  void doesNotApplyWhenSecurityGroupsLetNobodyIn() {
    assertThat(onlyFinding(rule, sender().serverUnknown(ADDRESS, ReasonKind.TIMEOUT)).verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(
            onlyFinding(rule, sender().dialogue(ADDRESS, SmtpDialogue.CONNECTION_REFUSED))
                .verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @ParameterizedTest
  @EnumSource(
      value = ReasonKind.class,
      names = {"TIMEOUT", "UNREACHABLE", "BLOCKED", "NOT_ALLOWED"})
  void isUnknownWhenTheServerCannotBeReached(ReasonKind cause) {
    SnapshotBuilder open = sender().openToTheWorld(25).serverUnknown(ADDRESS, cause);

    assertThat(onlyFinding(rule, open).unknownReason().kind()).isEqualTo(cause);
  }

  @Test
  void isUnknownWhenNothingListensOnAnOpenPort() {
    SnapshotBuilder open =
        sender().openToTheWorld(25).dialogue(ADDRESS, SmtpDialogue.CONNECTION_REFUSED);

    assertThat(onlyFinding(rule, open).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(onlyFinding(rule, sender()).unknownReason().kind())
        .as("nobody asked")
        .isEqualTo(ReasonKind.NOT_ASKED);
  }

  @Test
  void givesNoFindingForGatewaysAndIdleAddresses() {
    SnapshotBuilder world =
        aSnapshot()
            .withNat("nat-1", "available", ADDRESS, Map.of("todoku:mail", "yes"))
            .withIdleElasticIp("203.0.113.10")
            .withRoleOverride("203.0.113.10", true);

    assertThat(rule.judge(world.build())).isEmpty();
  }

  @Test
  void isUnknownForARegionWhoseAddressesWereNotListed() {
    assertThat(onlyFinding(rule, aSnapshot().denied("ec2:DescribeAddresses")).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  /** Many change the banner of a receive connector; its extensions show Exchange all the same. */
  @ParameterizedTest
  @CsvSource({
    "X-ANONYMOUSTLS, helo-resolves.unknown.connector",
    "X-EXPS GSSAPI NTLM, helo-resolves.unknown.connector",
    "X-EXPSOMETHING, helo-resolves.fail.nowhere"
  })
  void exchangeIsToldByItsExtensionsWhereItsBannerWasChanged(String extension, String summary) {
    Finding finding =
        onlyFinding(
            rule,
            sender()
                .dialogue(
                    ADDRESS,
                    aServer()
                        .names(NAME, "EX01.corp.local")
                        .extensions("SIZE 37748736", extension, "STARTTLS")
                        .build())
                .dns(NAME, "A", ADDRESS)
                .dnsStatus("ex01.corp.local", "A", Status.NXDOMAIN));

    assertThat(finding.summary().key()).isEqualTo(summary);
    assertThat(finding.evidence().getFirst().answer())
        .anySatisfy(line -> assertThat(line).contains("EX01.corp.local"));
  }
}
