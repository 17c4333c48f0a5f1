package io.todoku.recheck;

import io.todoku.account.Account;
import io.todoku.account.AccountClients;
import io.todoku.account.VisibleAccounts;
import io.todoku.checklist.Wording;
import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.recheck.RecheckRefusedException.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Serves rechecks: as a part of the page that asked for it, or as a page of its own without
 * JavaScript.
 */
@Controller
@RouteAccess(value = UserRole.OPERATOR, thing = AccountClients.class)
class RecheckController {

  private static final String BOX = "recheck :: box";

  /** How often the page of a running recheck loads itself again, in seconds. */
  private static final int REFRESH_SECONDS = 2;

  /** How many accounts that refuse a recheck are named. */
  private static final int MAX_PROBLEMS = 5;

  private final VisibleAccounts accounts;
  private final Rechecks rechecks;
  private final MessageSource messages;

  RecheckController(VisibleAccounts accounts, Rechecks rechecks, MessageSource messages) {
    this.accounts = accounts;
    this.rechecks = rechecks;
    this.messages = messages;
  }

  /** What can be checked again in the same way: what stands in the form of the button. */
  record RecheckForm(String account, RecheckTarget target) {}

  /**
   * Starts a recheck of findings, an address or a domain.
   *
   * @param htmx set by htmx, which wants only the part of the page
   */
  @Audited("recheck.start")
  @PostMapping("/accounts/{id}/rechecks")
  String start(
      @PathVariable String id,
      @RequestParam(defaultValue = "") List<String> finding,
      @RequestParam(defaultValue = "") String address,
      @RequestParam(defaultValue = "") String domain,
      @RequestParam(defaultValue = "") String cause,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    Account account = accounts.get(id);
    RecheckTarget target =
        cause.isBlank() ? target(finding, address, domain) : rechecks.hiddenBy(account, cause);
    try {
      UUID run = rechecks.start(account, target);
      return htmx == null
          ? "redirect:/accounts/" + id + "/rechecks/" + run
          : showBox(account, run, model, locale);
    } catch (RecheckRefusedException refused) {
      String problem = problem(refused, locale);
      if (htmx == null) {
        redirect.addFlashAttribute("problem", problem);
        return "redirect:/accounts/" + id;
      }
      if (refused.refusal() != Refusal.TOO_MANY) { // it would be refused again
        model.addAttribute("form", new RecheckForm(id, target));
      }
      model.addAttribute("refused", problem);
      AuditTrail.notDone();
      return BOX;
    }
  }

  static RecheckTarget target(List<String> findings, String address, String domain) {
    List<String> named = findings.stream().filter(name -> !name.isBlank()).toList();
    if (!named.isEmpty()) {
      return RecheckTarget.ofFindings(named);
    }
    if (!address.isBlank()) {
      return RecheckTarget.ofAddress(address.strip());
    }
    if (!domain.isBlank()) {
      return RecheckTarget.ofDomain(domain.strip());
    }
    throw InvalidInputException.withMessage("name a finding, an address or a domain");
  }

  @RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
  @GetMapping("/accounts/{id}/rechecks/{run}")
  String show(
      @PathVariable String id,
      @PathVariable UUID run,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
      Model model,
      Locale locale) {
    Account account = accounts.get(id);
    return htmx == null
        ? showPage(List.of(view(account, run, locale)), model)
        : showBox(account, run, model, locale);
  }

  /**
   * Checks findings of one rule again, in all their accounts.
   *
   * @param filter of the page that they were chosen on, to which people return
   */
  @Audited("recheck.start")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
  @PostMapping("/fix/rechecks")
  String startFixed(
      @RequestParam String rule,
      @RequestParam(defaultValue = "") List<String> finding,
      FixFilter filter,
      Locale locale,
      RedirectAttributes redirect) {
    Map<String, List<String>> byAccount = new LinkedHashMap<>();
    for (String key : finding) {
      String[] parts = key.split(" ", 2);
      if (parts.length == 2) {
        byAccount.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(rule + "/" + parts[1]);
      }
    }
    List<String> started = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    byAccount.forEach((id, names) -> {
      Optional<Account> found = accounts.find(id);
      if (found.isEmpty()) {
        problems.add(removed(List.of(id), locale));
        return;
      }
      Account one = found.get();
      try {
        started.add(id + "_" + rechecks.start(one, RecheckTarget.ofFindings(names)));
      } catch (RecheckRefusedException refused) {
        problems.add(one.name() + ": " + problem(refused, locale));
      }
    });
    if (!problems.isEmpty()) {
      redirect.addFlashAttribute("problem", joined(problems, locale));
    }
    redirect.addAllAttributes(filter.parameters());
    if (started.isEmpty()) {
      if (problems.isEmpty()) {
        redirect.addFlashAttribute("problem", messages.getMessage("fix.none", null, locale));
      }
      return "redirect:/fix";
    }
    AuditTrail.doneInPart(true);
    redirect.addAttribute("of", started.toArray());
    return "redirect:/rechecks";
  }

  /** The first problems, and how many more there are. */
  private String joined(List<String> problems, Locale locale) {
    int more = problems.size() - MAX_PROBLEMS;
    return String.join(" ", problems.stream().limit(MAX_PROBLEMS).toList())
        + (more > 0
            ? " " + messages.getMessage("recheck.refused.more", new Object[] {more}, locale)
            : "");
  }

  /**
   * Several rechecks on one page.
   *
   * @param of of each the account, an underscore and the run
   * @param filter of the page that they were started from
   */
  @RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
  @GetMapping("/rechecks")
  String showSeveral(@RequestParam List<String> of, FixFilter filter, Model model, Locale locale) {
    if (!filter.rule().isEmpty()) {
      model.addAttribute("back", filter.address());
    }
    List<RecheckView> views = new ArrayList<>();
    Set<String> gone = new LinkedHashSet<>();
    of.stream()
        .map(one -> one.split("_", 2))
        .filter(parts ->
            parts.length == 2 && parts[1].matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
        .forEach(parts ->
            find(parts[0], UUID.fromString(parts[1]), locale)
                .ifPresentOrElse(views::add, () -> gone.add(parts[0])));
    if (views.isEmpty() && !gone.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "rechecks of " + gone + " are gone");
    }
    if (!gone.isEmpty()) {
      model.addAttribute("gone", removed(gone, locale));
    }
    return showPage(views, model);
  }

  private Optional<RecheckView> find(String account, UUID run, Locale locale) {
    return accounts
        .find(account)
        .flatMap(found -> rechecks.shown(found, run, new Wording(messages, locale)));
  }

  private String removed(Collection<String> ids, Locale locale) {
    return messages.getMessage("recheck.gone", new Object[] {String.join(", ", ids)}, locale);
  }

  private String showPage(List<RecheckView> views, Model model) {
    model.addAttribute("views", views);
    if (views.stream().anyMatch(RecheckView::running)) {
      model.addAttribute("refresh", REFRESH_SECONDS);
    }
    return "recheck-page";
  }

  private String showBox(Account account, UUID run, Model model, Locale locale) {
    RecheckView view = view(account, run, locale);
    model.addAttribute("view", view);
    model.addAttribute("form", new RecheckForm(account.id(), view.target()));
    return BOX;
  }

  private RecheckView view(Account account, UUID run, Locale locale) {
    return rechecks
        .shown(account, run, new Wording(messages, locale))
        .orElseThrow(() ->
            new ResponseStatusException(HttpStatus.NOT_FOUND, "recheck " + run + " is not known"));
  }

  private String problem(RecheckRefusedException refused, Locale locale) {
    return messages.getMessage("recheck.refused." + refused.refusal(), null, locale);
  }
}
