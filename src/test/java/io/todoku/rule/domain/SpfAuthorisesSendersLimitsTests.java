package io.todoku.rule.domain;

import static io.todoku.rule.domain.SpfAuthorisesSendersTests.DOMAIN;
import static io.todoku.rule.domain.SpfAuthorisesSendersTests.SENDER;
import static io.todoku.rule.domain.SpfAuthorisesSendersTests.domain;
import static io.todoku.rule.domain.SpfAuthorisesSendersTests.sender;
import static io.todoku.snapshot.SnapshotBuilder.onlyFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.rule.Finding;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often a record may ask DNS, and how often in vain (RFC 7208 section 4.6.4). */
class SpfAuthorisesSendersLimitsTests {

  private final SpfAuthorisesSenders rule = new SpfAuthorisesSenders();

  /** A record with that many includes, and what each leads to. */
  private static SnapshotBuilder includes(int count, String before, String after) {
    String includes =
        IntStream.range(0, count)
            .mapToObj(i -> "include:s" + i + ".example ")
            .collect(Collectors.joining());
    SnapshotBuilder world = sender("v=spf1 " + before + includes + after);
    IntStream.range(0, count).forEach(i -> world.dns("s" + i + ".example", "TXT", "v=spf1 -all"));
    return world;
  }

  @Test
  void failsWhereMoreThanTenTermsAskBeforeTheSender() {
    Finding finding = onlyFinding(rule, includes(11, "", "ip4:203.0.113.9 -all"));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().key()).isEqualTo("spf-authorises-senders.fail.error");
  }

  @Test
  void warnsWhereMoreThanTenTermsAskBehindTheSender() {
    Finding finding = onlyFinding(rule, includes(11, "ip4:203.0.113.9 ", "-all"));

    assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
    assertThat(finding.summary().key()).isEqualTo("spf-authorises-senders.warn.error");
  }

  @Test
  void tellsThatTheLimitIsNear() {
    Finding nine = onlyFinding(rule, includes(9, "", "ip4:203.0.113.9 -all"));
    Finding eight = onlyFinding(rule, includes(8, "", "ip4:203.0.113.9 -all"));

    assertThat(nine.verdict()).isEqualTo(Verdict.PASS);
    assertThat(nine.summary().key()).isEqualTo("spf-authorises-senders.pass.many");
    assertThat(nine.summary().arguments()).containsExactly(DOMAIN, SENDER, "9");
    assertThat(eight.summary().key()).isEqualTo("spf-authorises-senders.pass");
  }

  /** A term is one empty answer at most, and the hosts of an MX are no terms (section 4.6.4). */
  @Test
  void countsNoEmptyAnswersOfMxHosts() {
    SnapshotBuilder world =
        domain("v=spf1 mx ip6:2001:db8::9 -all")
            .withSender("2001:db8::9")
            .dns(DOMAIN, "MX", "10 a.example.com", "20 b.example.com", "30 c.example.com");
    for (String host : List.of("a.example.com", "b.example.com", "c.example.com")) {
      world.dns(host, "A", "203.0.113.10").dnsStatus(host, "AAAA", Status.NODATA);
    }

    assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.PASS);
  }

  /** A term of its own counts, whatever MX the name was in before. */
  @Test
  void countsEmptyAnswersOfTermsThatNameAnMxHost() {
    SnapshotBuilder world =
        domain("v=spf1 mx a:a.example.com a:b.example.com a:c.example.com ip6:2001:db8::9 -all")
            .withSender("2001:db8::9")
            .dns(DOMAIN, "MX", "10 a.example.com", "20 b.example.com", "30 c.example.com");
    for (String host : List.of("a.example.com", "b.example.com", "c.example.com")) {
      world.dns(host, "A", "203.0.113.10").dnsStatus(host, "AAAA", Status.NODATA);
    }

    Finding finding = onlyFinding(rule, world);

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.summary().key()).isEqualTo("spf-authorises-senders.fail.error");
  }

  @Test
  void hostsWithoutIpv6AreNoErrorOfTheRecord() {
    String record = "v=spf1 ip4:203.0.113.9 a:h1.example a:h2.example a:h3.example -all";
    for (SnapshotBuilder world : List.of(sender(record), domain(record))) {
      for (String host : List.of("h1.example", "h2.example", "h3.example")) {
        world.dns(host, "A", "192.0.2.7").dnsStatus(host, "AAAA", Status.NODATA);
      }

      assertThat(onlyFinding(rule, world).verdict()).isEqualTo(Verdict.PASS);
    }
  }
}
