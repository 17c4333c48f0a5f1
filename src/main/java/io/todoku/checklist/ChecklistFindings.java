package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.account.KnownFindings;
import org.springframework.stereotype.Component;

/** Looks for findings in the checklist of an account. */
@Component
class ChecklistFindings implements KnownFindings {

  private final Checklists checklists;

  ChecklistFindings(Checklists checklists) {
    this.checklists = checklists;
  }

  @Override
  public boolean exists(Account account, String rule, String resource) {
    return checklists.of(account).stream()
        .flatMap(list -> list.items().stream())
        .anyMatch(
            item -> item.rule().id().equals(rule) && item.finding().resource().matches(resource));
  }
}
