package io.todoku.checklist;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import io.todoku.history.ChecklistInputs;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers about accounts, each kept for as long as all that it was derived from stays as it is.
 *
 * @param <T> what is kept
 */
class ChecklistCache<T> {

  private record CacheEntry<T>(ChecklistInputs basis, T value) {}

  private final Cache<String, CacheEntry<T>> byAccount;

  /**
   * @param limit on what all answers together weigh
   */
  ChecklistCache(long limit, Weigher<String, T> weigher) {
    this.byAccount =
        Caffeine.newBuilder()
            .maximumWeight(limit)
            .weigher((String id, CacheEntry<T> kept) -> weigher.weigh(id, kept.value()))
            .build();
  }

  /**
   * @param basis read before the answer is made: what changes meanwhile makes it void
   */
  Optional<T> get(String accountId, ChecklistInputs basis, Supplier<Optional<T>> make) {
    CacheEntry<T> kept = byAccount.getIfPresent(accountId);
    if (kept != null && kept.basis().equals(basis)) {
      return Optional.of(kept.value());
    }
    Optional<T> made = make.get();
    made.ifPresent(value -> byAccount.put(accountId, new CacheEntry<>(basis, value)));
    return made;
  }
}
