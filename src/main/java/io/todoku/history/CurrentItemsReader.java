package io.todoku.history;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.account.Waiver;
import io.todoku.account.Waivers;
import io.todoku.archive.SnapshotStore;
import io.todoku.notify.CurrentItem;
import io.todoku.notify.CurrentItems;
import io.todoku.notify.ItemKey;
import io.todoku.notify.NoticeLine;
import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.RuleInfo.Level;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads what is fine in an account and what is not, after its newest scan. */
@Component
class CurrentItemsReader implements CurrentItems {

  private final Accounts accounts;
  private final SnapshotStore snapshots;
  private final AccountHistory history;
  private final Waivers waivers;
  private final Set<String> requiredRules;
  private final Clock clock;

  CurrentItemsReader(
      Accounts accounts,
      SnapshotStore snapshots,
      AccountHistory history,
      Waivers waivers,
      RuleEngine judge,
      Clock clock) {
    this.accounts = accounts;
    this.snapshots = snapshots;
    this.history = history;
    this.waivers = waivers;
    this.requiredRules =
        judge.catalogue().stream()
            .filter(rule -> rule.level() == Level.REQUIRED)
            .map(RuleInfo::id)
            .collect(Collectors.toSet());
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<List<CurrentItem>> of(String accountId) {
    return accounts
        .find(accountId)
        .flatMap(account ->
            snapshots
                .newestRun(accountId)
                .flatMap(run -> history.currentFindings(account, run))
                .map(now -> items(account, now)));
  }

  private List<CurrentItem> items(Account account, CurrentFindings now) {
    LocalDate today = LocalDate.now(clock);
    List<Waiver> inForce =
        waivers.of(account.id()).stream().filter(waiver -> waiver.isInForce(today)).toList();
    return now.states().values().stream()
        .filter(state -> isItem(state, now))
        .map(state -> item(account, state, now, inForce))
        .toList();
  }

  /** What passes only where the newest snapshot shows it. */
  private static boolean isItem(FindingState state, CurrentFindings now) {
    return switch (state.verdict()) {
      case FAIL, WARN, UNKNOWN -> true;
      case PASS -> {
        Finding finding = now.findings().get(state.key());
        yield finding != null && finding.verdict() == Verdict.PASS;
      }
      case NOT_APPLICABLE -> false;
    };
  }

  private CurrentItem item(
      Account account, FindingState state, CurrentFindings now, List<Waiver> inForce) {
    Resource resource = state.resource();
    Finding finding = now.findings().get(state.key());
    Text step = finding == null ? null : finding.remedy().firstStep();
    return new CurrentItem(
        new ItemKey(state.rule(), resource.key()),
        account.id(),
        state.verdict().name(),
        requiredRules.contains(state.rule()),
        inForce.stream()
            .anyMatch(waiver ->
                waiver.rule().equals(state.rule()) && resource.matches(waiver.resource())),
        NoticeLine.of("rule." + state.rule() + ".title"),
        summary(state, finding, now.unknownReason(state)),
        step == null ? null : NewsNotices.line(step),
        resource.type().id(),
        resource.label(),
        resource.region(),
        state.firstSeen(),
        state.changedAt(),
        "/accounts/%s/finding?rule=%s&resource=%s"
            .formatted(account.id(), encode(state.rule()), encode(resource.key())));
  }

  /** Of what is unknown, why. */
  private static NoticeLine summary(
      FindingState state, @Nullable Finding finding, @Nullable Reason reason) {
    if (state.verdict() == Verdict.UNKNOWN && reason != null) {
      return NoticeLine.of("reason." + reason.kind(), reason.source());
    }
    return finding == null
        ? NoticeLine.of("finding.no-longer-seen")
        : NewsNotices.line(finding.summary());
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
