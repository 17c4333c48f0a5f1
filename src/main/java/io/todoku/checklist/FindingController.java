package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.account.AccountClients;
import io.todoku.account.FindingNotes;
import io.todoku.account.VisibleAccounts;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** Serves the page of one finding: its history and what people wrote about it. */
@Controller
@RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
@RequestMapping("/accounts/{id}/finding")
class FindingController {

  private final VisibleAccounts accounts;
  private final FindingTimelines timelines;
  private final FindingNotes notes;
  private final ReaderWording readerWording;

  FindingController(
      VisibleAccounts accounts,
      FindingTimelines timelines,
      FindingNotes notes,
      ReaderWording readerWording) {
    this.accounts = accounts;
    this.timelines = timelines;
    this.notes = notes;
    this.readerWording = readerWording;
  }

  /**
   * @param resource the key of the finding's resource
   */
  @GetMapping
  String page(
      @PathVariable String id,
      @RequestParam String rule,
      @RequestParam String resource,
      Model model,
      Locale locale) {
    Account account = accounts.get(id);
    model.addAttribute("account", ChecklistController.AccountHeaderView.of(account));
    model.addAttribute("timeline", timeline(account, rule, resource, locale));
    model.addAttribute("notes", notes.byFinding(id));
    model.addAttribute(
        "back",
        UriComponentsBuilder.fromPath("/finding")
            .queryParam("rule", "{rule}")
            .queryParam("resource", "{resource}")
            .encode(StandardCharsets.UTF_8)
            .buildAndExpand(rule, resource)
            .toUriString());
    return "finding";
  }

  /** The history alone, for a row of the checklist that is unfolded. */
  @GetMapping(headers = "HX-Request")
  String timeline(
      @PathVariable String id,
      @RequestParam String rule,
      @RequestParam String resource,
      Model model,
      Locale locale) {
    model.addAttribute("timeline", timeline(accounts.get(id), rule, resource, locale));
    return "finding :: timeline";
  }

  private FindingTimeline timeline(Account account, String rule, String resource, Locale locale) {
    Wording wording = readerWording.in(locale).about(account);
    return timelines
        .of(account, rule, resource, wording)
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, wording.of("timeline.none")));
  }
}
