package io.todoku.checklist;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import io.todoku.history.ChecklistInputs;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Caches values about accounts, each until one of its inputs changes.
 *
 * @param <T> the cached value
 */
class ChecklistCache<T> {

  private record CacheEntry<T>(ChecklistInputs basis, T value) {}

  private final Cache<String, CacheEntry<T>> byAccount;

  /**
   * @param limit on the total weight of all values
   */
  ChecklistCache(long limit, Weigher<String, T> weigher) {
    this.byAccount =
        Caffeine.newBuilder()
            .maximumWeight(limit)
            .weigher((String id, CacheEntry<T> kept) -> weigher.weigh(id, kept.value()))
            .build();
  }

  /**
   * @param basis the inputs, read before the value is made, so that a change meanwhile invalidates
   *     it
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
