package io.todoku.installation;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Whether this installation is quiet, at most two seconds old: another node may have ended it. */
@Component
public class QuietState {

  private static final Logger log = LoggerFactory.getLogger(QuietState.class);
  private static final long MAX_AGE = TimeUnit.SECONDS.toNanos(2);

  private record ReadState(Optional<QuietPeriod> quiet, long at) {}

  private final InstallationStore store;
  private final InstallationSettings settings;
  private volatile ReadState last =
      new ReadState(Optional.empty(), System.nanoTime() - 2 * MAX_AGE);

  QuietState(InstallationStore store, InstallationSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  public boolean isQuiet() {
    return find().isPresent();
  }

  /** Empty if the installation works. */
  public Optional<QuietPeriod> find() {
    ReadState known = last;
    if (System.nanoTime() - known.at() > MAX_AGE) {
      try {
        refresh();
      } catch (DataAccessException away) {
        log.debug("Whether the installation is quiet cannot be read", away);
      }
    }
    return last.quiet();
  }

  /** Whether the setting of this node keeps it quiet, which only a start without it ends. */
  public boolean isQuietBySetting() {
    return Boolean.TRUE.equals(settings.quiet());
  }

  /**
   * @throws QuietException if the installation is quiet
   */
  public void requireWorking() {
    if (isQuiet()) {
      throw new QuietException();
    }
  }

  void refresh() {
    long now = System.nanoTime();
    last = new ReadState(store.find().flatMap(found -> Optional.ofNullable(found.quiet())), now);
  }
}
