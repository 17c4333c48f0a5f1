package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.account.AccountClients;
import io.todoku.account.VisibleAccounts;
import io.todoku.checklist.ChecklistDocument.CausePart;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.rule.RuleEngine;
import io.todoku.rule.RuleInfo;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Checklists and the rule catalogue, for automation, in the language of the request. */
@RestController
@RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
@RequestMapping("/api/v1")
class ChecklistApi {

  /** A rule of the catalogue. */
  record RuleJson(String id, RuleInfo.Level level, String area, String title, String why) {}

  private final VisibleAccounts accounts;
  private final Checklists checklists;
  private final RuleEngine judge;
  private final ReaderWording readerWording;

  ChecklistApi(
      VisibleAccounts accounts,
      Checklists checklists,
      RuleEngine judge,
      ReaderWording readerWording) {
    this.accounts = accounts;
    this.checklists = checklists;
    this.judge = judge;
    this.readerWording = readerWording;
  }

  @GetMapping("/accounts/{id}/checklist")
  ChecklistDocument checklist(@PathVariable String id, Locale locale) {
    Account account = accounts.get(id);
    return checklists
        .of(account)
        .map(list -> ChecklistDocument.of(list, readerWording.in(locale)))
        .orElseThrow(() ->
            new ResponseStatusException(
                HttpStatus.NOT_FOUND, "account " + id + " was never scanned"));
  }

  /** Why findings of the newest scan are unknown, those that hide most first. */
  @GetMapping("/accounts/{id}/causes")
  List<CausePart> causes(@PathVariable String id, Locale locale) {
    return checklist(id, locale).causes();
  }

  @GetMapping("/accounts/{id}/causes/{cause}")
  CausePart cause(@PathVariable String id, @PathVariable String cause, Locale locale) {
    return causes(id, locale).stream()
        .filter(one -> one.id().equals(cause))
        .findFirst()
        .orElseThrow(() ->
            new ResponseStatusException(
                HttpStatus.NOT_FOUND, "nothing in account " + id + " has this cause"));
  }

  @RouteAccess(value = UserRole.VIEWER, scope = DataScope.NO_CLIENT)
  @GetMapping("/rules")
  List<RuleJson> rules(Locale locale) {
    Wording wording = readerWording.in(locale);
    return judge.catalogue().stream()
        .map(info ->
            new RuleJson(
                info.id(),
                info.level(),
                info.area().id(),
                wording.ruleTitle(info.id()),
                wording.of("rule." + info.id() + ".why")))
        .toList();
  }
}
