package io.todoku.account;

import io.todoku.web.FlashMessages;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Records from the checklist page whether an address sends and receives mail, and returns to the
 * senders.
 */
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
   * @param choice whether it sends: {@code yes}, {@code no} or {@code auto}
   * @param receives the same for receiving; where both are {@code auto} and no domain is chosen,
   *     the override is removed
   * @param domains the mail domains that it sends for; none where the evidence decides
   */
  @PostMapping("/accounts/{id}/roles")
  String overrideRole(
      @PathVariable String id,
      @RequestParam String address,
      @RequestParam String choice,
      @RequestParam(defaultValue = "auto") String receives,
      @RequestParam(defaultValue = "") List<String> domains,
      @RequestParam(defaultValue = "") String reason,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    RoleOverrides.RoleChoice roleChoice =
        new RoleOverrides.RoleChoice(answer(choice), answer(receives), List.copyOf(domains));
    messages.run(
        () -> apply(id, address, roleChoice, reason, user), redirect, locale, "done.role", address);
    return "redirect:/accounts/" + id + "#senders";
  }

  private static @Nullable Boolean answer(String choice) {
    return choice.equals("auto") ? null : choice.equals("yes");
  }

  private void apply(
      String id, String address, RoleOverrides.RoleChoice choice, String reason, Principal user) {
    if (choice.sends() == null && choice.receives() == null && choice.domains().isEmpty()) {
      roles.removeOverride(id, address);
    } else {
      roles.override(id, address, choice, reason, user.getName());
    }
  }
}
