package io.todoku.schedule;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.identity.ClientScope;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.ThingClients;
import io.todoku.locale.InvalidInputException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * A schedule belongs to the client whose accounts it scans. One that scans all accounts belongs to
 * no client, so that only users who may see every client see it.
 */
@Component
class ScheduleClients implements ThingClients {

  private final ScanScheduleRepository schedules;
  private final Accounts accounts;
  private final CurrentUser currentUser;

  ScheduleClients(ScanScheduleRepository schedules, Accounts accounts, CurrentUser currentUser) {
    this.currentUser = currentUser;
    this.schedules = schedules;
    this.accounts = accounts;
  }

  @Override
  public Optional<Set<String>> clientsOf(String id) {
    return ThingClients.uuid(id).flatMap(schedules::findById).map(this::clients);
  }

  /**
   * Refuses a request that would scan accounts of a client that the user may not see, with the
   * words for one that does not exist.
   *
   * @throws InvalidInputException if it names such an account or client, or all
   */
  void requireVisible(ScanSchedules.ScheduleRequest request) {
    ClientScope scope = currentUser.access().clients();
    String account = ScanSchedules.blankToNull(request.account());
    String client = ScanSchedules.blankToNull(request.client());
    if (scope.everyClient()) {
      return;
    }
    if (account != null) {
      if (accounts.find(account).filter(found -> scope.includes(found.client())).isEmpty()) {
        throw new InvalidInputException(ScheduleProblem.ACCOUNT, ScheduleProblem.truncate(account));
      }
    } else if (Boolean.TRUE.equals(request.all())) {
      throw new InvalidInputException(ScheduleProblem.EVERYTHING);
    } else if (client != null && !scope.includes(client)) {
      throw new InvalidInputException(ScheduleProblem.CLIENT, ScheduleProblem.truncate(client));
    }
  }

  private Set<String> clients(ScanScheduleEntity schedule) {
    return Set.of(
        schedule.accountId == null
            ? Objects.requireNonNullElse(schedule.client, "")
            : accounts.find(schedule.accountId).map(Account::client).orElse(""));
  }

  @Override
  public ResponseStatusException missing(String id) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "schedule " + id + " is not known");
  }
}
