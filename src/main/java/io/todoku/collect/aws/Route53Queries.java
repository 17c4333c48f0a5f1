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

/** Reads the public zones of an account from Route 53 and converts them to observations. */
final class Route53Queries {

  /** Record sets in one page of an answer, the most that Route 53 allows. */
  private static final int RECORD_SETS_PER_PAGE = 300;

  /**
   * A public zone before its records are read.
   *
   * @param recordSetCount how many record sets the zone holds, as Route 53 counts them
   */
  record ZoneSummary(String id, String name, long recordSetCount) {

    int pageCount() {
      return (int) Math.min(Integer.MAX_VALUE, 1 + recordSetCount / RECORD_SETS_PER_PAGE);
    }
  }

  private final Route53Client route53;
  private final AwsRequestOverrideConfiguration requestConfiguration;

  Route53Queries(Route53Client route53, AccountSession session) {
    this.route53 = route53;
    this.requestConfiguration = session.requestConfiguration();
  }

  /**
   * @param pages the most pages to read, of 100 zones each; a longer answer is rejected
   */
  List<ZoneSummary> zones(int pages) {
    return readPages(
            pages,
            route53
                .listHostedZonesPaginator(r -> r.overrideConfiguration(requestConfiguration))
                .stream(),
            ListHostedZonesResponse::hostedZones)
        .filter(zone -> zone.config() == null || !Boolean.TRUE.equals(zone.config().privateZone()))
        .map(zone ->
            new ZoneSummary(
                AwsText.orEmpty(zone.id()).replaceFirst("^/hostedzone/", ""),
                Route53RecordName.canonical(AwsText.orEmpty(zone.name())),
                zone.resourceRecordSetCount() == null ? 0 : zone.resourceRecordSetCount()))
        .toList();
  }

  /**
   * Returns the zone's record sets that hold addresses. Reads at most one page more than {@code
   * recordSetCount} needs.
   */
  List<HostedZone.RecordSet> records(ZoneSummary zone) {
    return readPages(
            zone.pageCount() + 1,
            route53
                .listResourceRecordSetsPaginator(r ->
                    r.hostedZoneId(zone.id())
                        .maxItems(String.valueOf(RECORD_SETS_PER_PAGE))
                        .overrideConfiguration(requestConfiguration))
                .stream(),
            ListResourceRecordSetsResponse::resourceRecordSets)
        .filter(set -> set.type() == RRType.A || set.type() == RRType.AAAA)
        .filter(set -> !set.resourceRecords().isEmpty())
        .map(Route53Queries::recordSet)
        .toList();
  }

  private static HostedZone.RecordSet recordSet(ResourceRecordSet set) {
    return new HostedZone.RecordSet(
        Route53RecordName.canonical(AwsText.orEmpty(set.name())),
        set.typeAsString(),
        AwsText.orNull(set.setIdentifier()),
        set.resourceRecords().stream()
            .map(record -> AwsText.requireAddress(String.valueOf(record.value()).strip()))
            .toList());
  }

  /**
   * @throws MalformedAnswerException if there are more pages
   */
  private static <P, T> Stream<T> readPages(
      int pages, Stream<P> answer, Function<P, List<T>> content) {
    List<P> read = answer.limit(pages + 1L).toList();
    if (read.size() > pages) {
      throw new MalformedAnswerException("the answer goes on after " + pages + " pages");
    }
    return read.stream().flatMap(page -> content.apply(page).stream());
  }
}
