package io.todoku.account;

import io.todoku.identity.Audited;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.locale.ShownDate;
import io.todoku.web.FlashMessages;
import java.io.Serializable;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Records and revokes waivers from the checklist page, and returns to it. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, thing = AccountClients.class)
@RequestMapping("/accounts/{id}/waivers")
class WaiverController {

  private final VisibleAccounts accounts;
  private final Waivers waivers;
  private final FlashMessages messages;

  WaiverController(VisibleAccounts accounts, Waivers waivers, FlashMessages messages) {
    this.accounts = accounts;
    this.waivers = waivers;
    this.messages = messages;
  }

  /**
   * What was entered and could not be stored, so that it need not be entered again.
   *
   * @param row the id of the row in which several resources were chosen; empty for one
   * @param field the one that is wrong; empty where none of the form is
   */
  record RejectedWaiver(
      String row, String rule, List<String> resources, WaiverForm form, String field)
      implements Serializable {

    /** The rule, a slash and the key of the resource; empty where several were chosen in a row. */
    public String finding() {
      return row.isEmpty() && resources.size() == 1 ? rule + "/" + resources.getFirst() : "";
    }
  }

  /**
   * @param resource the keys of one or more resources
   * @param row the id of the row in which several resources were chosen
   * @param back the query of the page to return to; see {@link ChecklistRedirect}
   * @param next the id of the row to go on with, empty for the top of the page; null returns to the
   *     finding
   */
  @Audited("waiver.add")
  @PostMapping
  String waive(
      @PathVariable String id,
      @RequestParam String rule,
      @RequestParam(defaultValue = "") List<String> resource,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String expires,
      @RequestParam(defaultValue = "") String row,
      @RequestParam(defaultValue = "") String back,
      @RequestParam @Nullable String next,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    WaiverForm form = new WaiverForm(reason, expires);
    try {
      if (resource.isEmpty()) {
        throw new InvalidInputException(AccountInputProblem.NONE_SELECTED);
      }
      List<Waiver> added =
          waivers.addAll(id, rule, resource, reason, user.getName(), form.lastDay());
      messages.addDone(
          redirect,
          locale,
          "done.waived",
          ShownDate.of(Objects.requireNonNull(form.lastDay()), locale),
          added.size());
      redirect.addFlashAttribute("undoWaivers", added.stream().map(Waiver::id).toList());
      if (next != null) {
        return ChecklistRedirect.toRow(id, back, next);
      }
    } catch (InvalidInputException problem) {
      messages.addProblem(redirect, locale, problem);
      redirect.addFlashAttribute(
          "rejectedWaiver",
          new RejectedWaiver(row, rule, resource, form, WaiverForm.fieldOf(problem)));
      if (resource.size() != 1) {
        return ChecklistRedirect.toRow(id, back, row);
      }
    }
    return ChecklistRedirect.toFinding(
        id, back, rule, resource.size() == 1 ? resource.getFirst() : "");
  }

  @Audited("waiver.revoke")
  @PostMapping("/{waiver}/revoke")
  String revoke(
      @PathVariable String id,
      @PathVariable UUID waiver,
      @RequestParam(defaultValue = "") String rule,
      @RequestParam(defaultValue = "") String resource,
      @RequestParam(defaultValue = "") String back,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    messages.run(
        () -> waivers.revoke(id, waiver, user.getName()), redirect, locale, "done.revoked");
    return ChecklistRedirect.toFinding(id, back, rule, resource);
  }

  /** Takes back what was waived just now. */
  @Audited("waiver.undo")
  @PostMapping("/undo")
  String undo(
      @PathVariable String id,
      @RequestParam List<UUID> waiver,
      @RequestParam(defaultValue = "") String back,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    waiver.forEach(one -> waivers.revoke(id, one, user.getName()));
    messages.addDone(redirect, locale, "done.revoked");
    return ChecklistRedirect.toFinding(id, back, null, "");
  }
}
