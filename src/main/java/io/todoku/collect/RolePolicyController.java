package io.todoku.collect;

import io.todoku.account.VisibleAccounts;
import io.todoku.identity.DataScope;
import io.todoku.identity.NotAudited;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Shows the role and its policy, in every format, to people who set up an account. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.NO_CLIENT)
class RolePolicyController {

  private final VisibleAccounts accounts;
  private final RoleOfAccount roles;
  private final MessageSource messages;

  RolePolicyController(VisibleAccounts accounts, RoleOfAccount roles, MessageSource messages) {
    this.accounts = accounts;
    this.roles = roles;
    this.messages = messages;
  }

  /** The role with what was entered; nothing is stored. */
  @GetMapping("/policy")
  String show(@ModelAttribute("role") RoleForm form, Model model, Locale locale) {
    if (form.isEmpty()) {
      return show(model, roles.any());
    }
    try {
      return show(model, form.toRole());
    } catch (InvalidInputException wrong) {
      model.addAttribute("problem", messages.getMessage(wrong, locale));
      show(model, roles.any());
      model.addAttribute("role", form);
      return "policy";
    }
  }

  /** Leads to the page of the planned role, which can be opened again. */
  @NotAudited
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
  @PostMapping("/accounts/role")
  String findPlanned(
      @RequestParam(defaultValue = "") String client,
      @RequestParam(defaultValue = "") String roleArn,
      @RequestParam(defaultValue = "") String externalId,
      @RequestParam(defaultValue = "") String proposedExternalId,
      RedirectAttributes redirect) {
    redirect
        .addAttribute("client", client)
        .addAttribute("roleArn", roleArn)
        .addAttribute("externalId", externalId)
        .addAttribute("proposedExternalId", proposedExternalId);
    return "redirect:/accounts/role";
  }

  /** The role of the account that the form for adding accounts is about. */
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
  @GetMapping("/accounts/role")
  String showPlanned(
      @RequestParam(defaultValue = "") String client,
      @RequestParam(defaultValue = "") String roleArn,
      @RequestParam(defaultValue = "") String externalId,
      @RequestParam(defaultValue = "") String proposedExternalId,
      Model model,
      Locale locale) {
    try {
      return show(
          model, roles.planned(client, roleArn, externalId.strip(), proposedExternalId.strip()));
    } catch (InvalidInputException wrong) {
      model.addAttribute("problem", messages.getMessage(wrong, locale));
      return show(model, roles.any());
    }
  }

  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
  @GetMapping("/accounts/{id}/role")
  String showOfAccount(@PathVariable String id, Model model) {
    return show(model, roles.of(accounts.get(id)));
  }

  private String show(Model model, RoleDefinition role) {
    Map<String, String> forms = new LinkedHashMap<>();
    for (RolePolicyFormat form : RolePolicyFormat.values()) {
      forms.put(form.name().toLowerCase(Locale.ROOT), form.text(role));
    }
    model.addAttribute("forms", forms);
    model.addAttribute("organizationPolicy", OrganizationPolicy.text());
    model.addAttribute("role", RoleForm.of(role));
    model.addAttribute("own", roles.principal().orElse(null));
    switch (roles.caller()) {
      case Known<String>(String arn) -> model.addAttribute("caller", arn);
      case Unknown<String>(Reason reason) -> model.addAttribute("callerUnknown", reason);
    }
    return "policy";
  }
}
