package io.todoku.account;

import io.todoku.web.FlashMessages;
import java.security.Principal;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Records from the checklist page whether an address sends mail, and returns to the senders. */
@Controller
class RoleOverrideController {

  private final Accounts accounts;
  private final RoleOverrides roles;
  private final FlashMessages messages;

  RoleOverrideController(Accounts accounts, RoleOverrides roles, FlashMessages messages) {
    this.accounts = accounts;
    this.roles = roles;
    this.messages = messages;
  }

  /**
   * @param choice {@code yes} or {@code no}; {@code auto} removes the override
   */
  @PostMapping("/accounts/{id}/roles")
  String overrideRole(
      @PathVariable String id,
      @RequestParam String address,
      @RequestParam String choice,
      @RequestParam(defaultValue = "") String reason,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    messages.run(
        () -> apply(id, address, choice, reason, user), redirect, locale, "done.role", address);
    return "redirect:/accounts/" + id + "#senders";
  }

  private void apply(String id, String address, String choice, String reason, Principal user) {
    if (choice.equals("auto")) {
      roles.removeOverride(id, address);
    } else {
      roles.override(id, address, choice.equals("yes"), reason, user.getName());
    }
  }
}
