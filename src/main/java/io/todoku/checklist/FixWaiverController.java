package io.todoku.checklist;

import io.todoku.account.NoSuchAccountException;
import io.todoku.account.WaiverForm;
import io.todoku.checklist.FixDecisions.FixWaiver;
import io.todoku.checklist.FixPages.FixQuery;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.locale.ShownDate;
import java.io.Serializable;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Waives findings of one rule in many accounts, and takes that back. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
@RequestMapping("/fix/waivers")
class FixWaiverController {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final FixDecisions decisions;
  private final MessageSource messages;

  FixWaiverController(FixDecisions decisions, MessageSource messages) {
    this.decisions = decisions;
    this.messages = messages;
  }

  /**
   * What was chosen and entered for waivers that could not be stored.
   *
   * @param field the one that is wrong; empty where none of the form is
   */
  record RejectedFixes(List<String> findings, WaiverForm form, String field)
      implements Serializable {}

  /**
   * Waives the chosen findings in all their accounts, for one reason and until one day.
   *
   * @param from how many accounts come before on the page that one returns to
   */
  @Audited("waiver.add")
  @PostMapping
  String waive(
      @RequestParam String rule,
      @RequestParam @Nullable String client,
      @RequestParam @Nullable String account,
      @RequestParam(defaultValue = "0") int from,
      @RequestParam(defaultValue = "") List<String> finding,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String expires,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    WaiverForm form = new WaiverForm(reason, expires);
    List<ChosenFinding> chosen = ChosenFinding.of(finding);
    try {
      if (chosen.isEmpty()) {
        reject(redirect, finding, form, "", messages.getMessage("fix.none", null, locale));
      } else {
        List<FixWaiver> added =
            decisions.waive(rule, chosen, reason, user.getName(), form.lastDay());
        redirect.addFlashAttribute(
            "message",
            messages.getMessage(
                "done.waived",
                new Object[] {
                  ShownDate.of(Objects.requireNonNull(form.lastDay()), locale), added.size()
                },
                locale));
        redirect.addFlashAttribute(
            "undoWaivers", added.stream().map(one -> one.account() + " " + one.waiver()).toList());
      }
    } catch (InvalidInputException problem) {
      reject(
          redirect,
          finding,
          form,
          WaiverForm.fieldOf(problem),
          messages.getMessage(problem, locale));
    } catch (NoSuchAccountException gone) {
      reject(redirect, finding, form, "", messages.getMessage("fix.account-gone", null, locale));
    }
    return "redirect:" + FixQuery.of(rule, null, client, account).address(from);
  }

  /** The page tells the problem beside the field that is wrong, or else on its top. */
  private static void reject(
      RedirectAttributes redirect,
      List<String> findings,
      WaiverForm form,
      String field,
      String problem) {
    redirect.addFlashAttribute("rejected", new RejectedFixes(findings, form, field));
    redirect.addFlashAttribute("problem", problem);
  }

  /**
   * Takes back what was waived just now.
   *
   * @param waiver of each the account’s id, a blank, and the id of the waiver
   */
  @Audited("waiver.undo")
  @PostMapping("/undo")
  String undo(
      @RequestParam String rule,
      @RequestParam @Nullable String client,
      @RequestParam @Nullable String account,
      @RequestParam(defaultValue = "0") int from,
      @RequestParam List<String> waiver,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    List<FixWaiver> chosen =
        waiver.stream()
            .map(one -> one.split(" ", 2))
            .filter(parts -> parts.length == 2 && UUID_FORM.matcher(parts[1]).matches())
            .map(parts -> new FixWaiver(parts[0], parts[1]))
            .toList();
    boolean late = decisions.revoke(chosen, user.getName()) == 0;
    redirect.addFlashAttribute(
        late ? "problem" : "message",
        messages.getMessage(late ? "undo.late" : "done.revoked", null, locale));
    return "redirect:" + FixQuery.of(rule, null, client, account).address(from);
  }
}
