package io.todoku.collect.dns;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Blocking work on each of several things, every one on a virtual thread of its own. */
final class SideBySide {

  private SideBySide() {}

  /**
   * Waits for all.
   *
   * @return in the order of the things
   */
  static <T, R> List<R> map(List<T> things, Function<T, R> work) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<R>> running =
          things.stream()
              .map(thing -> CompletableFuture.supplyAsync(() -> work.apply(thing), threads))
              .toList();
      return running.stream().map(CompletableFuture::join).toList();
    }
  }
}
