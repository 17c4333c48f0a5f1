package io.todoku.installation;

import io.todoku.installation.InstallationStore.Installation;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Recognises at each start, before any job runs, whether the database is a copy. One without a row
 * is new or of a release that kept none, and is where it is from then on.
 */
@Component
class InstallationCheck implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(InstallationCheck.class);

  private final InstallationStore store;
  private final InstallationSettings settings;
  private final DatabaseIdentityReader identities;
  private final QuietState state;
  private final WorkResumption resumption;
  private final TransactionTemplate transactions;
  private final Clock clock;

  InstallationCheck(
      InstallationStore store,
      InstallationSettings settings,
      DatabaseIdentityReader identities,
      QuietState state,
      WorkResumption resumption,
      TransactionTemplate transactions,
      Clock clock) {
    this.store = store;
    this.settings = settings;
    this.identities = identities;
    this.state = state;
    this.resumption = resumption;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public void afterSingletonsInstantiated() {
    DatabaseIdentity now = identities.current();
    transactions.executeWithoutResult(_ -> {
      store.acquireClusterLock();
      store.find().ifPresentOrElse(found -> check(found, now), this::begin);
    });
    state.refresh();
    state
        .find()
        .ifPresent(quiet ->
            log.warn(
                "This installation has been quiet since {} ({}): no scans, no messages, no scheduled"
                    + " jobs. An administrator resumes it at /settings/quiet or by DELETE"
                    + " /api/v1/quiet; todoku.quiet=false does so at the start",
                quiet.since(),
                quiet.reason()));
  }

  private void begin() {
    UUID token = UUID.randomUUID();
    identities.instanceFile().ifPresent(file -> file.write(token));
    store.insert(token, identities.current(), settings.instance());
    if (state.isQuietBySetting()) {
      store.setQuiet(QuietReason.SETTING, clock.instant());
    }
  }

  private void check(Installation found, DatabaseIdentity now) {
    boolean copy = isCopy(found, now);
    QuietPeriod quiet = found.quiet();
    if (quiet == null && copy) {
      store.setQuiet(QuietReason.COPY, clock.instant());
    } else if (quiet == null && state.isQuietBySetting()) {
      store.setQuiet(QuietReason.SETTING, clock.instant());
    } else if (quiet == null) {
      keep(found, now);
    } else if (quiet.reason() == QuietReason.SETTING && copy) {
      store.setQuiet(QuietReason.COPY, quiet.since());
    } else if (quiet.reason() == QuietReason.SETTING && settings.quiet() == null) {
      resumption.resume("the configuration, without todoku.quiet");
    }
    if (Boolean.FALSE.equals(settings.quiet())) {
      resumption.resume("todoku.quiet=false");
    }
  }

  /** Notes attributes that changed without a copy, such as the path of a folder that was moved. */
  private void keep(Installation found, DatabaseIdentity now) {
    String name = settings.instance() == null ? found.name() : settings.instance();
    store.setIdentity(found.token(), now, name);
  }

  private boolean isCopy(Installation found, DatabaseIdentity now) {
    if (settings.instance() != null
        && found.name() != null
        && !settings.instance().equals(found.name())) {
      return true;
    }
    Optional<InstanceFile> file = identities.instanceFile();
    // one that could not be written at the last start proves nothing
    boolean otherToken =
        file.isPresent()
            && !found.identity().attributes().isEmpty()
            && file.get().token().filter(found.token()::equals).isEmpty();
    return otherToken || found.identity().isCopiedTo(now);
  }
}
