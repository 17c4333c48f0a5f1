package io.todoku.clientreport;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.identity.ThingClients;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

  private final ReportRunFiles scheduled;

  SentReportClients(
      SentReportRepository reports,
      SentReportAccountRepository reported,
      ReportRunFiles scheduled,
      Accounts accounts) {
    this.scheduled = scheduled;
    this.reports = reports;
    this.reported = reported;
    this.accounts = accounts;
  }

  @Override
  public Optional<Set<String>> clientsOf(String id) {
    return ThingClients.uuid(id)
        .filter(reports::existsById)
        .map(report -> clients(report, reported.findByReportIdOrderByPlace(report)));
  }

  /** One without a scanned account belongs to the client of its schedule. */
  private Set<String> clients(UUID report, List<SentReportAccount> parts) {
    if (parts.isEmpty()) {
      return Set.of(scheduled.clientOf(report).orElse(""));
    }
    return parts.stream()
        .map(part -> accounts.find(part.accountId).map(Account::client).orElse(""))
        .collect(Collectors.toSet());
  }

  @Override
  public ResponseStatusException missing(String id) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "report " + id + " is not known");
  }
}
