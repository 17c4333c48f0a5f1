package io.todoku.rule.server;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.MailServer.SmtpReply;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the relay test shows, by whose mail it offers. */
class RelayTestRecipientTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final SmtpReply OK = new SmtpReply(250, "2.1.5 Ok");
  private static final SmtpReply DENIED =
      new SmtpReply(554, "5.7.1 <b@probe.example>: Relay access denied");
  private final NoOpenRelay rule = new NoOpenRelay();

  private static SnapshotBuilder sender() {
    return aSnapshot().withSender(ADDRESS);
  }

  private static SnapshotBuilder mx(String... addresses) {
    return sender()
        .dns("probe.example", "MX", "10 mx.probe.example")
        .dns("mx.probe.example", "A", addresses)
        .dnsStatus("mx.probe.example", "AAAA", Status.NODATA);
  }

  @Test
  void isUnknownWhereTheServerTakesTheRecipientsMailItself() {
    SnapshotBuilder world =
        sender()
            .dns("probe.example", "MX", "10 mx.probe.example")
            .dns("mx.probe.example", "A", ADDRESS)
            .relayTestedServer(ADDRESS, OK, OK, OK, SmtpEnding.COMPLETE, true);

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().fix()).isEqualTo("todoku.probe.relay-recipient");
  }

  @Test
  void aDomainWithoutMxTakesItsMailItself() {
    SnapshotBuilder world =
        sender()
            .dns("probe.example", "A", ADDRESS)
            .dnsStatus("probe.example", "AAAA", Status.NODATA)
            .relayTestedServer(ADDRESS, OK, OK, OK, SmtpEnding.COMPLETE, false);

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aSecondDoorToTheRecipientsMailIsNoRelay() {
    SnapshotBuilder other = mx("192.0.2.9").withElasticIp("192.0.2.9", Map.of("todoku:mail", "no"));

    assertThat(
            onlyFinding(
                    rule, other.relayTestedServer(ADDRESS, OK, OK, OK, SmtpEnding.COMPLETE, true))
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void acceptanceForADomainOfTheAccountIsNoRelaying() {
    SnapshotBuilder world =
        sender()
            .withDomain("Probe.example")
            .relayTestedServer(ADDRESS, OK, OK, OK, SmtpEnding.COMPLETE, true);

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aServerThatRefusesIsClosedWhereverTheRecipientsMailGoes() {
    SnapshotBuilder other = mx("192.0.2.9").withElasticIp("192.0.2.9", Map.of("todoku:mail", "no"));

    assertThat(
            onlyFinding(
                    rule,
                    other.relayTestedServer(
                        ADDRESS, DENIED, DENIED, DENIED, SmtpEnding.COMPLETE, true))
                .verdict())
        .isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"probe.example MX", "mx.probe.example A", "mx.probe.example AAAA"})
  void acceptanceShowsNothingWhileItIsNotKnownWhoseMailItIs(String question) {
    String[] parts = question.split(" ");
    SnapshotBuilder world =
        sender()
            .dnsUnknown(parts[0], parts[1], ReasonKind.SERVFAIL)
            .relayTestedServer(ADDRESS, OK, OK, OK, SmtpEnding.COMPLETE, true);

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.SERVFAIL);
    assertThat(finding.summary().key()).isEqualTo("no-open-relay.unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"probe.example MX", "mx.probe.example A", "mx.probe.example AAAA"})
  void norDoesARefusal(String question) {
    String[] parts = question.split(" ");
    SnapshotBuilder world =
        sender()
            .dnsUnknown(parts[0], parts[1], ReasonKind.SERVFAIL)
            .relayTestedServer(ADDRESS, DENIED, DENIED, DENIED, SmtpEnding.COMPLETE, true);

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).as("the server itself may take it").isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.SERVFAIL);
  }

  @Test
  void acceptanceShowsNothingWhileTheAccountMayHoldWhereTheMailGoes() {
    Finding finding =
        rule.judge(
                sender()
                    .denied("ec2:DescribeNetworkInterfaces")
                    .relayTestedServer(ADDRESS, OK, OK, OK, SmtpEnding.COMPLETE, true)
                    .build())
            .getFirst();

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().source()).isEqualTo("ec2:DescribeNetworkInterfaces");
  }

  @Test
  void anMxThatDoesNotValidateTellsNothing() {
    SnapshotBuilder world =
        sender()
            .dnsStatus("probe.example", "MX", Status.BOGUS)
            .relayTestedServer(ADDRESS, OK, OK, OK, SmtpEnding.COMPLETE, false);

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whoseMailItIsMustHaveBeenLookedUp() {
    Snapshot all =
        sender().relayTestedServer(ADDRESS, OK, OK, OK, SmtpEnding.COMPLETE, true).build();
    SmtpDialogue dialogue =
        ((Observed.Known<SmtpDialogue>) all.mailServer(ADDRESS).dialogue()).value();

    assertThat(onlyFinding(rule, sender().dialogue(ADDRESS, dialogue)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }
}
