package io.todoku.collect;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reports how many servers have answered and which one has been waited for longest, because one
 * slow server holds up a scan.
 */
final class PendingServers {

  private final int all;
  private final Consumer<String> progress;
  private final Set<String> pending = new LinkedHashSet<>();
  private int ended;

  PendingServers(int all, Consumer<String> progress) {
    this.all = all;
    this.progress = progress;
  }

  synchronized void begin(String server) {
    pending.add(server);
    report();
  }

  synchronized void end(String server) {
    pending.remove(server);
    ended++;
    report();
  }

  /** As {@code 20/22 198.51.100.7:25}. */
  private void report() {
    progress.accept((ended + "/" + all + " " + pending.stream().findFirst().orElse("")).strip());
  }
}
