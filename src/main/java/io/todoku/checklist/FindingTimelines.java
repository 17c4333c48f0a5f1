package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.account.Attestations;
import io.todoku.account.FindingNotes;
import io.todoku.account.Waivers;
import io.todoku.checklist.Checklist.Item;
import io.todoku.history.AccountHistory;
import io.todoku.history.FindingKey;
import io.todoku.history.FindingState;
import io.todoku.history.VerdictHistory;
import io.todoku.history.VerdictHistory.VerdictChanges;
import io.todoku.rule.Resource;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what happened to one finding: by scans and by people. */
@Component
class FindingTimelines {

  private final Checklists checklists;
  private final AccountHistory history;
  private final VerdictHistory verdicts;
  private final Waivers waivers;
  private final Attestations attestations;
  private final FindingNotes notes;
  private final Clock clock;

  FindingTimelines(
      Checklists checklists,
      AccountHistory history,
      VerdictHistory verdicts,
      Waivers waivers,
      Attestations attestations,
      FindingNotes notes,
      Clock clock) {
    this.checklists = checklists;
    this.history = history;
    this.verdicts = verdicts;
    this.waivers = waivers;
    this.attestations = attestations;
    this.notes = notes;
    this.clock = clock;
  }

  /**
   * @param resource the key of the finding's resource
   * @return empty where neither the newest scan nor an earlier one found it
   */
  Optional<FindingTimeline> of(Account account, String rule, String resource, Wording wording) {
    Item item = item(account, rule, resource).orElse(null);
    FindingState state =
        history.findingState(account.id(), new FindingKey(rule, resource)).orElse(null);
    return item == null && state == null
        ? Optional.empty()
        : Optional.of(of(account, rule, item, state, wording));
  }

  private Optional<Item> item(Account account, String rule, String resource) {
    return checklists
        .of(account)
        .flatMap(list ->
            list.items().stream()
                .filter(item -> item.finding().rule().equals(rule))
                .filter(item -> item.finding().resource().key().equals(resource))
                .findFirst());
  }

  private FindingTimeline of(
      Account account,
      String rule,
      @Nullable Item item,
      @Nullable FindingState state,
      Wording wording) {
    Resource resource =
        Optional.ofNullable(item)
            .map(found -> found.finding().resource())
            .or(() -> Optional.ofNullable(state).map(FindingState::resource))
            .orElseThrow();
    VerdictChanges scans = verdicts.of(account, rule, resource);
    String id = account.id();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return new FindingTimeline(
        rule,
        wording.ruleTitle(rule),
        resource.key(),
        resource.label(),
        item == null ? null : wording.of(item.finding().summary()),
        item == null ? null : item.verdict(),
        FindingTimeline.newestFirst(
            Stream.of(
                    FindingTimeline.ofScans(
                        scans, state == null ? null : state.firstSeen(), wording)
                        .stream(),
                    FindingTimeline.ofAttestations(attestations.of(id), rule, resource, wording),
                    FindingTimeline.ofWaivers(waivers.of(id), rule, resource, today),
                    FindingTimeline.ofRevokedWaivers(waivers.revoked(id), rule, resource),
                    FindingTimeline.ofNotes(notes.of(id, rule, resource.key())))
                .flatMap(Function.identity())),
        scans.since());
  }
}
