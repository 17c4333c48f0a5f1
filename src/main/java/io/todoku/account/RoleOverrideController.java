package io.todoku.account;

import io.todoku.account.RoleOverrides.RoleChoice;
import io.todoku.account.RoleOverrides.RoleUndo;
import io.todoku.identity.Audited;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.web.FlashMessages;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriUtils;

/** Records from the page of an address whether it sends and receives mail, and returns there. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, thing = AccountClients.class)
class RoleOverrideController {

  /** What was entered and is not valid, so that the form shows it again. */
  record RejectedRole(String address, String choice, String receives, String domains, String reason)
      implements Serializable {}

  /** The same for several addresses. */
  record RejectedRoles(
      String row, List<String> addresses, String sends, String receives, String reason)
      implements Serializable {}

  /** The session's last change of overrides, which can be undone. */
  private static final String UNDO = RoleOverrideController.class.getName() + ".undo";

  private final VisibleAccounts accounts;
  private final RoleOverrides roles;
  private final FlashMessages messages;

  RoleOverrideController(VisibleAccounts accounts, RoleOverrides roles, FlashMessages messages) {
    this.accounts = accounts;
    this.roles = roles;
    this.messages = messages;
  }

  /**
   * @param choice whether it sends: {@code yes}, {@code no} or {@code auto}
   * @param receives the same for receiving; where both are {@code auto} and no domain is chosen,
   *     the override is removed
   * @param domains the mail domains that it sends for, with blanks or commas between them; empty
   *     where the evidence decides
   */
  @Audited("role.override")
  @PostMapping("/accounts/{id}/roles")
  String overrideRole(
      @PathVariable String id,
      @RequestParam String address,
      @RequestParam String choice,
      @RequestParam(defaultValue = "auto") String receives,
      @RequestParam(defaultValue = "") String domains,
      @RequestParam(defaultValue = "") String reason,
      Principal user,
      HttpSession session,
      Locale locale,
      RedirectAttributes redirect) {
    Account account = accounts.get(id);
    try {
      RoleChoice chosen =
          new RoleChoice(
              answer("choice", choice),
              answer("receives", receives),
              RoleChoice.domainsOf(account, List.of(domains.strip().split("[\\s,、]+"))));
      RoleUndo undo =
          roles.undoably(
              id, List.of(address), () -> override(id, address, chosen, reason, user.getName()));
      messages.addDone(
          redirect, locale, chosen.isEmpty() ? "done.role.removed" : "done.role", address);
      offerUndo(undo, session, redirect);
    } catch (InvalidInputException problem) {
      messages.addProblem(redirect, locale, problem);
      redirect.addFlashAttribute(
          "rejectedRole", new RejectedRole(address, choice, receives, domains, reason));
    }
    return toAddress(id, address);
  }

  private void override(
      String id, String address, RoleChoice chosen, String reason, String author) {
    if (chosen.isEmpty()) {
      roles.removeOverride(id, address);
    } else {
      roles.override(id, address, chosen, reason, author);
    }
  }

  private static String toAddress(String id, String address) {
    return "redirect:/accounts/%s/addresses/%s#role"
        .formatted(id, UriUtils.encode(address, StandardCharsets.UTF_8));
  }

  /** Keeps the change in the session, because a form could name another author or time. */
  private static void offerUndo(RoleUndo undo, HttpSession session, RedirectAttributes redirect) {
    session.setAttribute(UNDO, undo);
    redirect.addFlashAttribute("undoRoles", undo.id());
  }

  /**
   * Answers for several addresses at once, from the row of the checklist that asks about them.
   *
   * @param sends {@code yes}, {@code no} or {@code auto}, which leaves it as it is
   * @param receives the same for receiving
   * @param row the id of that row
   * @param back the query of the page to return to; see {@link ChecklistRedirect}
   */
  @Audited("role.override")
  @PostMapping("/accounts/{id}/roles/several")
  String overrideRoles(
      @PathVariable String id,
      @RequestParam(defaultValue = "") List<String> address,
      @RequestParam(defaultValue = "auto") String sends,
      @RequestParam(defaultValue = "auto") String receives,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String row,
      @RequestParam(defaultValue = "") String back,
      Principal user,
      HttpSession session,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    Boolean sending = answer("sends", sends);
    Boolean receiving = answer("receives", receives);
    try {
      if (address.isEmpty()) {
        throw new InvalidInputException(AccountInputProblem.NONE_SELECTED);
      }
      RoleUndo undo =
          roles.undoably(
              id,
              address,
              () -> roles.overrideAll(id, address, sending, receiving, reason, user.getName()));
      messages.addDone(redirect, locale, "done.roles", address.size());
      offerUndo(undo, session, redirect);
    } catch (InvalidInputException problem) {
      messages.addProblem(redirect, locale, problem);
      redirect.addFlashAttribute(
          "rejectedRoles", new RejectedRoles(row, address, sends, receives, reason));
      return ChecklistRedirect.toRow(id, back, row);
    }
    return ChecklistRedirect.toFinding(id, back, null, "");
  }

  /**
   * Takes back what was saved just now, unless somebody has changed it since.
   *
   * @param undo names the change
   * @param address whose page to return to; empty: to the checklist, see {@code back}
   */
  @Audited("role.undo")
  @PostMapping("/accounts/{id}/roles/undo")
  String undo(
      @PathVariable String id,
      @RequestParam String undo,
      @RequestParam(defaultValue = "") String address,
      @RequestParam(defaultValue = "") String back,
      HttpSession session,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    if (session.getAttribute(UNDO) instanceof RoleUndo last
        && last.id().equals(undo)
        && last.accountId().equals(id)
        && roles.undo(last)) {
      session.removeAttribute(UNDO);
      messages.addDone(redirect, locale, "done.roles.undone");
    } else {
      messages.addProblem(redirect, locale, "undo.late");
    }
    return address.isEmpty()
        ? ChecklistRedirect.toFinding(id, back, null, "")
        : toAddress(id, address);
  }

  /** Null for {@code auto}. The form has no other values, so that another one is no slip. */
  private static @Nullable Boolean answer(String parameter, String choice) {
    return switch (choice) {
      case "auto" -> null;
      case "yes" -> true;
      case "no" -> false;
      default ->
          throw new ResponseStatusException(
              HttpStatus.BAD_REQUEST,
              "%s must be auto, yes or no, not \"%s\"".formatted(parameter, choice));
    };
  }
}
