package io.todoku.account;

import io.todoku.identity.Audited;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.web.FlashMessages;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Leaves Regions out that the organization has closed, and takes them in again. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, thing = AccountClients.class)
@RequestMapping("/accounts/{id}/excluded-regions")
class RegionExclusionController {

  private final VisibleAccounts accounts;
  private final RegionExclusions exclusions;
  private final FlashMessages messages;

  RegionExclusionController(
      VisibleAccounts accounts, RegionExclusions exclusions, FlashMessages messages) {
    this.accounts = accounts;
    this.exclusions = exclusions;
    this.messages = messages;
  }

  @Audited("region.exclude")
  @PostMapping
  String exclude(
      @PathVariable String id,
      @RequestParam(defaultValue = "") List<String> regions,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    messages.run(
        () -> exclusions.exclude(id, regions, user.getName()),
        redirect,
        locale,
        "done.regions.excluded",
        String.valueOf(regions.size()));
    return "redirect:/accounts/" + id;
  }

  @Audited("region.include")
  @PostMapping("/remove")
  String include(
      @PathVariable String id,
      @RequestParam(defaultValue = "") List<String> regions,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    messages.run(
        () -> exclusions.include(id, regions),
        redirect,
        locale,
        "done.regions.included",
        String.valueOf(regions.size()));
    return "redirect:/accounts/" + id;
  }
}
