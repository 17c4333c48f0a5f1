package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.account.DoneMarks;
import io.todoku.account.VisibleAccounts;
import io.todoku.rule.RuleEngine;
import io.todoku.scan.Scans;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Finds the open findings of a rule, or what a cause hides, in many accounts. */
@Component
class FixPages {

  /**
   * What is to be fixed, and where.
   *
   * @param rule id; blank where it is a cause
   * @param cause id; blank where it is a rule
   * @param client the only client; blank: all
   * @param account id of the only account; blank: all
   */
  record FixQuery(String rule, String cause, String client, String account) {

    static FixQuery of(
        @Nullable String rule,
        @Nullable String cause,
        @Nullable String client,
        @Nullable String account) {
      return new FixQuery(
          Objects.requireNonNullElse(rule, ""),
          Objects.requireNonNullElse(cause, ""),
          Objects.requireNonNullElse(client, ""),
          Objects.requireNonNullElse(account, ""));
    }

    boolean matches(Account candidate) {
      return (client.isEmpty() || client.equals(candidate.client()))
          && (account.isEmpty() || account.equals(candidate.id()));
    }

    /** The page that shows it. */
    String address() {
      return address(0);
    }

    /**
     * The same with the accounts that come after some.
     *
     * @param from how many come before
     */
    String address(int from) {
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("rule", rule);
      parameters.put("cause", cause);
      parameters.put("client", client);
      parameters.put("account", account);
      parameters.put("from", from > 0 ? String.valueOf(from) : "");
      return "/fix" + QueryString.of(parameters);
    }

    /** The rule or the cause. */
    String subject() {
      return rule.isEmpty() ? cause : rule;
    }
  }

  private final VisibleAccounts accounts;
  private final Checklists checklists;
  private final Scans scans;
  private final DoneMarks marks;
  private final RuleEngine engine;
  private final ReaderWording readerWording;

  FixPages(
      VisibleAccounts accounts,
      Checklists checklists,
      Scans scans,
      DoneMarks marks,
      RuleEngine engine,
      ReaderWording readerWording) {
    this.accounts = accounts;
    this.checklists = checklists;
    this.scans = scans;
    this.marks = marks;
    this.engine = engine;
    this.readerWording = readerWording;
  }

  /**
   * @throws ResponseStatusException if there is no such rule, or neither a rule nor a cause is
   *     named
   */
  FixPage of(FixQuery query, Locale locale) {
    if (query.subject().isEmpty() || (!query.rule().isEmpty() && !engine.hasRule(query.rule()))) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "there is no rule \"" + query.rule() + "\"");
    }
    Wording wording = readerWording.in(locale);
    List<Account> all = accounts.all().stream().filter(query::matches).toList();
    var running = scans.runningRun().keySet();
    return query.rule().isEmpty()
        ? FixPage.ofCause(query.cause(), checklists.withCause(query.cause(), all), running, wording)
        : FixPage.ofRule(
            query.rule(),
            checklists.withOpen(query.rule(), all),
            marks.of(query.rule()),
            running,
            wording);
  }
}
