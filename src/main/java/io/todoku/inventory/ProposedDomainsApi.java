package io.todoku.inventory;

import io.todoku.account.Account;
import io.todoku.account.AccountClients;
import io.todoku.checklist.ReaderWording;
import io.todoku.checklist.Wording;
import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.inventory.ProposedDomains.ProposedDomain;
import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.AccountFacts.MailDomain;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of mail domains that were found in an account and that its settings lack. */
@RestController
@RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
@RequestMapping("/api/v1/accounts/{id}/proposed-domains")
class ProposedDomainsApi {

  /**
   * A domain that was found.
   *
   * @param dkimSelectors those that SES signs with
   * @param reasons why it is proposed, in the language of the request
   * @param likely whether mail is sent for it by what was found
   */
  record ProposedDomainJson(
      String name, List<String> dkimSelectors, List<String> reasons, boolean likely) {

    static ProposedDomainJson of(ProposedDomain domain, Wording wording) {
      return new ProposedDomainJson(
          domain.name(),
          domain.dkimSelectors(),
          domain.reasons().stream().map(wording::of).toList(),
          domain.likely());
    }
  }

  /**
   * @param names of proposed domains
   */
  record ChosenDomainsRequest(@Nullable List<String> names) {}

  private final InventoryReader reader;
  private final ReaderWording readerWording;

  ProposedDomainsApi(InventoryReader reader, ReaderWording readerWording) {
    this.reader = reader;
    this.readerWording = readerWording;
  }

  /** The domains that were found; none where the account was never scanned. */
  @GetMapping
  List<ProposedDomainJson> list(@PathVariable String id, Locale locale) {
    Wording wording = readerWording.in(locale);
    return reader.proposedDomains(reader.account(id)).stream()
        .map(domain -> ProposedDomainJson.of(domain, wording))
        .toList();
  }

  /**
   * Adds some of them, with their DKIM selectors, to the settings of the account; those that
   * remain.
   */
  @Audited("account.change")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
  @PostMapping
  List<ProposedDomainJson> add(
      @PathVariable String id, @RequestBody ChosenDomainsRequest body, Locale locale) {
    Account account = reader.account(id);
    if (reader.isConfigured(account)) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "account " + id + " comes from the configuration: change it there");
    }
    List<ProposedDomain> proposed = reader.proposedDomains(account);
    List<String> names = Objects.requireNonNullElse(body.names(), List.of());
    List<MailDomain> chosen = ProposedDomains.chosen(proposed, names);
    if (names.isEmpty() || chosen.size() != names.stream().distinct().count()) {
      throw InvalidInputException.withMessage(
          "names: one or more of the proposed domains ("
              + String.join(", ", proposed.stream().map(ProposedDomain::name).toList())
              + ")");
    }
    AuditTrail.oldValue(account);
    reader.addMailDomains(account, chosen);
    return list(id, locale);
  }
}
