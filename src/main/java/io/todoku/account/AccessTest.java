package io.todoku.account;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A test of the access to an account: every action that the collectors need was tried.
 *
 * @param access how the account was accessed, as {@link #describe} writes it
 * @param caller the ARN that the login led to; null where it failed
 * @param failure why the login failed, so that nothing was tried; null where it did not
 * @param actions sorted by name
 */
public record AccessTest(
    Instant testedAt,
    String access,
    @Nullable String caller,
    @Nullable Reason failure,
    List<ActionAccess> actions) {

  /** The login failed, and nothing was tried. */
  public static AccessTest failed(Account account, Instant testedAt, Reason reason) {
    return new AccessTest(testedAt, describe(account), null, reason, List.of());
  }

  public static AccessTest of(
      Account account, Instant testedAt, String caller, List<ActionAccess> actions) {
    return new AccessTest(testedAt, describe(account), caller, null, actions);
  }

  /** Text that differs where the access to an account does. */
  static String describe(Account account) {
    return account.id()
        + " "
        + switch (account.access()) {
          case Access.IamRole(String arn, String externalId) -> "role " + arn + " " + externalId;
          case Access.Profile(String name) -> "profile " + name;
          case Access.DefaultChain _ -> "default";
          case Access.SnapshotsOnly _ -> "none";
        }
        + " "
        + account.regions();
  }

  /** What it comes to; nothing but proof makes it complete. */
  @JsonIgnore
  public AccessVerdict verdict() {
    if (failure != null) {
      return AccessResult.ofLogin(failure.kind()) == AccessResult.DENIED
          ? AccessVerdict.INCOMPLETE
          : AccessVerdict.UNDETERMINED;
    }
    if (any(AccessResult.DENIED)) {
      return AccessVerdict.INCOMPLETE;
    }
    if (any(AccessResult.UNKNOWN) || !any(AccessResult.ALLOWED)) {
      return AccessVerdict.UNDETERMINED;
    }
    return any(AccessResult.NOT_ENABLED) ? AccessVerdict.NOTHING_DENIED : AccessVerdict.COMPLETE;
  }

  private boolean any(AccessResult result) {
    return actions.stream().anyMatch(action -> action.result() == result);
  }

  List<ActionAccess> with(AccessResult result) {
    return actions.stream().filter(action -> action.result() == result).toList();
  }

  /** How many actions were tried, wherever that was. */
  int actionCount() {
    return names(action -> action.result() != AccessResult.NOT_OFFERED).size();
  }

  /** How many actions were proved allowed wherever they were tried. */
  int allowedCount() {
    Set<String> allowed = names(action -> action.result() == AccessResult.ALLOWED);
    allowed.removeAll(
        names(action ->
            action.result() != AccessResult.ALLOWED
                && action.result() != AccessResult.NOT_OFFERED));
    return allowed.size();
  }

  int regionCount() {
    return (int) actions.stream().flatMap(action -> action.regions().stream()).distinct().count();
  }

  private Set<String> names(Predicate<ActionAccess> which) {
    return actions.stream()
        .filter(which)
        .map(ActionAccess::action)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The actions that a statement in this policy would allow, sorted. */
  List<String> deniedBy(ReasonKind kind) {
    return List.copyOf(
        names(action -> {
          Reason reason = action.reason();
          return reason != null && reason.kind() == kind;
        }));
  }
}
