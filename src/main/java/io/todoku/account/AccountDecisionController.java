package io.todoku.account;

import io.todoku.locale.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriUtils;

/** Records attestations, waivers and role overrides from the checklist page, and returns to it. */
@Controller
class AccountDecisionController {

  private final Accounts accounts;
  private final Attestations attestations;
  private final Waivers waivers;
  private final RoleOverrides roles;
  private final MessageSource messages;

  AccountDecisionController(
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
      @RequestParam(defaultValue = "") String resource,
      Principal who,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    String about = form.region() == null ? id : form.region();
    return redirectAfter(
        checklistUrl(id, form.rule(), resource),
        redirect,
        locale,
        message("done.attested", about),
        () -> attestations.add(id, form, who.getName()));
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
    return redirectAfter(
        checklistUrl(id, rule, resource),
        redirect,
        locale,
        message("done.waived", String.valueOf(expires)),
        () -> waivers.add(id, rule, resource, reason, who.getName(), expires));
  }

  @PostMapping("/accounts/{id}/waivers/{waiver}/revoke")
  String revokeWaiver(
      @PathVariable String id,
      @PathVariable UUID waiver,
      @RequestParam(defaultValue = "") String rule,
      @RequestParam(defaultValue = "") String resource,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    return redirectAfter(
        checklistUrl(id, rule, resource),
        redirect,
        locale,
        message("done.revoked"),
        () -> waivers.revoke(id, waiver));
  }

  @PostMapping("/accounts/{id}/roles")
  String overrideRole(
      @PathVariable String id,
      @RequestParam String address,
      @RequestParam String choice,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    return redirectAfter(
        "/accounts/" + id + "#senders",
        redirect,
        locale,
        message("done.role", address),
        () -> {
          if (choice.equals("auto")) {
            roles.removeOverride(id, address);
          } else {
            roles.override(id, address, choice.equals("yes"), reason, who.getName());
          }
        });
  }

  /** The URL of the finding on its checklist. */
  private static String checklistUrl(String id, @Nullable String rule, String resource) {
    String page = "/accounts/" + id;
    return resource.isEmpty()
        ? page
        : page + "#" + UriUtils.encode(rule + "/" + resource, StandardCharsets.UTF_8);
  }

  private static MessageSourceResolvable message(String key, Object... arguments) {
    return new DefaultMessageSourceResolvable(new String[] {key}, arguments);
  }

  private String redirectAfter(
      String where,
      RedirectAttributes redirect,
      Locale locale,
      MessageSourceResolvable done,
      Runnable deed) {
    try {
      deed.run();
      redirect.addFlashAttribute("message", messages.getMessage(done, locale));
    } catch (InvalidInputException wrong) {
      redirect.addFlashAttribute("problem", messages.getMessage(wrong, locale));
    }
    return "redirect:" + where;
  }
}
