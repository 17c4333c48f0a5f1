package io.todoku.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was collected of one account at one time, and the attestations about it: enough
 * to judge it again without the network.
 *
 * @param version of this form, see {@link #VERSION}
 * @param scanId of the run that collected it
 * @param account what the rules need to know of the account
 * @param startedAt when collecting began
 * @param finishedAt when collecting ended: the scan of the whole account, see {@link
 *     #observedUntil()}
 * @param judgedAt the time that rules take as now
 * @param regions what each Region holds, or why the Regions could not be listed
 * @param supportCases support cases about sending limits and reverse DNS, newest first
 * @param lookups every DNS question asked
 * @param servers every address that was tried on the mail port
 * @param attestations dated statements of people about what no API tells
 * @param gaps what could not be collected
 * @param blocklists the zones of the DNS blocklists that were asked; known and empty where asking
 *     them is turned off
 * @param policies of mail domains, from their web servers; older files have none
 * @param zones the account's public hosted zones of Route 53
 * @param mailboxes every port for fetching mail that was tried; older files have none
 * @param regionAvailability which Regions the account has enabled; not asked where its Regions are
 *     configured, and in older files
 * @param recheck what was checked again after the scan; null where nothing was
 */
public record Snapshot(
    int version,
    String scanId,
    AccountFacts account,
    Instant startedAt,
    Instant finishedAt,
    Instant judgedAt,
    Observed<List<RegionInventory>> regions,
    Observed<List<SupportCase>> supportCases,
    List<DnsLookup> lookups,
    List<MailServer> servers,
    List<Attestation> attestations,
    List<Gap> gaps,
    Observed<List<String>> blocklists,
    @JsonProperty("policies") List<MtaStsPolicyLookup> mtaStsPolicies,
    Observed<List<HostedZone>> zones,
    List<MailboxServer> mailboxes,
    Observed<RegionAvailability> regionAvailability,
    @Nullable Recheck recheck) {

  /** The form written by this release. */
  public static final int VERSION = 1;

  /** Older files lack blocklists, hosted zones and more, which count as not asked. */
  public Snapshot {
    lookups = lookups == null ? null : IndexedList.of(lookups, l -> l.name() + " " + l.type());
    servers = servers == null ? null : IndexedList.of(servers, s -> String.valueOf(s.address()));
    blocklists =
        blocklists == null
            ? Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "todoku.dns.blocklists", ""))
            : blocklists;
    zones =
        zones == null
            ? Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "route53:ListHostedZones", ""))
            : zones;
    mtaStsPolicies =
        IndexedList.of(
            mtaStsPolicies == null ? List.of() : mtaStsPolicies, p -> String.valueOf(p.domain()));
    mailboxes =
        IndexedList.of(
            mailboxes == null ? List.of() : mailboxes, m -> m.address() + " " + m.protocol());
    regionAvailability =
        regionAvailability == null
            ? Observed.unknown(Reason.of(ReasonKind.NOT_ASKED, "ec2:DescribeRegions", ""))
            : regionAvailability;
  }

  /** A snapshot of which nothing was checked again. */
  public Snapshot(
      int version,
      String scanId,
      AccountFacts account,
      Instant startedAt,
      Instant finishedAt,
      Instant judgedAt,
      Observed<List<RegionInventory>> regions,
      Observed<List<SupportCase>> supportCases,
      List<DnsLookup> lookups,
      List<MailServer> servers,
      List<Attestation> attestations,
      List<Gap> gaps,
      Observed<List<String>> blocklists,
      List<MtaStsPolicyLookup> mtaStsPolicies,
      Observed<List<HostedZone>> zones,
      List<MailboxServer> mailboxes,
      Observed<RegionAvailability> regionAvailability) {
    this(
        version,
        scanId,
        account,
        startedAt,
        finishedAt,
        judgedAt,
        regions,
        supportCases,
        lookups,
        servers,
        attestations,
        gaps,
        blocklists,
        mtaStsPolicies,
        zones,
        mailboxes,
        regionAvailability,
        null);
  }

  /** When the last observation ended: of the scan, or of a recheck after it. */
  public Instant observedUntil() {
    return recheck == null ? finishedAt : recheck.finishedAt();
  }

  /** When this service was read again after the scan; empty where it was not. */
  public Optional<Instant> readAgainAt(AwsService service, @Nullable String region) {
    return recheck == null ? Optional.empty() : recheck.readAt(service, region);
  }

  /** Failed where not even the Regions are known, partial where anything is missing. */
  public CollectionOutcome outcome() {
    if (regions instanceof Observed.Unknown) {
      return CollectionOutcome.FAILED;
    }
    return gaps.isEmpty() ? CollectionOutcome.COMPLETE : CollectionOutcome.PARTIAL;
  }

  /** Whether its scan is still running: the mail servers, which come last, are not asked yet. */
  public boolean hasRunningScan() {
    return gaps.stream().anyMatch(gap -> gap.reason().kind() == ReasonKind.NOT_YET);
  }

  /** Whether its scan is still running and DNS is not asked yet. */
  public boolean awaitsDns() {
    return blocklists instanceof Observed.Unknown<List<String>>(Reason reason)
        && reason.kind() == ReasonKind.NOT_YET;
  }

  /** The Regions that are known; empty where they could not be listed. */
  public List<RegionInventory> knownRegions() {
    return regions.orElse(List.of());
  }

  /** The names of the Regions in which the organization denied everything that was asked. */
  public List<String> closedRegions() {
    return knownRegions().stream()
        .filter(RegionInventory::isClosedByOrganization)
        .map(RegionInventory::name)
        .toList();
  }

  /**
   * The answer of DNS to this question; Unknown with {@code NOT_ASKED} where nobody asked.
   *
   * @param name with or without a trailing dot, in any case
   * @param type {@code A}, {@code AAAA}, {@code PTR}, {@code MX}, {@code TXT}
   */
  public DnsLookup lookup(String name, String type) {
    String wanted = DnsLookup.canonical(name);
    return IndexedList.find(lookups, wanted + " " + type)
        .orElseGet(() -> DnsLookup.notAsked(wanted, type, finishedAt));
  }

  /** The answer for the PTR of this address; see {@link #lookup}. */
  public DnsLookup ptrLookup(String address) {
    return lookup(DnsLookup.reverseName(address), "PTR");
  }

  /** The answer for the records of a name that would hold this address: A or AAAA. */
  public DnsLookup forwardLookup(String name, String address) {
    return lookup(name, DnsLookup.addressType(address));
  }

  /**
   * The dialogue with the mail port of this address; Unknown with {@code NOT_ASKED} where nobody
   * asked.
   */
  public MailServer mailServer(String address) {
    return IndexedList.find(servers, address)
        .orElseGet(() -> MailServer.notAsked(address, finishedAt));
  }

  /**
   * The dialogue with this port of the address; Unknown with {@code NOT_ASKED} where nobody asked.
   */
  public MailboxServer mailboxServer(String address, MailboxServer.Protocol protocol) {
    return IndexedList.find(mailboxes, address + " " + protocol)
        .orElseGet(() -> MailboxServer.notAsked(address, protocol, finishedAt));
  }

  /** The answer of this domain's web server; Unknown with {@code NOT_ASKED} where nobody asked. */
  public MtaStsPolicyLookup mtaStsPolicy(String domain) {
    String wanted = DnsLookup.canonical(domain);
    return IndexedList.find(mtaStsPolicies, wanted)
        .orElseGet(() -> MtaStsPolicyLookup.notAsked(wanted, finishedAt));
  }

  /**
   * The same observations, with the time of judging, the facts and attestations of today. Regions
   * that people leave out are not in it, as long as the organization has closed them.
   *
   * @param attested also what has expired, which the rule that it is for reports
   */
  public Snapshot judgedAt(Instant now, AccountFacts facts, List<Attestation> attested) {
    Set<String> leftOut =
        closedRegions().stream()
            .filter(facts.excludedRegions()::containsKey)
            .collect(Collectors.toUnmodifiableSet());
    return new Snapshot(
        version,
        scanId,
        facts,
        startedAt,
        finishedAt,
        now,
        leftOut.isEmpty() ? regions : regions.map(all -> without(all, leftOut)),
        supportCases,
        lookups,
        servers,
        attested,
        gaps.stream()
            .filter(gap -> gap.region() == null || !leftOut.contains(gap.region()))
            .toList(),
        blocklists,
        mtaStsPolicies,
        zones,
        mailboxes,
        regionAvailability,
        recheck);
  }

  /** The same with other answers of DNS. */
  Snapshot withLookups(List<DnsLookup> others) {
    return new Snapshot(
        version,
        scanId,
        account,
        startedAt,
        finishedAt,
        judgedAt,
        regions,
        supportCases,
        others,
        servers,
        attestations,
        gaps,
        blocklists,
        mtaStsPolicies,
        zones,
        mailboxes,
        regionAvailability,
        recheck);
  }

  private static List<RegionInventory> without(List<RegionInventory> all, Set<String> leftOut) {
    return all.stream().filter(region -> !leftOut.contains(region.name())).toList();
  }
}
