package io.todoku.account;

import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.RegionExclusion;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The Regions that people leave out, because the organization has closed them. A Region in which
 * something can be read is judged all the same.
 */
@Component
public class RegionExclusions {

  private final RegionExclusionRepository repository;
  private final Clock clock;

  RegionExclusions(RegionExclusionRepository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /** The Regions that are left out of an account, by name. */
  public Map<String, RegionExclusion> of(String accountId) {
    return of(List.of(accountId)).getOrDefault(accountId, Map.of());
  }

  /** The same of many accounts, by account id and Region. */
  public Map<String, Map<String, RegionExclusion>> of(Collection<String> accountIds) {
    return repository.findByAccountIdIn(accountIds).stream()
        .collect(
            Collectors.groupingBy(
                stored -> stored.accountId,
                Collectors.toMap(
                    stored -> stored.region,
                    stored -> new RegionExclusion(stored.author, stored.createdAt))));
  }

  /**
   * Leaves Regions out. Those that are left out already keep their author and date.
   *
   * @throws InvalidInputException if there is none, or one is not the name of a Region
   */
  @Transactional
  void exclude(String accountId, Collection<String> regions, String author) {
    if (regions.isEmpty()) {
      throw new InvalidInputException(AccountInputProblem.NO_REGIONS);
    }
    Map<String, RegionExclusion> present = of(accountId);
    for (String region : List.copyOf(regions)) {
      if (!Account.isRegion(region)) {
        throw new InvalidInputException(AccountInputProblem.NOT_A_REGION, region);
      }
      if (!present.containsKey(region)) {
        RegionExclusionEntity entity = new RegionExclusionEntity();
        entity.accountId = accountId;
        entity.region = region;
        entity.author = author;
        entity.createdAt =
            clock.instant().truncatedTo(ChronoUnit.MICROS); // as the database keeps it
        repository.save(entity);
      }
    }
  }

  /** Judges these Regions again. */
  @Transactional
  void include(String accountId, Collection<String> regions) {
    repository.deleteAllByIdInBatch(
        regions.stream()
            .map(region -> new RegionExclusionEntity.RegionExclusionKey(accountId, region))
            .toList());
  }
}
