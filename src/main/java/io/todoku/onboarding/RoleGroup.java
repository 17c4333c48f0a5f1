package io.todoku.onboarding;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.collect.MemberRoles;
import io.todoku.collect.RoleDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Accounts of one client that need the same role.
 *
 * @param commands that create it in them
 */
record RoleGroup(String client, List<Account> accounts, String commands) {

  /** Accounts without a role, such as those of a profile, are in no group. */
  static List<RoleGroup> of(
      List<Account> accounts, MemberRoles roles, String principal, boolean organization) {
    Map<ClientRole, List<Account>> byRole =
        accounts.stream()
            .filter(account -> account.access() instanceof Access.IamRole)
            .sorted(Comparator.comparing(Account::client).thenComparing(Account::id))
            .collect(
                groupingBy(
                    account -> ClientRole.of(account, roles, principal),
                    LinkedHashMap::new,
                    toList()));
    List<RoleGroup> groups = new ArrayList<>();
    Set<String> named = new HashSet<>();
    byRole.forEach((role, members) ->
        groups.add(
            new RoleGroup(
                role.client,
                members,
                organization
                    ? roles.stackSet(
                        role.definition,
                        named.add(role.client) ? role.client : role.toString(),
                        members.stream().map(Account::id).toList())
                    : roles.stack(role.definition))));
    return groups;
  }

  /** What accounts of a group have in common. */
  private record ClientRole(String client, RoleDefinition definition) {

    static ClientRole of(Account account, MemberRoles roles, String principal) {
      Access.IamRole role = (Access.IamRole) account.access();
      return new ClientRole(
          account.client(), roles.define(principal, role.externalId(), role.roleArn()));
    }
  }
}
