package io.todoku.rule;

import io.todoku.snapshot.IpRanges;
import io.todoku.snapshot.Network;
import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Observed.Known;
import io.todoku.snapshot.Observed.Unknown;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionInventory.Egress;
import io.todoku.snapshot.RegionInventory.SecurityGroup;
import java.util.List;
import java.util.Optional;

/** Which traffic security groups let out. */
final class EgressRules {

  private static final int SMTP = 25;

  private EgressRules() {}

  /**
   * Whether the groups let TCP port 25 out to at least some public addresses. Unknown where a group
   * was not listed, or where only prefix lists, which are not collected, would let it out.
   */
  static Observed<Boolean> letSmtpOut(List<SecurityGroup> all, List<String> groupIds) {
    Observed<Boolean> result = Observed.known(false);
    for (String id : groupIds) {
      Observed<Boolean> ofGroup = letsSmtpOut(all, id);
      if (ofGroup instanceof Known<Boolean>(Boolean open) && open) {
        return ofGroup;
      }
      result = ofGroup instanceof Unknown ? ofGroup : result;
    }
    return result;
  }

  private static Observed<Boolean> letsSmtpOut(List<SecurityGroup> all, String id) {
    Optional<SecurityGroup> found = all.stream().filter(group -> group.id().equals(id)).findFirst();
    if (found.isEmpty()) {
      return Observed.unknown(Reason.of(ReasonKind.MALFORMED, "ec2:DescribeSecurityGroups", id));
    }
    return switch (found.get().egress()) {
      case Unknown<List<Egress>>(Reason reason) -> Observed.unknown(reason);
      case Known<List<Egress>>(List<Egress> permissions) -> letSmtpOut(permissions);
    };
  }

  private static Observed<Boolean> letSmtpOut(List<Egress> permissions) {
    List<String> destinations =
        permissions.stream()
            .filter(permission -> permission.covers(SMTP))
            .flatMap(permission -> permission.destinations().stream())
            .toList();
    if (destinations.stream().anyMatch(EgressRules::isPublic)) {
      return Observed.known(true);
    }
    return destinations.stream()
        .filter(destination -> destination.startsWith("pl-"))
        .findFirst()
        .map(list ->
            Observed.<Boolean>unknown(
                Reason.of(ReasonKind.NOT_ASKED, "ec2:GetManagedPrefixListEntries " + list, "")))
        .orElseGet(() -> Observed.known(false));
  }

  /** Whether a range has public addresses; the id of a group has none. */
  private static boolean isPublic(String destination) {
    try {
      Network range = Network.of(destination);
      return IpRanges.SPECIAL_PURPOSE.stream()
          .noneMatch(special ->
              special.prefixLength() <= range.prefixLength() && special.contains(range.base()));
    } catch (IllegalArgumentException notARange) {
      return false;
    }
  }
}
