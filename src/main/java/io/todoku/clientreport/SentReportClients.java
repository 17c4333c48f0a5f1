package io.todoku.clientreport;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.identity.ThingClients;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * A report belongs to the clients of all accounts in it, to those that they had when it was made,
 * and to the client of its schedule: who may see it may see all of them. An account that was
 * removed has no client any more.
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
        .flatMap(reports::findById)
        .map(report -> clients(report, reported.findByReportIdOrderByPlace(report.id)));
  }

  private Set<String> clients(SentReport report, List<SentReportAccount> parts) {
    Set<String> clients = new HashSet<>();
    if (report.client != null) {
      clients.add(report.client);
    } else if (parts.isEmpty()) {
      clients.add("");
    }
    for (SentReportAccount part : parts) {
      clients.add(accounts.find(part.accountId).map(Account::client).orElse(""));
      if (part.client != null && !part.client.isBlank()) {
        clients.add(part.client);
      }
    }
    return clients;
  }

  @Override
  public ResponseStatusException missing(String id) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "report " + id + " is not known");
  }
}
