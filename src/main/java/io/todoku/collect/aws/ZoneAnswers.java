package io.todoku.collect.aws;

import io.todoku.snapshot.HostedZone;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ListHostedZonesResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** What Route 53 answers about the public zones of an account, as observations. */
final class ZoneAnswers {

  /** Record sets in one page of an answer, the most that Route 53 gives. */
  private static final int PAGE = 300;

  /**
   * A public zone before its records are read.
   *
   * @param sets of records that it holds
   */
  record Listed(String id, String name, long sets) {

    int pages() {
      return (int) Math.min(Integer.MAX_VALUE, 1 + sets / PAGE);
    }
  }

  private final Route53Client route53;
  private final AwsRequestOverrideConfiguration who;

  ZoneAnswers(Route53Client route53, Inside inside) {
    this.route53 = route53;
    this.who = inside.onRequest();
  }

  /**
   * @param pages of 100 zones; an answer that goes on beyond them is not understood
   */
  List<Listed> zones(int pages) {
    return within(
            pages,
            route53.listHostedZonesPaginator(r -> r.overrideConfiguration(who)).stream(),
            ListHostedZonesResponse::hostedZones)
        .filter(zone -> zone.config() == null || !Boolean.TRUE.equals(zone.config().privateZone()))
        .map(zone ->
            new Listed(
                Words.of(zone.id()).replaceFirst("^/hostedzone/", ""),
                RecordName.of(Words.of(zone.name())),
                zone.resourceRecordSetCount() == null ? 0 : zone.resourceRecordSetCount()))
        .toList();
  }

  /** The zone's sets that hold addresses; one page more than was said is read, no further. */
  List<HostedZone.RecordSet> records(Listed zone) {
    return within(
            zone.pages() + 1,
            route53
                .listResourceRecordSetsPaginator(r ->
                    r.hostedZoneId(zone.id())
                        .maxItems(String.valueOf(PAGE))
                        .overrideConfiguration(who))
                .stream(),
            ListResourceRecordSetsResponse::resourceRecordSets)
        .filter(set -> set.type() == RRType.A || set.type() == RRType.AAAA)
        .filter(set -> !set.resourceRecords().isEmpty())
        .map(ZoneAnswers::recordSet)
        .toList();
  }

  private static HostedZone.RecordSet recordSet(ResourceRecordSet set) {
    return new HostedZone.RecordSet(
        RecordName.of(Words.of(set.name())),
        set.typeAsString(),
        Words.orNull(set.setIdentifier()),
        set.resourceRecords().stream()
            .map(record -> Words.address(String.valueOf(record.value()).strip()))
            .toList());
  }

  /**
   * @throws IllegalArgumentException where there are more pages than that
   */
  private static <P, T> Stream<T> within(
      int pages, Stream<P> answer, Function<P, List<T>> content) {
    List<P> read = answer.limit(pages + 1L).toList();
    if (read.size() > pages) {
      throw new IllegalArgumentException("the answer goes on after " + pages + " pages");
    }
    return read.stream().flatMap(page -> content.apply(page).stream());
  }
}
