package io.todoku.scan;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Starting a scan and watching it. */
@Controller
class ScanPages {

  private final Scans scans;
  private final Accounts accounts;
  private final ProgressEvents events;

  ScanPages(Scans scans, Accounts accounts, ProgressEvents events) {
    this.scans = scans;
    this.accounts = accounts;
    this.events = events;
  }

  @PostMapping("/scans")
  String all() {
    List<Account> reachable = accounts.all().stream().filter(Account::reachable).toList();
    return reachable.isEmpty() ? "redirect:/" : "redirect:/scans/" + scans.start(reachable);
  }

  @PostMapping("/accounts/{id}/scans")
  String one(@PathVariable String id) {
    Account account = accounts.get(id);
    if (account.reachable()) {
      scans.start(List.of(account));
    }
    return "redirect:/accounts/" + id;
  }

  @GetMapping("/scans/{id}")
  String watch(@PathVariable UUID id, Model model) {
    RunView run = run(id);
    model.addAttribute("run", id);
    model.addAttribute("running", run.running() ? id : null);
    model.addAttribute("cancelled", run.cancelled());
    model.addAttribute("accounts", run.accounts());
    return "scan";
  }

  @PostMapping("/scans/{id}/cancel")
  String cancel(@PathVariable UUID id) {
    run(id);
    scans.cancel(id);
    return "redirect:/scans/" + id;
  }

  @GetMapping("/scans/{id}/events")
  SseEmitter events(@PathVariable UUID id, Locale locale) {
    return events.of(run(id).id(), locale);
  }

  private RunView run(UUID id) {
    return scans
        .view(id)
        .orElseThrow(() ->
            new ResponseStatusException(HttpStatus.NOT_FOUND, "scan " + id + " is not known"));
  }
}
