package io.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorisedRangesTests {

  private static final Map<String, String> RECORDS =
      Map.of(
          "upper.example", "v=spf1 ip4:128.0.0.0/2 ip4:192.0.0.0/3 -all",
          "lower.example", "v=spf1 ip4:0.0.0.0/1 ?all",
          "loop.example", "v=spf1 include:loop.example redirect=loop.example",
          "all.example", "v=spf1 +all");

  private static DnsLookup lookup(String name, String type, String domainRecord) {
    String record = name.equals("example.com") ? domainRecord : RECORDS.get(name);
    return new DnsLookup(
        name,
        type,
        "test",
        Instant.EPOCH,
        Observed.known(
            type.equals("TXT") && record != null
                ? new DnsAnswer(Status.ANSWERED, List.of(record), List.of(), 60L)
                : type.equals("A") && name.equals("host.example")
                    ? new DnsAnswer(Status.ANSWERED, List.of("8.8.8.8"), List.of(), 60L)
                    : new DnsAnswer(Status.NXDOMAIN, List.of(), List.of(), null)));
  }

  @ParameterizedTest
  @CsvSource({
    "v=spf1 ip4:0.0.0.0/1 -all, true",
    "v=spf1 ip4:128.0.0.0/1 -all, true",
    "v=spf1 ip4:0.0.0.0/2 ip4:64.0.0.0/2 -all, true",
    "v=spf1 ip4:0.0.0.0/2 ip4:96.0.0.0/3 ip4:128.0.0.0/3 -all, true",
    "v=spf1 ip4:0.0.0.0/2 ip4:0.0.0.0/3 ip4:128.0.0.0/3 -all, false",
    "v=spf1 ip4:0.0.0.0/2 -all, false",
    "v=spf1 ip4:52.0.0.0/8 -all, false",
    "v=spf1 ?ip4:0.0.0.0/0 -all, false",
    "v=spf1 -ip4:0.0.0.0/2 ip4:0.0.0.0/1 -all, false",
    "v=spf1 ip6:2000::/4 -all, true",
    "v=spf1 ip6:2000::/5 ip6:3000::/5 -all, true",
    "v=spf1 ip6:2001:db8::/32 -all, false",
    "v=spf1 include:lower.example -all, true",
    "v=spf1 include:upper.example ip4:64.0.0.0/4 -all, true",
    "v=spf1 ?include:lower.example -all, false",
    "v=spf1 redirect=lower.example, true",
    "v=spf1 redirect=lower.example -all, false",
    "v=spf1 include:all.example -all, true",
    "v=spf1 a:host.example/1 -all, true",
    "v=spf1 a:host.example -all, false",
    "v=spf1 include:loop.example -all, false",
    "v=spf1 ip4:nonsense/1 exists:%{i}.example -all, false",
  })
  void theUnionOfAllRangesCounts(String record, boolean half) {
    assertThat(
            AuthorisedRanges.coverHalfOfTheInternet(
                "example.com", (name, type) -> lookup(name, type, record)))
        .isEqualTo(half);
  }

  @Test
  void aDomainWithoutRecordAuthorisesNobody() {
    assertThat(
            AuthorisedRanges.coverHalfOfTheInternet(
                "none.example", (name, type) -> lookup(name, type, "")))
        .isFalse();
  }
}
