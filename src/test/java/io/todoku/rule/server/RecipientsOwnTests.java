package io.todoku.rule.server;

import static io.todoku.rule.World.aSnapshot;
import static io.todoku.rule.World.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import io.todoku.rule.World;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer.Dialogue;
import io.todoku.snapshot.MailServer.Ending;
import io.todoku.snapshot.MailServer.Reply;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason.Cause;
import io.todoku.snapshot.Snapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the relay test shows, by whose mail it offers. */
class RecipientsOwnTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final Reply OK = new Reply(250, "2.1.5 Ok");
  private static final Reply DENIED =
      new Reply(554, "5.7.1 <b@probe.example>: Relay access denied");
  private final NoOpenRelay rule = new NoOpenRelay();

  private static World sender() {
    return aSnapshot().withSender(ADDRESS);
  }

  private static World mx(String... addresses) {
    return sender()
        .dns("probe.example", "MX", "10 mx.probe.example")
        .dns("mx.probe.example", "A", addresses)
        .dnsStatus("mx.probe.example", "AAAA", Status.NODATA);
  }

  @Test
  void isUnknownWhereTheServerTakesTheRecipientsMailItself() {
    World world =
        sender()
            .dns("probe.example", "MX", "10 mx.probe.example")
            .dns("mx.probe.example", "A", ADDRESS)
            .server(ADDRESS, OK, OK, OK, Ending.COMPLETE, true);

    Finding finding = only(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknown().fix()).isEqualTo("todoku.probe.relay-recipient");
  }

  @Test
  void aDomainWithoutMxTakesItsMailItself() {
    World world =
        sender()
            .dns("probe.example", "A", ADDRESS)
            .dnsStatus("probe.example", "AAAA", Status.NODATA)
            .server(ADDRESS, OK, OK, OK, Ending.COMPLETE, false);

    assertThat(only(rule, world).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aSecondDoorToTheRecipientsMailIsNoRelay() {
    World other = mx("192.0.2.9").withElasticIp("192.0.2.9", Map.of("todoku:mail", "no"));

    assertThat(only(rule, other.server(ADDRESS, OK, OK, OK, Ending.COMPLETE, true)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void acceptanceForADomainOfTheAccountIsNoRelaying() {
    World world =
        sender().withDomain("Probe.example").server(ADDRESS, OK, OK, OK, Ending.COMPLETE, true);

    assertThat(only(rule, world).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aServerThatRefusesIsClosedWhereverTheRecipientsMailGoes() {
    World other = mx("192.0.2.9").withElasticIp("192.0.2.9", Map.of("todoku:mail", "no"));

    assertThat(
            only(rule, other.server(ADDRESS, DENIED, DENIED, DENIED, Ending.COMPLETE, true))
                .verdict())
        .isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"probe.example MX", "mx.probe.example A", "mx.probe.example AAAA"})
  void acceptanceShowsNothingWhileItIsNotKnownWhoseMailItIs(String question) {
    String[] parts = question.split(" ");
    World world =
        sender()
            .dnsUnknown(parts[0], parts[1], Cause.SERVFAIL)
            .server(ADDRESS, OK, OK, OK, Ending.COMPLETE, true);

    Finding finding = only(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknown().cause()).isEqualTo(Cause.SERVFAIL);
    assertThat(finding.summary().key()).isEqualTo("no-open-relay.unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"probe.example MX", "mx.probe.example A", "mx.probe.example AAAA"})
  void norDoesARefusal(String question) {
    String[] parts = question.split(" ");
    World world =
        sender()
            .dnsUnknown(parts[0], parts[1], Cause.SERVFAIL)
            .server(ADDRESS, DENIED, DENIED, DENIED, Ending.COMPLETE, true);

    Finding finding = only(rule, world);

    assertThat(finding.verdict()).as("the server itself may take it").isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknown().cause()).isEqualTo(Cause.SERVFAIL);
  }

  @Test
  void acceptanceShowsNothingWhileTheAccountMayHoldWhereTheMailGoes() {
    Finding finding =
        rule.judge(
                sender()
                    .denied("ec2:DescribeNetworkInterfaces")
                    .server(ADDRESS, OK, OK, OK, Ending.COMPLETE, true)
                    .build())
            .getFirst();

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknown().source()).isEqualTo("ec2:DescribeNetworkInterfaces");
  }

  @Test
  void anMxThatDoesNotValidateTellsNothing() {
    World world =
        sender()
            .dnsStatus("probe.example", "MX", Status.BOGUS)
            .server(ADDRESS, OK, OK, OK, Ending.COMPLETE, false);

    assertThat(only(rule, world).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whoseMailItIsMustHaveBeenLookedUp() {
    Snapshot all = sender().server(ADDRESS, OK, OK, OK, Ending.COMPLETE, true).build();
    Dialogue dialogue = ((Observed.Known<Dialogue>) all.server(ADDRESS).dialogue()).value();

    assertThat(only(rule, sender().dialogue(ADDRESS, dialogue)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }
}
