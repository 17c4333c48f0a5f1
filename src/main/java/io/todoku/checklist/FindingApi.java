package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.account.AccountClients;
import io.todoku.account.VisibleAccounts;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of the history of one finding, in the language of the request. */
@RestController
@RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
class FindingApi {

  private final VisibleAccounts accounts;
  private final FindingTimelines timelines;
  private final ReaderWording readerWording;

  FindingApi(VisibleAccounts accounts, FindingTimelines timelines, ReaderWording readerWording) {
    this.accounts = accounts;
    this.timelines = timelines;
    this.readerWording = readerWording;
  }

  /**
   * What happened to a finding, newest first.
   *
   * @param resource the key of the finding's resource
   */
  @GetMapping("/api/v1/accounts/{id}/findings/history")
  FindingTimeline history(
      @PathVariable String id,
      @RequestParam String rule,
      @RequestParam String resource,
      Locale locale) {
    Account account = accounts.get(id);
    Wording wording = readerWording.in(locale).about(account);
    return timelines
        .of(account, rule, resource, wording)
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, wording.of("timeline.none")));
  }
}
