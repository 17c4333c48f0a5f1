package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.account.AccountClients;
import io.todoku.account.VisibleAccounts;
import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.StoredUsers;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The pages that start a scan and show its progress. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
class ScanController {

  /** How often the page of a running scan loads itself again without JavaScript, in seconds. */
  private static final int REFRESH_SECONDS = 3;

  private final Scans scans;
  private final VisibleAccounts accounts;
  private final RunViews runs;
  private final ProgressEvents events;
  private final CurrentUser currentUser;
  private final StoredUsers users;
  private final MessageSource messages;

  ScanController(
      Scans scans,
      VisibleAccounts accounts,
      RunViews runs,
      ProgressEvents events,
      CurrentUser currentUser,
      StoredUsers users,
      MessageSource messages) {
    this.scans = scans;
    this.accounts = accounts;
    this.runs = runs;
    this.events = events;
    this.currentUser = currentUser;
    this.users = users;
    this.messages = messages;
  }

  @Audited("scan.start")
  @PostMapping("/scans")
  String startAll() {
    List<Account> reachable = accounts.all().stream().filter(Account::hasAwsAccess).toList();
    if (reachable.isEmpty()) {
      AuditTrail.notDone();
      return "redirect:/";
    }
    return "redirect:/scans/" + scans.start(reachable).run();
  }

  @Audited("scan.start")
  @RouteAccess(value = UserRole.OPERATOR, thing = AccountClients.class)
  @PostMapping("/accounts/{id}/scans")
  String startOne(@PathVariable String id) {
    Account account = accounts.get(id);
    if (account.hasAwsAccess()) {
      scans.start(List.of(account));
    } else {
      AuditTrail.notDone();
    }
    return "redirect:/accounts/" + id;
  }

  @RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
  @GetMapping("/scans/{id}")
  String show(@PathVariable UUID id, Model model, Locale locale) {
    RunView run = run(id);
    model.addAttribute("run", run);
    model.addAttribute("running", run.running() ? id : null);
    model.addAttribute("cancelled", run.cancelled());
    if (run.running()) {
      model.addAttribute("refreshWithoutScript", REFRESH_SECONDS);
      model.addAttribute("found", FoundSection.of(run, messages, locale));
    }
    model.addAttribute("elsewhere", otherRuns(id));
    return "scan";
  }

  /** The runs that were already scanning some of the accounts when all were requested. */
  private List<RunSummary> otherRuns(UUID shown) {
    Map<String, UUID> others = new HashMap<>(scans.runningRun());
    others.values().removeIf(shown::equals);
    Map<String, String> names =
        accounts.all().stream().collect(Collectors.toMap(Account::id, Account::name));
    others.keySet().retainAll(names.keySet());
    return RunSummary.of(others, names);
  }

  @Audited("scan.cancel")
  @PostMapping("/scans/{id}/cancel")
  String cancel(@PathVariable UUID id) {
    run(id).accounts().forEach(part -> scans.cancel(id, part.id()));
    return "redirect:/scans/" + id;
  }

  /** Cancels the scan of one account; others of its run go on. */
  @Audited("scan.cancel")
  @RouteAccess(value = UserRole.OPERATOR, thing = AccountClients.class)
  @PostMapping("/accounts/{id}/scans/cancel")
  String cancelOne(@PathVariable String id) {
    Account account = accounts.get(id);
    scans.runningRun(account.id()).ifPresent(run -> scans.cancel(run, account.id()));
    return "redirect:/accounts/" + id;
  }

  /** Cancels every scan that is running. */
  @Audited("scan.cancel")
  @PostMapping("/scans/cancel")
  String cancelAll() {
    Set<String> visible = accounts.all().stream().map(Account::id).collect(Collectors.toSet());
    scans
        .runningRun()
        .forEach((account, run) -> {
          if (visible.contains(account)) {
            scans.cancel(run, account);
          }
        });
    return "redirect:/accounts";
  }

  @RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
  @GetMapping("/scans/{id}/events")
  SseEmitter events(@PathVariable UUID id, Locale locale) {
    UserAccess reader = currentUser.access();
    Optional<UUID> user = users.findId(reader.name());
    BooleanSupplier stillAllowed =
        () -> user.flatMap(users::findAccess).filter(now -> now.includes(reader)).isPresent();
    return events.open(run(id).id(), accounts.all(), stillAllowed, locale);
  }

  private RunView run(UUID id) {
    return runs.of(id, accounts.all())
        .orElseThrow(() ->
            new ResponseStatusException(HttpStatus.NOT_FOUND, "scan " + id + " is not known"));
  }
}
