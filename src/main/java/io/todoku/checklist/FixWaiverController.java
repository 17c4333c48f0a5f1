package io.todoku.checklist;

import io.todoku.account.Accounts;
import io.todoku.account.Waiver;
import io.todoku.account.Waivers;
import io.todoku.checklist.FixPages.FixQuery;
import io.todoku.locale.InvalidInputException;
import java.io.Serializable;
import java.security.Principal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
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
@RequestMapping("/fix/waivers")
class FixWaiverController {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Accounts accounts;
  private final Waivers waivers;
  private final MessageSource messages;

  FixWaiverController(Accounts accounts, Waivers waivers, MessageSource messages) {
    this.accounts = accounts;
    this.waivers = waivers;
    this.messages = messages;
  }

  /** What was chosen and entered for waivers that could not be stored. */
  record RejectedFixes(List<String> findings, String reason, @Nullable LocalDate expires)
      implements Serializable {}

  /** Waives the chosen findings in all their accounts, for one reason and until one day. */
  @PostMapping
  String waive(
      @RequestParam String rule,
      @RequestParam @Nullable String client,
      @RequestParam @Nullable String account,
      @RequestParam(defaultValue = "") List<String> finding,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam @Nullable LocalDate expires,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    Map<String, List<String>> byAccount = new LinkedHashMap<>();
    ChosenFinding.of(finding)
        .forEach(one ->
            byAccount
                .computeIfAbsent(accounts.get(one.account()).id(), _ -> new ArrayList<>())
                .add(one.resource()));
    List<String> added = new ArrayList<>();
    try {
      byAccount.forEach((id, resources) ->
          waivers.addAll(id, rule, resources, reason, user.getName(), expires).stream()
              .map(Waiver::id)
              .forEach(waiver -> added.add(id + " " + waiver)));
      if (added.isEmpty()) {
        redirect.addFlashAttribute("problem", messages.getMessage("fix.none", null, locale));
      }
    } catch (InvalidInputException problem) {
      redirect.addFlashAttribute("problem", messages.getMessage(problem, locale));
    }
    if (redirect.getFlashAttributes().containsKey("problem")) {
      redirect.addFlashAttribute("rejected", new RejectedFixes(finding, reason, expires));
    }
    if (!added.isEmpty()) {
      redirect.addFlashAttribute(
          "message",
          messages.getMessage(
              "done.waived", new Object[] {String.valueOf(expires), added.size()}, locale));
      redirect.addFlashAttribute("undoWaivers", added);
    }
    return "redirect:" + FixQuery.of(rule, null, client, account).address();
  }

  /**
   * Takes back what was waived just now.
   *
   * @param waiver of each the account’s id, a blank, and the id of the waiver
   */
  @PostMapping("/undo")
  String undo(
      @RequestParam String rule,
      @RequestParam @Nullable String client,
      @RequestParam @Nullable String account,
      @RequestParam List<String> waiver,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    long revoked =
        waiver.stream()
            .map(one -> one.split(" ", 2))
            .filter(parts -> parts.length == 2 && UUID_FORM.matcher(parts[1]).matches())
            .filter(parts ->
                waivers.revoke(
                    accounts.get(parts[0]).id(), UUID.fromString(parts[1]), user.getName()))
            .count();
    redirect.addFlashAttribute(
        revoked == 0 ? "problem" : "message",
        messages.getMessage(revoked == 0 ? "undo.late" : "done.revoked", null, locale));
    return "redirect:" + FixQuery.of(rule, null, client, account).address();
  }
}
