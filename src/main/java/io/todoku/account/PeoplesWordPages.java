package io.todoku.account;

import java.security.Principal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes what people say of an account on its checklist, and leads back to it. */
@Controller
class PeoplesWordPages {

  private final Accounts accounts;
  private final Attestations attestations;
  private final Waivers waivers;
  private final RoleOverrides roles;
  private final MessageSource messages;

  PeoplesWordPages(
      Accounts accounts,
      Attestations attestations,
      Waivers waivers,
      RoleOverrides roles,
      MessageSource messages) {
    this.accounts = accounts;
    this.attestations = attestations;
    this.waivers = waivers;
    this.roles = roles;
    this.messages = messages;
  }

  @PostMapping("/accounts/{id}/attestations")
  String attest(
      @PathVariable String id,
      AttestationForm form,
      Principal who,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    return back(id, redirect, locale, () -> attestations.add(id, form, who.getName()));
  }

  @PostMapping("/accounts/{id}/waivers")
  String waive(
      @PathVariable String id,
      @RequestParam String rule,
      @RequestParam String resource,
      @RequestParam String reason,
      @RequestParam @Nullable LocalDate expires,
      Principal who,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    return back(
        id,
        redirect,
        locale,
        () -> waivers.add(id, rule, resource, reason, who.getName(), expires));
  }

  @PostMapping("/accounts/{id}/waivers/{waiver}/revoke")
  String revoke(@PathVariable String id, @PathVariable UUID waiver) {
    waivers.revoke(id, waiver);
    return "redirect:/accounts/" + id;
  }

  @PostMapping("/accounts/{id}/roles")
  String choose(
      @PathVariable String id,
      @RequestParam String address,
      @RequestParam String choice,
      Principal who,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    return back(
        id,
        redirect,
        locale,
        () -> {
          if (choice.equals("auto")) {
            roles.leaveToEvidence(id, address);
          } else {
            roles.choose(id, address, choice.equals("yes"), who.getName());
          }
        });
  }

  private String back(String id, RedirectAttributes redirect, Locale locale, Runnable deed) {
    try {
      deed.run();
    } catch (WrongInputException wrong) {
      redirect.addFlashAttribute("problem", messages.getMessage(wrong, locale));
    }
    return "redirect:/accounts/" + id;
  }
}
