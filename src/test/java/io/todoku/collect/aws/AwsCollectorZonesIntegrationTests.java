package io.todoku.collect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.todoku.peers.AwsProxy.AwsCall;
import io.todoku.peers.AwsProxy.AwsResponse;
import io.todoku.peers.AwsProxy.Responder;
import io.todoku.peers.AwsResponses;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.HostedZone;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.ReasonKind;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The public zones of Route 53: which are read, in what order, and where it ends. */
class AwsCollectorZonesIntegrationTests extends AwsCollectorFixture {

  private static String zone(String id, String name, long sets, boolean hidden) {
    return "<HostedZone><Id>/hostedzone/%s</Id><Name>%s</Name><CallerReference>r</CallerReference><Config><PrivateZone>%s</PrivateZone></Config><ResourceRecordSetCount>%d</ResourceRecordSetCount></HostedZone>"
        .formatted(id, name, hidden, sets);
  }

  private static Responder zones(String... zones) {
    return AwsResponses.respond(
        named("route53:ListHostedZones"),
        AwsResponses.route53(
            "ListHostedZones",
            "<HostedZones>%s</HostedZones><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems>"
                .formatted(String.join("", zones))));
  }

  private static String set(String name, String type, String rest) {
    return "<ResourceRecordSet><Name>%s</Name><Type>%s</Type>%s</ResourceRecordSet>"
        .formatted(name, type, rest);
  }

  private static String values(String... values) {
    return "<TTL>60</TTL><ResourceRecords>%s</ResourceRecords>"
        .formatted(
            Stream.of(values)
                .map("<ResourceRecord><Value>%s</Value></ResourceRecord>"::formatted)
                .collect(Collectors.joining()));
  }

  /** One page, after which comes another where {@code next} is a name. */
  private static AwsResponse sets(String next, String... sets) {
    return AwsResponses.route53(
        "ListResourceRecordSets",
        "<ResourceRecordSets>%s</ResourceRecordSets><IsTruncated>%s</IsTruncated>%s<MaxItems>300</MaxItems>"
            .formatted(
                String.join("", sets),
                next != null,
                next == null
                    ? ""
                    : "<NextRecordName>%s</NextRecordName><NextRecordType>A</NextRecordType>"
                        .formatted(next)));
  }

  private static Predicate<AwsCall> records(String zone) {
    return call ->
        call.name().equals("route53:ListResourceRecordSets")
            && call.form().get("path").contains("/" + zone + "/");
  }

  @Test
  void addressesOfPublicZonesAreReadFromAllPages() {
    aws.respondWith(
        zones(zone("Z1", "example.com.", 301, false), zone("ZPRIVATE", "example.com.", 2, true)));
    aws.respondWith(call ->
        !records("Z1").test(call)
            ? null
            : "b.example.com.".equals(call.form().get("name"))
                ? sets(
                    null,
                    set(
                        "b.example.com.",
                        "A",
                        "<SetIdentifier>blue</SetIdentifier>" + values("192.0.2.3")),
                    set("b.example.com.", "AAAA", values("2001:db8::1")))
                : sets(
                    "b.example.com.",
                    set("example.com.", "NS", values("ns-1.awsdns.example.")),
                    set("\\052.example.com.", "A", values("192.0.2.1", "192.0.2.2")),
                    set(
                        "alias.example.com.",
                        "A",
                        "<AliasTarget><HostedZoneId>Z2</HostedZoneId><DNSName>lb.example.net.</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget>")));

    AwsAccountInventory inventory = collect(LOGIN, TOKYO);

    assertThat(inventory.gaps()).isEmpty();
    assertThat(known(inventory.zones()))
        .containsExactly(
            new HostedZone(
                "Z1",
                "example.com",
                Observed.known(
                    List.of(
                        new HostedZone.RecordSet(
                            "*.example.com", "A", null, List.of("192.0.2.1", "192.0.2.2")),
                        new HostedZone.RecordSet(
                            "b.example.com", "A", "blue", List.of("192.0.2.3")),
                        new HostedZone.RecordSet(
                            "b.example.com", "AAAA", null, List.of("2001:db8::1"))))));
  }

  @Test
  void anAccountWithoutZonesHasAnEmptyList() {
    aws.respondWith(zones());

    assertThat(known(collect(LOGIN, TOKYO).zones())).isEmpty();
    assertThat(aws.counts().keySet()).noneMatch(call -> call.contains("ListResourceRecordSets"));
  }

  @Test
  void whenListingZonesIsDeniedThereIsOneGap() {
    aws.respondWith(AwsResponses.denying(named("route53:ListHostedZones")));

    AwsAccountInventory inventory = collect(LOGIN, TOKYO);

    assertThat(unknown(inventory.zones()).fix()).isEqualTo("route53:ListHostedZones");
    assertThat(inventory.gaps()).containsExactly(new Gap(null, unknown(inventory.zones())));
  }

  @Test
  void whenReadingZonesIsDeniedThereIsOneGapAndOtherZonesAreRead() {
    aws.respondWith(
        zones(
            zone("Z1", "a.example.", 2, false),
            zone("Z2", "b.example.", 3, false),
            zone("Z3", "c.example.", 1, false)));
    aws.respondWith(AwsResponses.respond(records("Z2"), sets(null)));
    aws.respondWith(AwsResponses.denying(named("route53:ListResourceRecordSets")));

    AwsAccountInventory inventory = collect(LOGIN, TOKYO);

    assertThat(known(inventory.zones()))
        .extracting(zone -> zone.id() + " " + (zone.records() instanceof Known))
        .containsExactly("Z3 false", "Z1 false", "Z2 true");
    assertThat(inventory.gaps())
        .singleElement()
        .satisfies(
            gap -> assertThat(gap.reason().fix()).isEqualTo("route53:ListResourceRecordSets"));
  }

  @Test
  void aHugeZoneIsNotReadAndSmallZonesAreRead() {
    aws.respondWith(
        zones(
            zone("ZHUGE", "huge.example.", 300L * HostedZoneReader.MAX_CALLS, false),
            zone("Z1", "small.example.", 2, false)));
    aws.respondWith(AwsResponses.respond(records("Z1"), sets(null)));

    AwsAccountInventory inventory = collect(LOGIN, TOKYO);

    List<HostedZone> zones = known(inventory.zones());
    assertThat(known(zones.getFirst().records())).isEmpty();
    assertThat(unknown(zones.getLast().records()).kind()).isEqualTo(ReasonKind.NOT_ASKED);
    assertThat(unknown(zones.getLast().records()).detail()).contains("huge.example");
    assertThat(inventory.gaps()).isEmpty();
    assertThat(aws.counts())
        .containsEntry(ACCOUNT + " us-east-1 route53:ListResourceRecordSets", 1L);
  }

  @Test
  void aZoneWithMorePagesThanItClaimsIsMalformed() {
    aws.respondWith(zones(zone("Z1", "example.com.", 2, false)));
    aws.respondWith(AwsResponses.respond(records("Z1"), sets("a.example.com.")));

    AwsAccountInventory inventory = collect(LOGIN, TOKYO);

    assertThat(unknown(known(inventory.zones()).getFirst().records()).kind())
        .isEqualTo(ReasonKind.MALFORMED);
    assertThat(aws.counts().get(ACCOUNT + " us-east-1 route53:ListResourceRecordSets"))
        .isLessThan(5);
  }

  @Test
  void anAddressRecordWithoutAnAddressIsMalformed() {
    aws.respondWith(zones(zone("Z1", "example.com.", 2, false)));
    aws.respondWith(
        AwsResponses.respond(
            records("Z1"), sets(null, set("a.example.com.", "A", values("not an address")))));

    assertThat(unknown(known(collect(LOGIN, TOKYO).zones()).getFirst().records()).kind())
        .isEqualTo(ReasonKind.MALFORMED);
  }

  @Test
  void whenTheConnectionClosesAtOneZoneTheOthersAreNotAsked() {
    aws.respondWith(zones(zone("Z1", "a.example.", 2, false), zone("Z2", "b.example.", 3, false)));
    aws.respondWith(
        AwsResponses.respond(
            named("route53:ListResourceRecordSets"), AwsResponse.CLOSED_CONNECTION));

    AwsAccountInventory inventory = collect(LOGIN, TOKYO);

    assertThat(known(inventory.zones()))
        .allSatisfy(
            zone -> assertThat(unknown(zone.records()).kind()).isEqualTo(ReasonKind.UNREACHABLE));
    assertThat(inventory.gaps()).hasSize(1);
  }
}
