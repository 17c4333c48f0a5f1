package io.todoku.account;

import io.todoku.identity.Audited;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.web.FlashMessages;
import java.io.Serializable;
import java.security.Principal;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Adds and deletes notes on findings, and returns to the page that they were written on. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, thing = AccountClients.class)
@RequestMapping("/accounts/{id}/notes")
class FindingNoteController {

  /** What was entered and is not valid, so that the form shows it again. */
  record RejectedNote(String finding, String text) implements Serializable {}

  /** What a session keeps of a note that is too long; the rest is cut. */
  private static final int MAX_SHOWN_AGAIN = 10_000;

  private final VisibleAccounts accounts;
  private final FindingNotes notes;
  private final FlashMessages messages;

  FindingNoteController(VisibleAccounts accounts, FindingNotes notes, FlashMessages messages) {
    this.accounts = accounts;
    this.notes = notes;
    this.messages = messages;
  }

  /**
   * @param resource the key of the finding's resource
   * @param back the page to return to; see {@link ChecklistRedirect}
   */
  @Audited("note.add")
  @PostMapping
  String add(
      @PathVariable String id,
      @RequestParam String rule,
      @RequestParam String resource,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String back,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    try {
      notes.add(id, rule, resource, text, user.getName());
      messages.addDone(redirect, locale, "done.noted");
    } catch (InvalidInputException problem) {
      messages.addProblem(redirect, locale, problem);
      redirect.addFlashAttribute(
          "rejectedNote",
          new RejectedNote(
              rule + "/" + resource, text.substring(0, Math.min(text.length(), MAX_SHOWN_AGAIN))));
    }
    return ChecklistRedirect.toFinding(id, back, rule, resource);
  }

  @Audited("note.delete")
  @PostMapping("/{note}/delete")
  String delete(
      @PathVariable String id,
      @PathVariable UUID note,
      @RequestParam(defaultValue = "") String rule,
      @RequestParam(defaultValue = "") String resource,
      @RequestParam(defaultValue = "") String back,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    if (notes.delete(id, note, user.getName())) {
      messages.addDone(redirect, locale, "done.note.deleted");
    } else {
      messages.addProblem(redirect, locale, "note.others");
    }
    return ChecklistRedirect.toFinding(id, back, rule, resource);
  }
}
