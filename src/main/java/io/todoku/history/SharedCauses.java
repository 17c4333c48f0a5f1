package io.todoku.history;

import io.todoku.account.Access;
import io.todoku.account.Account;
import io.todoku.history.SharedCause.SharedCauseKind;
import io.todoku.rule.CauseScope;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.Snapshot;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the causes that accounts share from those of one account, in one snapshot.
 *
 * @param collectedHere whether this Todoku collected the snapshot; what kept another machine from
 *     observing says nothing of the surroundings here
 * @param resolversSilent whether no resolver answered
 * @param portBlocked whether the network that Todoku is in blocks port 25
 * @param profile by which Todoku logs in; empty for the default credentials
 */
record SharedCauses(
    boolean collectedHere, boolean resolversSilent, boolean portBlocked, String profile) {

  private static final String SETTING_PREFIX = "todoku.";
  private static final String BLOCKLIST_PREFIX = "blocklist-";

  /** No answer at all, or none that says something of the account. */
  private static final Set<ReasonKind> UNANSWERED =
      EnumSet.of(
          ReasonKind.TIMEOUT,
          ReasonKind.UNREACHABLE,
          ReasonKind.UNAVAILABLE,
          ReasonKind.CUT_OFF,
          ReasonKind.MALFORMED);

  /** What cannot be asked, or rests on what cannot be asked, as long as no name is known. */
  private static final Set<CauseScope> RESTS_ON_NAMES =
      EnumSet.of(
          CauseScope.DNS,
          CauseScope.MAIL_SERVERS,
          CauseScope.MAILBOX_SERVERS,
          CauseScope.WEB,
          CauseScope.PERSON,
          CauseScope.OTHER);

  /** The same as long as no mail server can be asked. */
  private static final Set<CauseScope> RESTS_ON_SERVERS =
      EnumSet.of(CauseScope.MAIL_SERVERS, CauseScope.OTHER);

  static SharedCauses of(Account account, Snapshot snapshot, boolean collectedHere) {
    return new SharedCauses(
        collectedHere,
        snapshot.gaps().stream().anyMatch(Gap::concernsResolvers),
        snapshot.gaps().stream()
            .anyMatch(gap -> gap.concernsOwnPort() && gap.reason().kind() == ReasonKind.BLOCKED),
        account.access() instanceof Access.Profile(String name) ? name : "");
  }

  /**
   * The shared cause that hides a finding; empty where the reason is the account's own.
   *
   * @param region of the finding; null where it has none
   */
  Optional<SharedCause> hiding(Reason reason, @Nullable String region) {
    return collectedHere ? direct(reason, region).or(() -> consequence(reason)) : Optional.empty();
  }

  private Optional<SharedCause> direct(Reason reason, @Nullable String region) {
    String fix = reason.fix() == null ? "" : reason.fix();
    ReasonKind kind = reason.kind();
    if (kind == ReasonKind.INTERNAL_ERROR) {
      return Optional.of(SharedCause.of(SharedCauseKind.BUG));
    }
    if (kind.isAboutCredentials() || kind == ReasonKind.CLOCK_SKEW) {
      return Optional.of(new SharedCause(SharedCauseKind.CREDENTIALS, profile));
    }
    if (kind == ReasonKind.BLOCKED) {
      return Optional.of(SharedCause.of(SharedCauseKind.PORT_25));
    }
    if (fix.startsWith(BLOCKLIST_PREFIX)) {
      return Optional.of(new SharedCause(SharedCauseKind.BLOCKLIST, reason.source()));
    }
    if (kind == ReasonKind.NOT_CONFIGURED && fix.startsWith(SETTING_PREFIX)) {
      return Optional.of(new SharedCause(SharedCauseKind.SETTING, fix));
    }
    if (kind == ReasonKind.THROTTLED) { // calls are limited for each account
      return CauseScope.of(reason) == CauseScope.LOGIN
          ? Optional.of(SharedCause.of(SharedCauseKind.LOGIN))
          : Optional.empty();
    }
    return UNANSWERED.contains(kind) ? unanswered(reason, region) : Optional.empty();
  }

  private Optional<SharedCause> unanswered(Reason reason, @Nullable String region) {
    return switch (CauseScope.of(reason)) {
      case LOGIN -> Optional.of(SharedCause.of(SharedCauseKind.LOGIN));
      case CALLS ->
          Optional.of(
              new SharedCause(
                  SharedCauseKind.AWS_SERVICE,
                  service(reason) + (region == null ? "" : " " + region)));
      default -> Optional.empty();
    };
  }

  /** {@code ec2} of {@code ec2:DescribeAddresses}. */
  private static String service(Reason reason) {
    return reason.source().split(":", 2)[0];
  }

  /** What cannot be found out as long as names or servers cannot be asked. */
  private Optional<SharedCause> consequence(Reason reason) {
    CauseScope asked = CauseScope.of(reason);
    if (resolversSilent && RESTS_ON_NAMES.contains(asked)) {
      return Optional.of(SharedCause.of(SharedCauseKind.RESOLVERS));
    }
    return portBlocked && RESTS_ON_SERVERS.contains(asked)
        ? Optional.of(SharedCause.of(SharedCauseKind.PORT_25))
        : Optional.empty();
  }
}
