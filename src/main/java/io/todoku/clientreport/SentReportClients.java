package io.todoku.clientreport;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.identity.ThingClients;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * A report belongs to the clients of all accounts in it; an account that was removed has none any
 * more.
 */
@Component
class SentReportClients implements ThingClients {

  private final SentReportRepository reports;
  private final SentReportAccountRepository reported;
  private final Accounts accounts;

  SentReportClients(
      SentReportRepository reports, SentReportAccountRepository reported, Accounts accounts) {
    this.reports = reports;
    this.reported = reported;
    this.accounts = accounts;
  }

  @Override
  public Optional<Set<String>> clientsOf(String id) {
    return ThingClients.uuid(id)
        .filter(reports::existsById)
        .map(reported::findByReportIdOrderByPlace)
        .map(this::clients);
  }

  private Set<String> clients(List<SentReportAccount> parts) {
    return parts.stream()
        .map(part -> accounts.find(part.accountId).map(Account::client).orElse(""))
        .collect(Collectors.toSet());
  }

  @Override
  public ResponseStatusException missing(String id) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "report " + id + " is not known");
  }
}
