package io.todoku.onboarding;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.todoku.account.Account;
import io.todoku.account.ExternalIds;
import io.todoku.account.VisibleAccounts;
import io.todoku.collect.MemberRoles;
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
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
  private final MemberRoles roles;
  private final MessageSource messages;
  private final FlashMessages flashMessages;

  OrganizationController(
      Organizations organizations,
      VisibleAccounts accounts,
      MemberRoles roles,
      MessageSource messages,
      FlashMessages flashMessages) {
    this.organizations = organizations;
    this.accounts = accounts;
    this.roles = roles;
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
      Model model,
      Locale locale,
      RedirectAttributes redirect,
      HttpServletResponse response) {
    KnownOrganization organization = get(id);
    if (account.isEmpty()) {
      flashMessages.addProblem(
          redirect, locale, new InvalidInputException(OnboardingProblem.NONE_SELECTED));
      return "redirect:/organizations/" + id + "#accounts";
    }
    switch (action) {
      case "add" -> {
        List<MemberAddition> results = organizations.addAccounts(organization, account);
        if (results.stream().anyMatch(MemberAddition::isAdded)) {
          response.setStatus(HttpServletResponse.SC_CREATED);
        }
        return showResult(model, organization, results);
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

  private String showResult(
      Model model, KnownOrganization organization, List<MemberAddition> results) {
    model.addAttribute("organization", organization);
    model.addAttribute("results", results);
    model.addAttribute("added", results.stream().filter(MemberAddition::isAdded).toList());
    model.addAttribute(
        "existing", results.stream().filter(r -> !r.isAdded() && !r.isRefused()).count());
    model.addAttribute("refused", results.stream().filter(MemberAddition::isRefused).count());
    model.addAttribute("roles", clientRoles(organization, results));
    model.addAttribute(
        "management",
        results.stream()
            .anyMatch(r -> r.isAdded() && r.id().equals(organization.managementAccount())));
    return "organization-added";
  }

  /** The commands that create the roles, by client, because each has an external id of its own. */
  private List<ClientRole> clientRoles(
      KnownOrganization organization, List<MemberAddition> results) {
    return results.stream()
        .filter(MemberAddition::isAdded)
        .collect(groupingBy(MemberAddition::client, TreeMap::new, toList()))
        .entrySet()
        .stream()
        .map(client -> {
          List<String> ids = client.getValue().stream().map(MemberAddition::id).toList();
          return new ClientRole(
              client.getKey(),
              ids.size(),
              roles.stackSet(
                  client.getKey(),
                  Objects.requireNonNull(client.getValue().getFirst().externalId()),
                  organization.rules().roleName(),
                  organization.rules().rolePath(),
                  ids));
        })
        .toList();
  }

  /**
   * What the accounts of a client need.
   *
   * @param accounts how many
   * @param commands that create the role in them
   */
  record ClientRole(String client, int accounts, String commands) {}
}
