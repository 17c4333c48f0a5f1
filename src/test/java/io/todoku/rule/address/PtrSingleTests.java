package io.todoku.rule.address;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PtrSingleTests {

  private static final String ADDRESS = "203.0.113.9";
  private static final String REVERSE = "9.113.0.203.in-addr.arpa";

  private final PtrSingle rule = new PtrSingle();

  private static SnapshotBuilder sender() {
    return aSnapshot().withSender(ADDRESS);
  }

  @Test
  void passesWithOneName() {
    assertThat(onlyFinding(rule, sender().ptr(ADDRESS, "mail.example.com")).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void warnsForSeveralNames() {
    Finding finding =
        onlyFinding(rule, sender().ptr(ADDRESS, "mail.example.com", "www.example.com"));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().arguments()).contains("mail.example.com, www.example.com", 2);
    assertThat(finding.remedy().steps()).isNotEmpty();
  }

  @Test
  void theSameNameTwiceCountsOnce() {
    assertThat(
            onlyFinding(rule, sender().ptr(ADDRESS, "mail.example.com", "mail.example.com"))
                .verdict())
        .isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"NXDOMAIN", "NODATA", "BOGUS", "CNAME_LOOP"})
  void doesNotApplyWithoutPtr(Status status) {
    assertThat(onlyFinding(rule, sender().dnsStatus(REVERSE, "PTR", status)).verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void isUnknownWhenTheLookUpFailedOrWasNotMade() {
    Finding silent = onlyFinding(rule, sender().dnsUnknown(REVERSE, "PTR", ReasonKind.TIMEOUT));

    assertThat(silent.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(silent.unknownReason().kind()).isEqualTo(ReasonKind.TIMEOUT);
    assertThat(onlyFinding(rule, sender()).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void givesNoFindingForAnAddressThatSendsNoMail() {
    assertThat(rule.judge(aSnapshot().withElasticIp(ADDRESS, Map.of()).build())).isEmpty();
  }
}
