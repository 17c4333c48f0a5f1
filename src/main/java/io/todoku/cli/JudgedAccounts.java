package io.todoku.cli;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.Wording;
import java.util.List;
import java.util.stream.Stream;

/**
 * The accounts as a command has judged them.
 *
 * @param general notes about none of the accounts
 */
record JudgedAccounts(
    List<JudgedAccount> accounts,
    List<String> general,
    RuleOptions rules,
    BaselineOptions baseline) {

  List<Checklist> lists() {
    return accounts.stream().map(JudgedAccount::list).toList();
  }

  /** Whether the exit code is about new findings alone. */
  boolean failsOnNewOnly() {
    return baseline.failsOnNewOnly();
  }

  /** The rules that it is limited to, in one sentence; none where every rule has judged. */
  List<String> limits(Wording wording) {
    if (!rules.isLimited() || accounts.isEmpty()) {
      return List.of();
    }
    List<String> chosen = accounts.getFirst().list().onlyRules();
    return rules.namesRules() && chosen != null
        ? List.of(wording.of("command.limited", String.join(", ", chosen)))
        : List.of(wording.of("command.skipped", String.join(", ", rules.skipped)));
  }

  /** Everything that the reader has to know beside the findings. */
  List<String> notes(Wording wording) {
    return Stream.of(
            limits(wording).stream(),
            general.stream(),
            accounts.stream().flatMap(account -> account.notes().stream()))
        .flatMap(notes -> notes)
        .toList();
  }
}
