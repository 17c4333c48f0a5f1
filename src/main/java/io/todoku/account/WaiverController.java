package io.todoku.account;

import io.todoku.web.FlashMessages;
import java.security.Principal;
import java.time.LocalDate;
import java.util.Locale;
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
@RequestMapping("/accounts/{id}/waivers")
class WaiverController {

  private final Accounts accounts;
  private final Waivers waivers;
  private final FlashMessages messages;

  WaiverController(Accounts accounts, Waivers waivers, FlashMessages messages) {
    this.accounts = accounts;
    this.waivers = waivers;
    this.messages = messages;
  }

  @PostMapping
  String waive(
      @PathVariable String id,
      @RequestParam String rule,
      @RequestParam String resource,
      @RequestParam String reason,
      @RequestParam @Nullable LocalDate expires,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    messages.run(
        () -> waivers.add(id, rule, resource, reason, user.getName(), expires),
        redirect,
        locale,
        "done.waived",
        String.valueOf(expires));
    return ChecklistRedirect.toFinding(id, rule, resource);
  }

  @PostMapping("/{waiver}/revoke")
  String revoke(
      @PathVariable String id,
      @PathVariable UUID waiver,
      @RequestParam(defaultValue = "") String rule,
      @RequestParam(defaultValue = "") String resource,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    messages.run(() -> waivers.revoke(id, waiver), redirect, locale, "done.revoked");
    return ChecklistRedirect.toFinding(id, rule, resource);
  }
}
