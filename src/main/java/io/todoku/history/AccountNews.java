package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.account.Waiver;
import io.todoku.account.Waivers;
import io.todoku.archive.SnapshotStore;
import io.todoku.notify.ItemKey;
import io.todoku.notify.NoticeKind;
import io.todoku.notify.Outbox;
import io.todoku.notify.Tickets;
import io.todoku.rule.Resource;
import io.todoku.snapshot.CollectionOutcome;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Tells people what is new of an account, at once or after it was observed again. Nobody is told of
 * the sample, nor of an account before it was scanned once.
 */
@Component
class AccountNews {

  private static final Logger log = LoggerFactory.getLogger(AccountNews.class);

  private final SnapshotStore snapshots;
  private final AccountHistory history;
  private final AccountJudgementRepository judgements;
  private final NotifiedFindings notifiedFindings;
  private final PendingNews pendingNews;
  private final SharedCauseNews sharedCauses;
  private final Waivers waivers;
  private final Tickets tickets;
  private final Outbox outbox;
  private final NewsSettings settings;
  private final Clock clock;

  AccountNews(
      SnapshotStore snapshots,
      AccountHistory history,
      AccountJudgementRepository judgements,
      NotifiedFindings notifiedFindings,
      PendingNews pendingNews,
      SharedCauseNews sharedCauses,
      Waivers waivers,
      Tickets tickets,
      Outbox outbox,
      NewsSettings settings,
      Clock clock) {
    this.snapshots = snapshots;
    this.history = history;
    this.judgements = judgements;
    this.notifiedFindings = notifiedFindings;
    this.pendingNews = pendingNews;
    this.sharedCauses = sharedCauses;
    this.waivers = waivers;
    this.tickets = tickets;
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Takes what a run found, in the transaction of the caller, who has locked the account and
   * recorded the findings. A bug here is logged and people are not told, but the run is kept.
   *
   * @param at when the run finished
   */
  void record(UUID run, Account account, Instant at, CurrentFindings now) {
    try {
      if (!account.isSample()) {
        outbox.updateFindings(account.id(), account.client(), account.name());
      }
      take(run, account, at, now);
    } catch (DataAccessException | TransactionException databaseError) {
      throw databaseError;
    } catch (RuntimeException bug) {
      log.error("Could not tell what is new of account {}; nobody is notified", account.id(), bug);
    }
  }

  private void take(UUID run, Account account, Instant at, CurrentFindings now) {
    Map<FindingKey, NotifiedFinding> notified = notifiedFindings.of(account.id());
    News news = News.of(now, notified, waived(account));
    if (account.isSample() || !judgements.isNotifiedOf(account.id())) {
      notifiedFindings.replace(account.id(), notified, news.notifiedSilently());
      if (!account.isSample() && isFirstLook(now)) {
        judgements.beginNotifying(account.id(), at);
      }
      return;
    }
    if (now.collectedHere()) {
      sharedCauses.record(account, now);
    }
    if (news.items().isEmpty()) {
      notifiedFindings.replace(account.id(), notified, news.notified());
    } else if (settings.looksAgain()) {
      pendingNews.add(account.id(), clock.instant());
    } else {
      tell(run, account, at, news, notified);
    }
  }

  /** Whether a scan saw enough of an account that later changes can be told from it. */
  private static boolean isFirstLook(CurrentFindings now) {
    return now.snapshot().outcome() != CollectionOutcome.FAILED
        && !(now.collectedHere() && now.sharedCauses().resolversSilent());
  }

  private BiPredicate<String, Resource> waived(Account account) {
    LocalDate today = LocalDate.now(clock);
    List<Waiver> inForce =
        waivers.of(account.id()).stream().filter(waiver -> waiver.isInForce(today)).toList();
    return (rule, resource) ->
        inForce.stream()
            .anyMatch(waiver -> waiver.rule().equals(rule) && resource.matches(waiver.resource()));
  }

  private void tell(
      UUID run, Account account, Instant at, News news, Map<FindingKey, NotifiedFinding> notified) {
    notifiedFindings.replace(account.id(), notified, news.notified());
    tickets.request(account.id(), account.client(), failing(news));
    outbox.publish(() -> NewsNotices.of(run, account, at, news.items()));
  }

  private static List<ItemKey> failing(News news) {
    return news.items().stream()
        .filter(item -> item.kind() == NoticeKind.FAILING)
        .map(item -> new ItemKey(item.rule(), item.resource().key()))
        .toList();
  }

  /** The findings of which people are to be told; the caller has locked the account. */
  List<FindingKey> unnotified(Account account) {
    return newest(account)
        .map(newest ->
            News.of(newest.findings(), notifiedFindings.of(account.id()), waived(account)).items())
        .orElse(List.of())
        .stream()
        .map(item -> new FindingKey(item.rule(), item.resource().key()))
        .toList();
  }

  /** Tells what is new now; the caller has locked the account. */
  void tellNewest(Account account) {
    newest(account)
        .ifPresent(newest -> {
          Map<FindingKey, NotifiedFinding> notified = notifiedFindings.of(account.id());
          News news = News.of(newest.findings(), notified, waived(account));
          tell(newest.run(), account, newest.findings().snapshot().observedUntil(), news, notified);
        });
  }

  private record NewestFindings(UUID run, CurrentFindings findings) {}

  private Optional<NewestFindings> newest(Account account) {
    return snapshots
        .newestRun(account.id())
        .flatMap(run ->
            history
                .currentFindings(account, run)
                .map(findings -> new NewestFindings(run, findings)));
  }
}
