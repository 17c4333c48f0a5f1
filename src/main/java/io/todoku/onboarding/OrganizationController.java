package io.todoku.onboarding;

import io.todoku.account.Account;
import io.todoku.account.ExternalIds;
import io.todoku.account.VisibleAccounts;
import io.todoku.collect.OrganizationPolicy;
import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.web.FlashMessages;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages that list the accounts of AWS organizations and add those that somebody chooses. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
class OrganizationController {

  private final Organizations organizations;
  private final VisibleAccounts accounts;
  private final MessageSource messages;
  private final FlashMessages flashMessages;

  OrganizationController(
      Organizations organizations,
      VisibleAccounts accounts,
      MessageSource messages,
      FlashMessages flashMessages) {
    this.organizations = organizations;
    this.accounts = accounts;
    this.messages = messages;
    this.flashMessages = flashMessages;
  }

  @GetMapping("/organizations")
  String list(Model model) {
    String proposed = ExternalIds.random();
    return showList(model, new OrganizationForm("role", "", proposed, "", ""));
  }

  /** Lists the accounts of an organization, which takes a second for each five of them. */
  @Audited("organization.add")
  @PostMapping("/organizations")
  String add(
      @ModelAttribute("form") OrganizationForm form, Principal who, Model model, Locale locale) {
    try {
      return switch (organizations.add(form.toAccess(accounts), who.getName())) {
        case Known<String>(String id) -> "redirect:/organizations/" + id;
        case Unknown<String>(Reason reason) -> {
          model.addAttribute("failure", reason);
          yield showList(model, form);
        }
      };
    } catch (InvalidInputException wrong) {
      model.addAttribute("problem", messages.getMessage(wrong, locale));
      return showList(model, form);
    }
  }

  @GetMapping("/organizations/{id}")
  String show(@PathVariable String id, Model model) {
    KnownOrganization organization = get(id);
    return show(model, organization, OnboardingRulesForm.of(organization.rules()));
  }

  @Audited("organization.rules")
  @PostMapping("/organizations/{id}/rules")
  String changeRules(
      @PathVariable String id,
      @ModelAttribute("rules") OnboardingRulesForm form,
      Model model,
      Locale locale) {
    KnownOrganization organization = get(id);
    try {
      OnboardingRules rules = form.toRules();
      AuditTrail.oldValue(organization.rules());
      organizations.changeRules(id, rules);
      return "redirect:/organizations/" + id + "#accounts";
    } catch (InvalidInputException wrong) {
      model.addAttribute("problem", messages.getMessage(wrong, locale));
      return show(model, organization, form);
    }
  }

  @Audited("organization.update")
  @PostMapping("/organizations/{id}/update")
  String update(@PathVariable String id, Locale locale, RedirectAttributes redirect) {
    organizations.update(get(id));
    if (get(id).failure() == null) {
      flashMessages.addDone(redirect, locale, "organization.updated");
    } else {
      AuditTrail.notDone();
    }
    return "redirect:/organizations/" + id;
  }

  /**
   * Adds the chosen accounts, or decides whether they are offered. Answers 201 where an account was
   * added.
   *
   * @param action {@code add}, {@code decline} or {@code offer}
   */
  @Audited("organization.accounts")
  @PostMapping("/organizations/{id}/accounts")
  String act(
      @PathVariable String id,
      @RequestParam(defaultValue = "") List<String> account,
      @RequestParam String action,
      Principal who,
      Locale locale,
      RedirectAttributes redirect) {
    KnownOrganization organization = get(id);
    if (account.isEmpty()) {
      AuditTrail.notDone();
      flashMessages.addProblem(
          redirect, locale, new InvalidInputException(OnboardingProblem.NONE_SELECTED));
      return "redirect:/organizations/" + id + "#accounts";
    }
    switch (action) {
      case "add" -> {
        return showRoles(
            organization, organizations.addAccounts(organization, account), locale, redirect);
      }
      case "decline" -> organizations.decline(id, account, who.getName());
      case "offer" -> organizations.offerAgain(id, account);
      default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    return "redirect:/organizations/" + id + "#accounts";
  }

  /** Forgets the organization; its accounts stay. */
  @Audited("organization.remove")
  @RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
  @PostMapping("/organizations/{id}/remove")
  String remove(@PathVariable String id, Locale locale, RedirectAttributes redirect) {
    AuditTrail.oldValue(get(id));
    organizations.remove(id);
    flashMessages.addDone(redirect, locale, "organization.removed", id);
    return "redirect:/organizations";
  }

  private KnownOrganization get(String id) {
    return organizations
        .find(id)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private String showList(Model model, OrganizationForm form) {
    model.addAttribute("form", form);
    model.addAttribute("organizations", organizations.all());
    model.addAttribute("accounts", accounts.all().stream().filter(Account::hasAwsAccess).toList());
    model.addAttribute("policy", OrganizationPolicy.text());
    return "organizations";
  }

  private String show(Model model, KnownOrganization organization, OnboardingRulesForm rules) {
    List<OrganizationMember> members = organizations.members(organization.id());
    model.addAttribute("organization", organization);
    model.addAttribute("rules", rules);
    model.addAttribute(
        "tagKeys",
        members.stream()
            .filter(member -> member.leftAt() == null)
            .flatMap(member -> member.listed().tags().orElse(Map.of()).keySet().stream())
            .distinct()
            .sorted()
            .toList());
    model.addAttribute("page", OrganizationPage.of(organization, members));
    model.addAttribute("policy", OrganizationPolicy.text());
    return "organization";
  }

  private String showRoles(
      KnownOrganization organization,
      List<MemberAddition> results,
      Locale locale,
      RedirectAttributes redirect) {
    List<String> added =
        results.stream().filter(MemberAddition::isAdded).map(MemberAddition::id).toList();
    AuditTrail.doneInPart(!added.isEmpty());
    long existing = results.stream().filter(one -> !one.isAdded() && !one.isRefused()).count();
    flashMessages.addDone(redirect, locale, "onboarding.result", added.size(), existing);
    redirect.addFlashAttribute(
        "refusals",
        new ArrayList<>(
            results.stream()
                .filter(MemberAddition::isRefused)
                .map(one -> describeRefusal(one, locale))
                .toList()));
    String page = "/organizations/" + organization.id();
    return "redirect:"
        + (added.isEmpty()
            ? page + "#accounts"
            : AccountRolesController.address(page + "/roles", added));
  }

  private String describeRefusal(MemberAddition refused, Locale locale) {
    String why =
        messages.getMessage(
            "onboarding.outcome." + refused.outcome(), new Object[] {refused.detail()}, locale);
    return messages.getMessage(
        "onboarding.refusal", new Object[] {refused.name(), refused.id(), why}, locale);
  }
}
