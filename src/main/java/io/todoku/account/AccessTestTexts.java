package io.todoku.account;

import io.todoku.account.AccessTestView.AccessGroupView;
import io.todoku.account.AccessTestView.AccessRowView;
import io.todoku.account.AccessTestView.AccessStatementView;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Words a test of the access to an account. */
public record AccessTestTexts(MessageSource messages, Locale locale) {

  private static final int MAX_NAMED = 3;

  /** Rows that are one, because only their actions differ. */
  private record RowKey(List<String> regions, ReasonKind kind, @Nullable String fix) {
    static RowKey of(ActionAccess access, Reason reason) {
      // where an Allow is missing, the fix is the action itself
      String fix = access.action().equals(reason.fix()) ? "" : reason.fix();
      return new RowKey(access.regions(), reason.kind(), fix);
    }
  }

  public AccessTestView view(AccessTest test) {
    Reason failure = test.failure();
    return new AccessTestView(
        test.verdict(),
        test.testedAt(),
        failure == null ? text("access.verdict." + test.verdict()) : text("account.test.failed"),
        failure == null ? summary(test) : "",
        test.caller(),
        failure == null ? null : failure(failure),
        groups(test),
        AccessStatement.of(test).stream()
            .map(statement ->
                new AccessStatementView(
                    text("access.statement." + statement.policy()), statement.json()))
            .toList());
  }

  private String failure(Reason reason) {
    String sentence =
        reason.detail().isBlank() || reason.kind() == ReasonKind.WRONG_ACCOUNT
            ? sentence(reason, reason.source())
            : text(
                "reason.said",
                text("reason." + reason.kind(), reason.source()),
                reason.detail().replaceAll("[.。]+$", ""));
    String fix = fix(reason);
    return fix == null ? sentence : text("reason.then", sentence, fix);
  }

  private String summary(AccessTest test) {
    String counts =
        text("access.counts", test.allowedCount(), test.actionCount(), test.regionCount());
    return Stream.of(AccessResult.DENIED, AccessResult.UNKNOWN, AccessResult.NOT_ENABLED)
        .filter(result -> !test.with(result).isEmpty())
        .map(result ->
            text(
                "access.summary." + result,
                names(test.with(result).stream().map(ActionAccess::action).distinct().toList())))
        .collect(Collectors.joining(" ", counts + " ", ""))
        .strip();
  }

  private String names(List<String> actions) {
    String named = actions.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
    return actions.size() <= MAX_NAMED
        ? named
        : text("access.more", named, actions.size() - MAX_NAMED);
  }

  private List<AccessGroupView> groups(AccessTest test) {
    return Stream.of(AccessResult.DENIED, AccessResult.UNKNOWN, AccessResult.NOT_ENABLED)
        .map(result ->
            new AccessGroupView(result, text("access.group." + result), rows(test.with(result))))
        .filter(group -> !group.rows().isEmpty())
        .toList();
  }

  private List<AccessRowView> rows(List<ActionAccess> actions) {
    Map<RowKey, List<ActionAccess>> rows = new LinkedHashMap<>();
    for (ActionAccess access : actions) {
      Reason reason = access.reason();
      if (reason != null) {
        rows.computeIfAbsent(RowKey.of(access, reason), _ -> new ArrayList<>()).add(access);
      }
    }
    return rows.entrySet().stream()
        .flatMap(row -> row(row.getKey(), row.getValue()).stream())
        .toList();
  }

  private Optional<AccessRowView> row(RowKey key, List<ActionAccess> same) {
    List<String> actions = same.stream().map(ActionAccess::action).toList();
    return Optional.ofNullable(same.getFirst().reason())
        .map(first ->
            new AccessRowView(
                actions,
                key.regions().isEmpty()
                    ? text("access.everywhere")
                    : String.join(", ", key.regions()),
                key.regions().size(),
                sentence(first, names(actions)),
                first.detail().isBlank() ? null : first.detail(),
                fix(first)));
  }

  /** The kind of the reason, for one action or several. */
  private String sentence(Reason reason, String what) {
    boolean untold = reason.kind() == ReasonKind.DENIED && !reason.detail().contains("because no ");
    String own =
        find("access.reason." + reason.kind() + (untold ? ".untold" : ""), what, reason.detail());
    return own != null ? own : text("reason.alone", text("reason." + reason.kind(), what));
  }

  private @Nullable String fix(Reason reason) {
    if (reason.fix() == null) {
      return null;
    }
    String known = find("fix." + reason.fix(), reason.detail());
    return text("reason.fix", known != null ? known : text("access.fix.statement"));
  }

  private String text(String key, Object... arguments) {
    return messages.getMessage(key, arguments, locale);
  }

  private @Nullable String find(String key, Object... arguments) {
    return messages.getMessage(key, arguments, null, locale);
  }
}
