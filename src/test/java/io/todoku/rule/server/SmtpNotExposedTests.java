package io.todoku.rule.server;

import static io.todoku.snapshot.SmtpDialogueBuilder.aServer;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.MailServer.SmtpDialogue;
import io.todoku.snapshot.MailServer.SmtpEnding;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.NetworkInterface;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SmtpNotExposedTests {

  private static final String ADDRESS = "203.0.113.9";

  private final SmtpNotExposed rule = new SmtpNotExposed();

  private static SnapshotBuilder open() {
    return aSnapshot().withElasticIp(ADDRESS, Map.of()).openToTheWorld(25);
  }

  private static SmtpDialogue dialogueEndingWith(String greeting, SmtpEnding ending) {
    return aServer()
        .names(greeting, "mail")
        .extensions()
        .attempts(List.of())
        .recipientDomain("probe.example", false)
        .ending(ending)
        .build();
  }

  @ParameterizedTest
  @EnumSource(
      value = SmtpEnding.class,
      names = {"COMPLETE", "TURNED_AWAY", "DROPPED", "TIMEOUT"})
  void whereAMailServerGreetsTheExposureIsRight(SmtpEnding ending) {
    Finding finding =
        onlyFinding(rule, open().dialogue(ADDRESS, dialogueEndingWith("mail ESMTP", ending)));

    assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    assertThat(finding.evidence()).hasSize(2);
    assertThat(finding.remedy().commands()).isEmpty();
  }

  @Test
  void whereNothingListensItWarnsAndClosesThePort() {
    Finding finding = onlyFinding(rule, open().dialogue(ADDRESS, SmtpDialogue.CONNECTION_REFUSED));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.resource().address()).isEqualTo(ADDRESS);
    assertThat(finding.remedy().commands())
        .containsExactly(
            "aws ec2 revoke-security-group-ingress --group-id sg-1 --ip-permissions"
                + " 'IpProtocol=tcp,FromPort=25,ToPort=25,IpRanges=[{CidrIp=0.0.0.0/0}]'"
                + " --region ap-northeast-1");
  }

  @Test
  void thePortOfAnMxHostIsNotClosed() {
    SnapshotBuilder world =
        open()
            .withDomain("example.com")
            .dns("example.com", "MX", "10 mx.example.com")
            .dns("mx.example.com", "A", ADDRESS)
            .dialogue(ADDRESS, SmtpDialogue.CONNECTION_REFUSED);

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.remedy().commands()).isEmpty();
    assertThat(finding.remedy().steps().getFirst().key()).isEqualTo("smtp-not-exposed.do.mx");
  }

  @Test
  void whereAnotherServiceAnswersItWarns() {
    assertThat(
            onlyFinding(
                    rule, open().dialogue(ADDRESS, dialogueEndingWith(null, SmtpEnding.NOT_SMTP)))
                .summary()
                .key())
        .isEqualTo("smtp-not-exposed.warn.other");
  }

  @ParameterizedTest
  @EnumSource(
      value = ReasonKind.class,
      names = {"TIMEOUT", "BLOCKED", "NOT_ALLOWED", "NOT_ASKED", "UNREACHABLE"})
  void withoutADialogueTheVerdictIsUnknown(ReasonKind cause) {
    Finding finding = onlyFinding(rule, open().serverUnknown(ADDRESS, cause));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().kind()).isEqualTo(cause);
    assertThat(finding.remedy().commands()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"TIMEOUT, TIMEOUT", "DROPPED, CUT_OFF", "TOO_MUCH, MALFORMED"})
  void whereTheDialogueEndsBeforeAGreetingTheVerdictIsUnknown(SmtpEnding ending, ReasonKind cause) {
    Finding finding = onlyFinding(rule, open().dialogue(ADDRESS, dialogueEndingWith(null, ending)));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.summary()).isEqualTo(Text.of("smtp-not-exposed.unknown", ADDRESS, "sg-1"));
    assertThat(finding.unknownReason()).isEqualTo(Reason.of(cause, ADDRESS + ":25", ""));
    assertThat(finding.evidence().getLast().answer()).containsExactly(ending.name());
  }

  @Test
  void whereNobodyAskedTheVerdictIsUnknown() {
    assertThat(onlyFinding(rule, open()).unknownReason().kind()).isEqualTo(ReasonKind.NOT_ASKED);
  }

  @Test
  void aPortThatIsNotOpenToTheWorldHasNoFinding() {
    assertThat(rule.judge(open().openTo("198.51.100.0/24", "sg-9", "::/0").build())).isEmpty();
    assertThat(rule.judge(aSnapshot().withElasticIp(ADDRESS, Map.of()).openToTheWorld(587).build()))
        .isEmpty();
    assertThat(rule.judge(aSnapshot().withIdleElasticIp(ADDRESS).build())).isEmpty();
  }

  @Test
  void anIpv6AddressIsExposedByTheIpv6Range() {
    SnapshotBuilder world =
        aSnapshot()
            .withIpv6("2001:db8::9")
            .openToTheWorld(25)
            .openTo("::/0")
            .dialogue("2001:db8::9", SmtpDialogue.CONNECTION_REFUSED);

    assertThat(onlyFinding(rule, world).remedy().commands().getFirst()).contains("CidrIpv6=::/0");
  }

  @Test
  void whereAGroupIsNotListedTheVerdictIsUnknown() {
    SnapshotBuilder world =
        aSnapshot()
            .withInterface(
                new NetworkInterface(
                    "eni-9",
                    null,
                    "subnet-a",
                    List.of(new NetworkInterface.PublicIpAssociation(ADDRESS, null)),
                    List.of(),
                    List.of("sg-gone"),
                    null));

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().detail()).isEqualTo("sg-gone");
  }

  @ParameterizedTest
  @CsvSource({"ec2:DescribeSecurityGroups", "ec2:DescribeNetworkInterfaces"})
  void whereGroupsOrInterfacesWereDeniedTheVerdictIsUnknown(String api) {
    Finding finding =
        onlyFinding(rule, open().dialogue(ADDRESS, SmtpDialogue.CONNECTION_REFUSED).denied(api));

    assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(finding.unknownReason().fix()).isEqualTo(api);
  }
}
