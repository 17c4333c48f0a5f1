package io.todoku.onboarding;

import io.todoku.account.Account;
import io.todoku.account.VisibleAccounts;
import io.todoku.collect.MemberRoles;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The pages with the commands that create the roles of many accounts, by client. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
class AccountRolesController {

  /** What an address holds, with room for the rest of the request. */
  private static final int MAX_IN_ADDRESS = 300;

  private final Organizations organizations;
  private final VisibleAccounts accounts;
  private final MemberRoles roles;
  private final MessageSource messages;

  AccountRolesController(
      Organizations organizations,
      VisibleAccounts accounts,
      MemberRoles roles,
      MessageSource messages) {
    this.organizations = organizations;
    this.accounts = accounts;
    this.roles = roles;
    this.messages = messages;
  }

  /** The address of a page of roles, for some of its accounts; for all where they are too many. */
  static String address(String page, List<String> accounts) {
    return accounts.size() > MAX_IN_ADDRESS
        ? page
        : page + "?account=" + String.join(",", accounts);
  }

  /**
   * @param account ids of those that are shown; empty for all that have AWS access
   * @param principal that the roles trust; blank for what Todoku runs as
   */
  @GetMapping("/accounts/roles")
  String showAll(
      @RequestParam(defaultValue = "") Set<String> account,
      @RequestParam(defaultValue = "") String principal,
      Model model,
      Locale locale) {
    List<Account> shown = accounts.all().stream().filter(Account::hasAwsAccess).toList();
    return show(model, locale, null, shown, account, principal);
  }

  /** The same for the accounts of an organization, which StackSets reach. */
  @GetMapping("/organizations/{id}/roles")
  String showMembers(
      @PathVariable String id,
      @RequestParam(defaultValue = "") Set<String> account,
      @RequestParam(defaultValue = "") String principal,
      Model model,
      Locale locale) {
    KnownOrganization organization =
        organizations.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    Set<String> members =
        organizations.members(id).stream()
            .filter(member -> member.leftAt() == null && member.known())
            .map(member -> member.listed().id())
            .collect(Collectors.toSet());
    List<Account> shown =
        accounts.all().stream()
            .filter(one -> one.hasAwsAccess() && members.contains(one.id()))
            .toList();
    return show(model, locale, organization, shown, account, principal);
  }

  private String show(
      Model model,
      Locale locale,
      @Nullable KnownOrganization organization,
      List<Account> all,
      Set<String> chosen,
      String principal) {
    List<Account> shown =
        chosen.isEmpty() ? all : all.stream().filter(one -> chosen.contains(one.id())).toList();
    List<RoleGroup> groups;
    try {
      groups = RoleGroup.of(shown, roles, principal, organization != null);
    } catch (InvalidInputException wrong) {
      model.addAttribute("problem", messages.getMessage(wrong, locale));
      groups = RoleGroup.of(shown, roles, "", organization != null);
    }
    model.addAttribute("organization", organization);
    model.addAttribute("shown", shown);
    model.addAttribute("all", all.size());
    model.addAttribute("chosen", String.join(",", chosen));
    model.addAttribute("principal", principal);
    model.addAttribute("groups", groups);
    model.addAttribute(
        "withoutRole",
        shown.size() - groups.stream().mapToInt(group -> group.accounts().size()).sum());
    model.addAttribute("own", roles.principal().orElse(null));
    switch (roles.caller()) {
      case Known<String>(String arn) -> model.addAttribute("caller", arn);
      case Unknown<String>(Reason reason) -> model.addAttribute("callerUnknown", reason);
    }
    model.addAttribute(
        "management",
        organization != null
            && groups.stream()
                .flatMap(group -> group.accounts().stream())
                .anyMatch(one -> one.id().equals(organization.managementAccount())));
    return "account-roles";
  }
}
