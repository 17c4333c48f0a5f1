package io.todoku.rule.address;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeloMatchesPtrTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final String REVERSE = "9.113.0.203.in-addr.arpa";
  private static final String NAME = "mail.example.com";

  private final HeloMatchesPtr rule = new HeloMatchesPtr();

  private static SnapshotBuilder withHelo(String greeting, String ehlo) {
    return aSnapshot().withSender(ADDRESS).serverNamed(ADDRESS, greeting, ehlo);
  }

  @Test
  void passesWhenThePtrHasTheName() {
    Finding finding =
        onlyFinding(
            rule, withHelo("Mail.Example.com ESMTP", NAME).ptr(ADDRESS, "x.example.com", NAME));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.evidence()).hasSize(2);
  }

  @Test
  void onlyWarnsWhenTheNamesDiffer() {
    Finding finding =
        onlyFinding(
            rule,
            withHelo("mx.example.com ESMTP", NAME).ptr(ADDRESS, NAME).dns(NAME, "A", ADDRESS));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().arguments()).containsExactly(ADDRESS, "mx.example.com", NAME);
    assertThat(finding.remedy().steps()).containsExactly(Text.of("helo-matches-ptr.do.name", NAME));
    assertThat(finding.remedy().commands()).as("the software is not known").isEmpty();
  }

  @Test
  void hostileNamesAreKeptOutOfCommands() {
    String hostile = "a'$(id).example.com";
    SnapshotBuilder world =
        withHelo(NAME + " ESMTP", NAME).ptr(ADDRESS, hostile).dns(hostile, "A", ADDRESS);

    assertThat(onlyFinding(rule, world).remedy().commands()).isEmpty();
    assertThat(onlyFinding(rule, world).remedy().steps())
        .containsExactly(Text.of("helo-matches-ptr.do.name.choose"));
  }

  @Test
  void theGreetingOfAnExchangeReceiveConnectorIsAQuestion() {
    Finding finding =
        onlyFinding(
            rule,
            withHelo("EX01.corp.local Microsoft ESMTP MAIL Service ready", "EX01.corp.local")
                .ptr(ADDRESS, NAME));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary().key()).isEqualTo("helo-matches-ptr.unknown.connector");
  }

  @Test
  void isUnknownWhenThePtrIsUnknown() {
    Finding finding =
        onlyFinding(
            rule, withHelo(NAME + " ESMTP", NAME).dnsUnknown(REVERSE, "PTR", ReasonKind.SERVFAIL));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(ReasonKind.SERVFAIL);
  }

  @Test
  void doesNotApplyWithoutPtr() {
    SnapshotBuilder none =
        withHelo(NAME + " ESMTP", NAME).dnsStatus(REVERSE, "PTR", Status.NXDOMAIN);

    assertThat(onlyFinding(rule, none).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void isUnknownWhenTheServerGaveNoName() {
    assertThat(onlyFinding(rule, withHelo("****", "***").ptr(ADDRESS, NAME)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
    SnapshotBuilder dropped =
        aSnapshot()
            .withSender(ADDRESS)
            .serverNamed(ADDRESS, NAME + " ESMTP", null, SmtpEnding.DROPPED)
            .ptr(ADDRESS, NAME);
    assertThat(onlyFinding(rule, dropped).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whenNothingListensSecurityGroupsDecideTheVerdict() {
    SnapshotBuilder closed =
        aSnapshot().withSender(ADDRESS).dialogue(ADDRESS, SmtpDialogue.CONNECTION_REFUSED);
    SnapshotBuilder open =
        aSnapshot()
            .withSender(ADDRESS)
            .openToTheWorld(25)
            .dialogue(ADDRESS, SmtpDialogue.CONNECTION_REFUSED);
    SnapshotBuilder silent =
        aSnapshot()
            .withSender(ADDRESS)
            .openToTheWorld(25)
            .serverUnknown(ADDRESS, ReasonKind.TIMEOUT);

    assertThat(onlyFinding(rule, closed).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(onlyFinding(rule, open).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(onlyFinding(rule, silent).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void givesNoFindingForNatGateways() {
    SnapshotBuilder world =
        aSnapshot().withNat("nat-1", "available", ADDRESS, Map.of("todoku:mail", "yes"));

    assertThat(rule.judge(world.build())).isEmpty();
  }
}
