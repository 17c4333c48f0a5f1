package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.history.SharedCause.SharedCauseKind;
import io.todoku.history.SharedCauseStore.StoredCause;
import io.todoku.notify.Notice;
import io.todoku.notify.NoticeKind;
import io.todoku.notify.NoticeLine;
import io.todoku.notify.Outbox;
import io.todoku.rule.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells operators of a cause that accounts share: once when it begins to hide what was known, and
 * once when it hides nothing any more in any account.
 */
@Component
class SharedCauseNews {

  /** After this time without a scan an account tells nothing of now. */
  private static final Duration STALE = Duration.ofDays(1);

  private final SharedCauseStore store;
  private final Outbox outbox;
  private final NewsSettings settings;
  private final Clock clock;

  SharedCauseNews(SharedCauseStore store, Outbox outbox, NewsSettings settings, Clock clock) {
    this.store = store;
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
  }

  /** Takes what a scan of an account found, in the transaction of the caller. */
  void record(Account account, CurrentFindings now) {
    TreeMap<String, SharedCause> present = new TreeMap<>();
    now.states().values().stream()
        .filter(state -> state.verdict() == Verdict.UNKNOWN && state.lastKnown() != null)
        .flatMap(state -> now.sharedCause(state).stream())
        .forEach(cause -> present.put(cause.id(), cause));
    Set<String> before = store.ofAccount(account.id());
    Set<String> concerned = new TreeSet<>(before);
    concerned.addAll(present.keySet());
    Instant at = clock.instant();
    for (String id : concerned) { // in one order, so that no two scans wait for each other
      if (!present.containsKey(id)) {
        end(id, account.id());
      } else if (before.contains(id)) {
        store.setSeen(id, account.id(), at);
      } else {
        begin(present.get(id), account.id());
      }
    }
  }

  private void begin(SharedCause cause, String accountId) {
    StoredCause stored = store.lockOrCreate(cause, clock.instant());
    store.addAccount(cause.id(), accountId, clock.instant());
    if (!stored.notified() && !settings.looksAgain()) {
      tellBegin(stored);
    }
  }

  private void end(String id, String accountId) {
    store
        .lock(id)
        .ifPresent(stored -> {
          store.removeAccount(id, accountId);
          store.setCleared(id, clock.instant());
          endIfOver(stored);
        });
  }

  /** Accounts that are removed end a cause, too. */
  private void endIfOver(StoredCause stored) {
    if (store.accounts(stored.cause().id()).isEmpty()) {
      store.remove(stored.cause().id());
      if (stored.notified()) {
        publish(stored, NoticeKind.RECOVERED, endLine(stored));
      }
    }
  }

  private NoticeLine endLine(StoredCause stored) {
    SharedCause cause = stored.cause();
    return NoticeLine.of(
        "notify.recovered." + textId(cause),
        cause.subject(),
        NoticeLine.of("notify.recovered.accounts", stored.accounts()),
        duration(Duration.between(stored.beganAt(), clock.instant())));
  }

  private static String textId(SharedCause cause) {
    return cause.kind() == SharedCauseKind.CREDENTIALS && !cause.subject().isEmpty()
        ? cause.kind().id() + "-of-profile"
        : cause.kind().id();
  }

  private static NoticeLine duration(Duration duration) {
    return duration.compareTo(Duration.ofHours(2)) < 0
        ? NoticeLine.of("notify.duration.minutes", Math.max(1, (int) duration.toMinutes()))
        : NoticeLine.of("notify.duration.hours", (int) duration.toHours());
  }

  private void tellBegin(StoredCause stored) {
    SharedCause cause = stored.cause();
    store.setNotified(cause.id());
    publish(
        stored,
        NoticeKind.OUTAGE,
        NoticeLine.of("notify.outage." + textId(cause), cause.subject()));
  }

  private void publish(StoredCause stored, NoticeKind kind, NoticeLine line) {
    String name = kind.id() + "/" + stored.cause().id() + "/" + stored.beganAt();
    outbox.publish(
        Notice.ofNoAccount(
            UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
            kind,
            clock.instant(),
            "/accounts",
            line));
  }

  /** The causes that nobody was told of and that were found long enough ago. */
  List<StoredCause> due() {
    Instant latest = clock.instant().minus(settings.lookAgainAfter());
    return store.all(false).stream().filter(cause -> !cause.beganAt().isAfter(latest)).toList();
  }

  /** Tells operators of a cause unless it has ended meanwhile. */
  @Transactional
  public void tellUnlessOver(String id) {
    store
        .lock(id)
        .filter(stored -> !stored.notified())
        .filter(stored -> !store.accounts(id).isEmpty())
        .ifPresent(this::tellBegin);
  }

  /** Waits once more, because the cause was seen to be gone and no scan has shown that yet. */
  @Transactional
  public void postpone(String id) {
    store
        .lock(id)
        .filter(stored -> !stored.notified())
        .ifPresent(_ -> store.setBegan(id, clock.instant()));
  }

  /** The causes that operators were told of and that have not ended. */
  List<StoredCause> open() {
    return store.all(true);
  }

  /** Ends a cause that is certainly gone, even if its accounts were not scanned since. */
  @Transactional
  public void endAsGone(String id) {
    store
        .lock(id)
        .ifPresent(stored -> {
          store.accounts(id).forEach(account -> store.removeAccount(id, account));
          endIfOver(stored);
        });
  }

  /**
   * Ends causes of which all accounts were removed, or were not scanned for a day while others were
   * seen without them.
   */
  @Transactional
  public void endWithoutAccounts() {
    store.removeStaleAccounts(clock.instant().minus(STALE));
    store.withoutAccounts().forEach(id -> store.lock(id).ifPresent(this::endIfOver));
  }

  List<String> accountsOf(String id) {
    return store.accounts(id);
  }
}
