package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.account.Waiver;
import io.todoku.account.Waivers;
import io.todoku.archive.SnapshotStore;
import io.todoku.notify.ItemKey;
import io.todoku.notify.NoticeLine;
import io.todoku.notify.NotifiedItem;
import io.todoku.notify.NotifiedItems;
import io.todoku.notify.ProblemState;
import io.todoku.notify.ProblemState.EndKind;
import io.todoku.notify.ProblemState.NotObserved;
import io.todoku.notify.ProblemState.Over;
import io.todoku.notify.ProblemState.Present;
import io.todoku.notify.Tickets;
import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads the problems that people were told of, with what is known of them now. */
@Component
class NotifiedItemsReader implements NotifiedItems {

  private final Accounts accounts;
  private final SnapshotStore snapshots;
  private final AccountHistory history;
  private final NotifiedFindings notifiedFindings;
  private final Waivers waivers;
  private final Clock clock;

  NotifiedItemsReader(
      Accounts accounts,
      SnapshotStore snapshots,
      AccountHistory history,
      NotifiedFindings notifiedFindings,
      Waivers waivers,
      Clock clock) {
    this.accounts = accounts;
    this.snapshots = snapshots;
    this.history = history;
    this.notifiedFindings = notifiedFindings;
    this.waivers = waivers;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public Map<ItemKey, ProblemState> of(String accountId, Set<ItemKey> keys) {
    Map<ItemKey, ProblemState> states = new LinkedHashMap<>();
    accounts
        .find(accountId)
        .ifPresent(account -> {
          Optional<CurrentFindings> now =
              snapshots.newestRun(accountId).flatMap(run -> history.currentFindings(account, run));
          List<Waiver> inForce = inForce(accountId);
          Map<ItemKey, NotifiedFinding> problems = problems(accountId);
          for (ItemKey key : keys) {
            NotifiedFinding notified = problems.get(key);
            if (notified != null) {
              states.put(key, new Present(item(account, notified, now.orElse(null), inForce)));
            } else {
              now.flatMap(findings -> withoutProblem(findings, key))
                  .ifPresent(state -> states.put(key, state));
            }
          }
        });
    return states;
  }

  /** Empty where it fails: then people are about to be told of it. */
  private static Optional<ProblemState> withoutProblem(CurrentFindings now, ItemKey key) {
    FindingKey findingKey = new FindingKey(key.rule(), key.resource());
    FindingState state = now.states().get(findingKey);
    Finding finding = now.findings().get(findingKey);
    if (state == null) {
      return Optional.of(withoutFinding(now, key.resource()));
    }
    return switch (state.verdict()) {
      case FAIL, WARN -> Optional.empty();
      case UNKNOWN -> Optional.of(new NotObserved(cause(now, state)));
      case PASS, NOT_APPLICABLE ->
          finding == null
              ? Optional.empty()
              : Optional.of(
                  new Over(
                      state.verdict() == Verdict.PASS ? EndKind.FIXED : EndKind.NOT_APPLICABLE,
                      NewsNotices.line(finding.summary()),
                      now.snapshot().observedUntil()));
    };
  }

  private static ProblemState withoutFinding(CurrentFindings now, String resource) {
    Place place = Place.of(resource);
    if (place.isOutOfScope(now.snapshot())) {
      return new NotObserved(
          NoticeLine.of("notify.ticket.out-of-scope", String.valueOf(place.region())));
    }
    return place.isGone(now.snapshot())
        ? new Over(
            EndKind.GONE,
            NoticeLine.of("notify.ticket.gone.region", String.valueOf(place.region())),
            now.snapshot().observedUntil())
        : new NotObserved(NoticeLine.of("notify.ticket.not-judged"));
  }

  private static NoticeLine cause(CurrentFindings now, FindingState state) {
    Reason reason = now.unknownReason(state);
    return reason == null
        ? NoticeLine.of("finding.no-longer-seen")
        : NoticeLine.of("reason." + reason.kind(), reason.source());
  }

  private Map<ItemKey, NotifiedFinding> problems(String accountId) {
    Map<ItemKey, NotifiedFinding> problems = new LinkedHashMap<>();
    notifiedFindings
        .of(accountId)
        .forEach((key, notified) -> {
          if (notified.problem() != null) {
            problems.put(new ItemKey(key.rule(), key.resource()), notified);
          }
        });
    return problems;
  }

  private List<Waiver> inForce(String accountId) {
    LocalDate today = LocalDate.now(clock);
    return waivers.of(accountId).stream().filter(waiver -> waiver.isInForce(today)).toList();
  }

  private static Optional<Waiver> waiver(List<Waiver> inForce, String rule, Resource resource) {
    return inForce.stream()
        .filter(waiver -> waiver.rule().equals(rule) && resource.matches(waiver.resource()))
        .findFirst();
  }

  private static NotifiedItem item(
      Account account,
      NotifiedFinding notified,
      @Nullable CurrentFindings now,
      List<Waiver> inForce) {
    Resource resource = notified.resource();
    Finding finding = now == null ? null : now.findings().get(notified.key());
    String path =
        "/accounts/%s/finding?rule=%s&resource=%s"
            .formatted(account.id(), encode(notified.rule()), encode(resource.key()));
    return new NotifiedItem(
        new ItemKey(notified.rule(), resource.key()),
        notified.problem() == Verdict.FAIL,
        notified.unknown() != NotifiedFinding.UnknownNotified.NO,
        waiver(inForce, notified.rule(), resource).map(NotifiedItemsReader::line).orElse(null),
        account.client(),
        account.id(),
        account.name(),
        NoticeLine.of("rule." + notified.rule() + ".title"),
        resource.label(),
        summary(notified, finding, now),
        finding == null
            ? List.of()
            : finding.remedy().steps().stream().map(NewsNotices::line).toList(),
        path);
  }

  /** What was found, or why that is not known. */
  private static @Nullable NoticeLine summary(
      NotifiedFinding notified, @Nullable Finding finding, @Nullable CurrentFindings now) {
    FindingState state = now == null ? null : now.states().get(notified.key());
    if (now != null && state != null && state.verdict() == Verdict.UNKNOWN) {
      return cause(now, state);
    }
    if (now != null && state == null) {
      return withoutFinding(now, notified.resource().key()) instanceof NotObserved(NoticeLine cause)
          ? cause
          : null;
    }
    return finding == null ? null : NewsNotices.line(finding.summary());
  }

  private static NoticeLine line(Waiver waiver) {
    return NoticeLine.of(
        "notify.ticket.waiver", waiver.reason(), waiver.author(), waiver.expires().toString());
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Has the tickets of accounts updated where waivers began or ended. */
  @Transactional
  public void updateWaivedTickets(Tickets tickets) {
    for (String accountId : tickets.followedAccounts()) {
      accounts
          .find(accountId)
          .ifPresent(account ->
              tickets.waiversChanged(
                  accountId, account.client(), account.name(), waivedItems(accountId)));
    }
  }

  private Set<ItemKey> waivedItems(String accountId) {
    List<Waiver> inForce = inForce(accountId);
    return problems(accountId).entrySet().stream()
        .filter(e -> waiver(inForce, e.getKey().rule(), e.getValue().resource()).isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
