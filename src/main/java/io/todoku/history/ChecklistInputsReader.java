package io.todoku.history;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toMap;

import io.todoku.account.Account;
import io.todoku.account.Attestations;
import io.todoku.account.RegionExclusions;
import io.todoku.account.RoleOverrides;
import io.todoku.account.Waivers;
import io.todoku.archive.AccountNetworkStore;
import io.todoku.archive.HeldAddressRepository;
import io.todoku.archive.HeldAddressRepository.HeldAddressView;
import io.todoku.archive.ScanRepository;
import io.todoku.archive.SnapshotOrigins;
import io.todoku.snapshot.SnapshotOrigin;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads the inputs of checklists for many accounts with few queries. */
@Component
public class ChecklistInputsReader {

  private final ScanRepository scans;
  private final AccountJudgementRepository judgements;
  private final HeldAddressRepository heldAddresses;
  private final AccountNetworkStore networks;
  private final Attestations attestations;
  private final Waivers waivers;
  private final RoleOverrides roles;
  private final RegionExclusions exclusions;
  private final SnapshotOrigins origins;
  private final Clock clock;

  ChecklistInputsReader(
      ScanRepository scans,
      AccountJudgementRepository judgements,
      HeldAddressRepository held,
      AccountNetworkStore networks,
      Attestations attestations,
      Waivers waivers,
      RoleOverrides roles,
      RegionExclusions exclusions,
      SnapshotOrigins origins,
      Clock clock) {
    this.scans = scans;
    this.judgements = judgements;
    this.heldAddresses = held;
    this.networks = networks;
    this.attestations = attestations;
    this.waivers = waivers;
    this.roles = roles;
    this.exclusions = exclusions;
    this.origins = origins;
    this.clock = clock;
  }

  /** The inputs by account id; accounts that were never scanned are left out. */
  @Transactional(readOnly = true)
  public Map<String, ChecklistInputs> of(List<Account> accounts) {
    List<String> ids = accounts.stream().map(Account::id).toList();
    Map<String, UUID> runs =
        scans.findNewest(ids).stream()
            .collect(
                toMap(
                    ScanRepository.NewestScan::getAccountId,
                    ScanRepository.NewestScan::getRunId,
                    (first, second) -> first.compareTo(second) > 0 ? first : second));
    Map<String, String> catalogues =
        judgements.findAllById(ids).stream().collect(toMap(j -> j.accountId, j -> j.catalogue));
    Map<String, Long> sums =
        heldAddresses.findAllViews().stream()
            .collect(
                groupingBy(
                    HeldAddressView::accountId, summingLong(ChecklistInputsReader::addressHash)));
    networks.checksums().forEach((id, checksum) -> sums.merge(id, mix(checksum), Long::sum));
    long all = sums.values().stream().mapToLong(Long::longValue).sum();
    Map<UUID, SnapshotOrigin> originsByRun = origins.ofRuns(runs.values());
    var attestationsByAccount = attestations.of(ids);
    var waiversByAccount = waivers.of(ids);
    var rolesByAccount = roles.of(ids);
    var exclusionsByAccount = exclusions.of(ids);
    Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
    Map<String, ChecklistInputs> inputs = new HashMap<>();
    for (Account account : accounts) {
      String id = account.id();
      UUID run = runs.get(id);
      if (run != null) {
        inputs.put(
            id,
            new ChecklistInputs(
                run,
                originsByRun.get(run),
                account
                    .toFacts(rolesByAccount.getOrDefault(id, Map.of()))
                    .withExcludedRegions(exclusionsByAccount.getOrDefault(id, Map.of())),
                all - sums.getOrDefault(id, 0L),
                attestationsByAccount.getOrDefault(id, List.of()),
                waiversByAccount.getOrDefault(id, List.of()),
                catalogues.getOrDefault(id, ""),
                hour));
      }
    }
    return inputs;
  }

  /** A hash of one address, to be summed: the sum does not depend on the order. */
  private static long addressHash(HeldAddressView held) {
    long hash = 31L * held.address().hashCode() + held.accountId().hashCode();
    return mix(2 * hash + (held.releasedAt() == null ? 0 : 1));
  }

  private static long mix(long value) {
    long hash = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
