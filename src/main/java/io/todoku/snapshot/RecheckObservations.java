package io.todoku.snapshot;

import io.todoku.snapshot.Observed.Unknown;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a recheck observed.
 *
 * @param supportCases null where they were not read
 * @param zones null where they were not read
 * @param gaps what could not be read from AWS
 */
public record RecheckObservations(
    Instant startedAt,
    Instant finishedAt,
    List<RegionReading> regions,
    @Nullable Observed<List<SupportCase>> supportCases,
    @Nullable Observed<List<HostedZone>> zones,
    List<DnsLookup> lookups,
    List<MailServer> servers,
    List<MailboxServer> mailboxes,
    List<MtaStsPolicyLookup> policies,
    List<Gap> gaps) {

  /** What a Region holds of some services; the rest of the inventory means nothing. */
  public record RegionReading(RegionInventory inventory, Set<AwsService> services) {}

  /** Why something could not be observed, each reason once. */
  public List<Reason> obstacles() {
    return Stream.concat(
            Stream.of(
                    lookups.stream().map(DnsLookup::answer),
                    servers.stream().map(MailServer::dialogue),
                    mailboxes.stream().map(MailboxServer::dialogue),
                    policies.stream().map(MtaStsPolicyLookup::answer))
                .flatMap(answers -> answers)
                .flatMap(answer ->
                    answer instanceof Unknown<?>(Reason reason) ? Stream.of(reason) : Stream.of()),
            gaps.stream().map(Gap::reason))
        .distinct()
        .toList();
  }
}
