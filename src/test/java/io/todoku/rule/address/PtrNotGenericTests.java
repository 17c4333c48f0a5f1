package io.todoku.rule.address;

import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PtrNotGenericTests {

  private static final String ADDRESS = "203.0.113.9";

  private final PtrNotGeneric rule = new PtrNotGeneric();

  private static SnapshotBuilder sender() {
    return aSnapshot().withSender(ADDRESS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2-203-0-113-9.ap-northeast-1.compute.amazonaws.com",
        "ec2-203-0-113-9.compute-1.amazonaws.com",
        "9.113.0.203.static.example.net",
        "host-203-000-113-009.example.net",
        "203000113009.example.net",
        "cb007109.example.net"
      })
  void failsForNamesMadeFromTheAddress(String name) {
    assertThat(onlyFinding(rule, sender().ptr(ADDRESS, name)).verdict()).isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail.example.com",
        "mx-203-0.example.com",
        "mail9.example.com",
        "compute.example.com"
      })
  void passesForNamesThatSomeoneChose(String name) {
    assertThat(onlyFinding(rule, sender().ptr(ADDRESS, name)).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void failsForANameThatContainsTheIpv6Address() {
    String address = "2001:db8::9";

    assertThat(
            onlyFinding(
                    rule,
                    aSnapshot()
                        .withSender(address)
                        .ptr(address, "2001-0db8-0000-0000-0000-0000-0000-0009.example.net"))
                .verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void isUnknownWhenThePtrIsUnknown() {
    assertThat(
            onlyFinding(
                    rule,
                    sender().dnsUnknown("9.113.0.203.in-addr.arpa", "PTR", ReasonKind.TIMEOUT))
                .verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void givesNoFindingWithoutPtr() {
    assertThat(
            rule.judge(
                sender().dnsStatus("9.113.0.203.in-addr.arpa", "PTR", Status.NXDOMAIN).build()))
        .isEmpty();
  }
}
