package io.todoku.checklist;

import io.todoku.account.Accounts;
import io.todoku.account.DoneMarks;
import io.todoku.account.NoSuchAccountException;
import io.todoku.account.VisibleAccounts;
import io.todoku.account.Waiver;
import io.todoku.account.Waivers;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores what people decide about findings of one rule in many accounts: all of it or nothing. */
@Component
class FixDecisions {

  /**
   * A waiver and the account that it is in.
   *
   * @param waiver id
   */
  record FixWaiver(String account, String waiver) {}

  private final Accounts accounts;
  private final VisibleAccounts visible;
  private final DoneMarks marks;
  private final Waivers waivers;

  FixDecisions(Accounts accounts, VisibleAccounts visible, DoneMarks marks, Waivers waivers) {
    this.visible = visible;
    this.accounts = accounts;
    this.marks = marks;
    this.waivers = waivers;
  }

  /**
   * Marks findings as done.
   *
   * @throws NoSuchAccountException if an account of them is not there any more
   * @throws io.todoku.locale.InvalidInputException as {@link DoneMarks#mark}
   */
  @Transactional
  void mark(String rule, List<ChosenFinding> chosen, String author) {
    lockAccounts(chosen);
    chosen.forEach(one -> marks.mark(one.account(), rule, one.resource(), author));
  }

  /**
   * Takes marks back.
   *
   * @throws NoSuchAccountException if an account of them is not there any more
   */
  @Transactional
  void unmark(String rule, List<ChosenFinding> chosen) {
    lockAccounts(chosen);
    chosen.forEach(one -> marks.unmark(one.account(), rule, one.resource()));
  }

  /**
   * Waives findings for one reason and until one day.
   *
   * @throws NoSuchAccountException if an account of them is not there any more
   * @throws io.todoku.locale.InvalidInputException as {@link Waivers#addAll}
   */
  @Transactional
  List<FixWaiver> waive(
      String rule,
      List<ChosenFinding> chosen,
      String reason,
      String author,
      @Nullable LocalDate expires) {
    return lockAccounts(chosen).stream()
        .flatMap(id ->
            waivers.addAll(id, rule, resourcesOf(id, chosen), reason, author, expires).stream()
                .map(Waiver::id)
                .map(waiver -> new FixWaiver(id, waiver)))
        .toList();
  }

  /**
   * Ends waivers; those that have ended, or whose account is not there any more, are left out.
   *
   * @return how many were ended
   */
  @Transactional
  long revoke(List<FixWaiver> chosen, String author) {
    return chosen.stream()
        .filter(one -> visible.find(one.account()).isPresent())
        .filter(one -> waivers.revoke(one.account(), UUID.fromString(one.waiver()), author))
        .count();
  }

  private static List<String> resourcesOf(String account, List<ChosenFinding> chosen) {
    return chosen.stream()
        .filter(one -> one.account().equals(account))
        .map(ChosenFinding::resource)
        .toList();
  }

  /** Always in the same order, to avoid deadlocks. */
  private List<String> lockAccounts(List<ChosenFinding> chosen) {
    List<String> ids = chosen.stream().map(ChosenFinding::account).distinct().sorted().toList();
    for (String id : ids) {
      if (accounts.lock(visible.get(id).id()).isEmpty()) {
        throw new NoSuchAccountException(id);
      }
    }
    return ids;
  }
}
