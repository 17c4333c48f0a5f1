package io.todoku.checklist;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import io.todoku.scan.Basis;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers about accounts, each kept for as long as all that it was derived from stays as it is.
 *
 * @param <T> what is kept
 */
class Remembered<T> {

  private record Kept<T>(Basis basis, T value) {}

  private final Cache<String, Kept<T>> byAccount;

  /**
   * @param limit on what all answers together weigh
   */
  Remembered(long limit, Weigher<String, T> weigher) {
    this.byAccount =
        Caffeine.newBuilder()
            .maximumWeight(limit)
            .weigher((String id, Kept<T> kept) -> weigher.weigh(id, kept.value()))
            .build();
  }

  /**
   * @param basis read before the answer is made: what changes meanwhile makes it void
   */
  Optional<T> of(String accountId, Basis basis, Supplier<Optional<T>> make) {
    Kept<T> kept = byAccount.getIfPresent(accountId);
    if (kept != null && kept.basis().equals(basis)) {
      return Optional.of(kept.value());
    }
    Optional<T> made = make.get();
    made.ifPresent(value -> byAccount.put(accountId, new Kept<>(basis, value)));
    return made;
  }
}
