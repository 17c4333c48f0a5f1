package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.collect.Progress;
import io.todoku.collect.Progress.Stage;
import io.todoku.collect.Progress.State;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A run that is under way: what each account's stages are doing, for anyone who watches. */
class Run {

  /** Where one stage of an account stands. */
  record StageView(Stage stage, State state, String doing) {}

  /**
   * Where an account stands.
   *
   * @param doing what is being done now; empty where nothing is
   */
  record AccountView(String id, String name, List<StageView> stages, String doing) {}

  private final UUID id;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, Map<Stage, StageView>> stages = new LinkedHashMap<>();
  private final Map<String, Boolean> ended = new LinkedHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long version;

  Run(UUID id, List<Account> accounts) {
    this.id = id;
    for (Account account : accounts) {
      Map<Stage, StageView> waiting = new EnumMap<>(Stage.class);
      for (Stage stage : Stage.values()) {
        waiting.put(stage, new StageView(stage, State.WAITING, ""));
      }
      names.put(account.id(), account.name());
      stages.put(account.id(), waiting);
      ended.put(account.id(), false);
    }
  }

  UUID id() {
    return id;
  }

  List<String> accounts() {
    return List.copyOf(stages.keySet());
  }

  Progress of(String account) {
    return (stage, state, doing) ->
        change(() -> stagesOf(account).put(stage, new StageView(stage, state, doing)));
  }

  void end(String account, boolean well) {
    change(() -> {
      ended.put(account, true);
      if (!well) {
        stagesOf(account)
            .replaceAll((stage, view) ->
                view.state() == State.DONE ? view : new StageView(stage, State.FAILED, ""));
      }
    });
  }

  boolean isRunning(String account) {
    return read(() -> Boolean.FALSE.equals(ended.get(account)));
  }

  boolean isDone() {
    return read(() -> !ended.containsValue(false));
  }

  /** In the order of the accounts. */
  List<AccountView> view() {
    return read(() ->
        stages.entrySet().stream()
            .map(e -> view(e.getKey(), List.copyOf(e.getValue().values())))
            .toList());
  }

  private AccountView view(String account, List<StageView> its) {
    String doing =
        its.stream()
            .filter(s -> s.state() == State.RUNNING)
            .map(StageView::doing)
            .findFirst()
            .orElse("");
    return new AccountView(account, names.getOrDefault(account, account), its, doing);
  }

  /** Waits until something has changed since {@code seen}, or the time is up; the version then. */
  long awaitChange(long seen, Duration most) throws InterruptedException {
    lock.lock();
    try {
      long nanos = most.toNanos();
      while (version == seen && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return version;
    } finally {
      lock.unlock();
    }
  }

  private Map<Stage, StageView> stagesOf(String account) {
    return stages.computeIfAbsent(account, a -> new EnumMap<>(Stage.class));
  }

  private void change(Runnable what) {
    lock.lock();
    try {
      what.run();
      version++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T read(java.util.function.Supplier<T> what) {
    lock.lock();
    try {
      return what.get();
    } finally {
      lock.unlock();
    }
  }
}
