package io.todoku.onboarding;

import io.todoku.onboarding.OrganizationMember.MemberState;
import java.util.Comparator;
import java.util.List;

/**
 * The accounts of an organization as its page shows them.
 *
 * @param offered what can be added, by path and name
 * @param declined what somebody decided not to offer
 * @param added how many are accounts here
 * @param unusable suspended, being closed, or gone; with those that are accounts here
 */
record OrganizationPage(
    String managementAccount,
    List<ProposedAccount> offered,
    List<ProposedAccount> declined,
    long added,
    List<OrganizationMember> unusable) {

  static OrganizationPage of(KnownOrganization organization, List<OrganizationMember> members) {
    return new OrganizationPage(
        organization.managementAccount(),
        proposals(organization, members, MemberState.OFFERED),
        proposals(organization, members, MemberState.DECLINED),
        members.stream().filter(member -> member.state() == MemberState.ADDED).count(),
        members.stream()
            .filter(member ->
                member.state() == MemberState.NOT_ACTIVE || member.state() == MemberState.LEFT)
            .toList());
  }

  private static List<ProposedAccount> proposals(
      KnownOrganization organization, List<OrganizationMember> members, MemberState state) {
    return members.stream()
        .filter(member -> member.state() == state)
        .map(member -> organization.rules().propose(member.listed()))
        .sorted(
            Comparator.comparing(ProposedAccount::path)
                .thenComparing(ProposedAccount::name)
                .thenComparing(proposed -> proposed.listed().id()))
        .toList();
  }

  /** Whether it is chosen to begin with: the management account rarely sends mail. */
  public boolean isChosen(ProposedAccount proposed) {
    return proposed.isAddable() && !isManagement(proposed);
  }

  public boolean isManagement(ProposedAccount proposed) {
    return proposed.listed().id().equals(managementAccount);
  }

  /** How many are chosen to begin with. */
  public long chosen() {
    return offered.stream().filter(this::isChosen).count();
  }
}
