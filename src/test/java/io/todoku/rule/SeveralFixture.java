package io.todoku.rule;

import static io.todoku.snapshot.SnapshotBuilder.NOW;
import static io.todoku.snapshot.SnapshotBuilder.REGION;
import static io.todoku.snapshot.SnapshotBuilder.aSnapshot;

import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Attestation.AttestationState;
import io.todoku.snapshot.Blocklists;
import io.todoku.snapshot.DnsLookup.Status;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Snapshot;
import io.todoku.snapshot.SnapshotBuilder;
import io.todoku.snapshot.SnapshotCopy;
import io.todoku.snapshot.SupportCase;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * An account in good order with three of each kind of thing that a rule asks about: Regions, mail
 * servers, domains, MX hosts, addresses, selectors, gateways and the like. Every question about
 * several of them has its answer from each.
 */
final class SeveralFixture {

  static final List<String> REGIONS = List.of(REGION, "us-east-1", "eu-west-1");
  static final List<String> DOMAINS = List.of("first.example", "second.example", "third.example");

  /** A subdomain without a DMARC record of its own, which the tree walk finds further up. */
  static final String SUBDOMAIN = "news.eu.first.example";

  /** One mail server in each Region. */
  static final List<String> SERVERS = List.of("203.0.113.11", "203.0.113.12", "203.0.113.13");

  static final List<String> SERVERS_V6 = List.of("2406:da14::11", "2406:da14::12", "2406:da14::13");
  static final List<String> SERVER_NAMES =
      List.of("mail1.first.example", "mail2.first.example", "mail3.first.example");

  /** The NAT gateways of the first Region. */
  static final List<String> GATEWAYS = List.of("203.0.113.21", "203.0.113.22", "203.0.113.23");

  static final List<String> BLOCKLISTS = List.of("one.list", "two.list", "three.list");
  static final List<String> CASES = List.of("case-1", "case-2", "case-3");
  private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);

  private SeveralFixture() {}

  static Snapshot account() {
    SnapshotBuilder first =
        region(0)
            .with(SeveralNetworks::privateSenders)
            .with(SeveralNetworks::databases)
            .with(SeveralDomains::identities)
            .with(SeveralDomains::domains)
            .with(SeveralServers::mailboxes)
            .with(SeveralFixture::relayRecipient)
            .with(SeveralFixture::blocklists)
            .supportCases(Observed.known(CASES.stream().map(SeveralFixture::oldCase).toList()));
    REGIONS.forEach(name -> attestations(first, name));
    return SnapshotCopy.copyOf(
            SnapshotCopy.copyOf(first.build()).withRegionsOf(region(1).build()).build())
        .withRegionsOf(region(2).build())
        .build();
  }

  private static SnapshotBuilder region(int number) {
    return aSnapshot()
        .inRegion(REGIONS.get(number))
        .with(account -> SeveralServers.server(account, number));
  }

  /** Three statements about a Region, of which the last counts. */
  private static void attestations(SnapshotBuilder account, String region) {
    for (int i = 0; i < 3; i++) {
      account.withAttestation(
          new Attestation(
              "att-" + i + "-" + region,
              "send-limit-removed",
              region,
              AttestationState.GRANTED,
              TODAY.minusDays(10),
              "mika",
              null,
              null,
              NOW.minus(Duration.ofHours(3 - i)),
              null));
    }
  }

  private static SupportCase oldCase(String id) {
    return new SupportCase(
        id,
        id,
        "Request to Remove Email Sending Limitations",
        "resolved",
        NOW.minus(Duration.ofDays(30)));
  }

  private static void relayRecipient(SnapshotBuilder account) {
    account.dns(
        "probe.example",
        "MX",
        "10 mx1.probe.example",
        "20 mx2.probe.example",
        "30 mx3.probe.example");
    for (int i = 1; i <= 3; i++) {
      account
          .dns("mx" + i + ".probe.example", "A", "192.0.2.9" + i)
          .dnsStatus("mx" + i + ".probe.example", "AAAA", Status.NODATA);
    }
  }

  private static void blocklists(SnapshotBuilder account) {
    account.blocklists(BLOCKLISTS.toArray(String[]::new));
    for (String list : BLOCKLISTS) {
      account
          .dns(Blocklists.testEntryName(true, list), "A", "127.0.0.2")
          .dnsStatus(Blocklists.negativeTestEntryName(true, list), "A", Status.NXDOMAIN);
      Stream.of(SERVERS, SERVERS_V6, GATEWAYS)
          .flatMap(List::stream)
          .forEach(address ->
              account.dnsStatus(Blocklists.entryName(address, list), "A", Status.NXDOMAIN));
    }
  }
}
