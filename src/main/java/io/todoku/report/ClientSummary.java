package io.todoku.report;

import io.todoku.checklist.CauseView;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.checklist.RemedyView.RemedyOptionView;
import io.todoku.checklist.TaskView;
import io.todoku.checklist.Wording;
import io.todoku.report.AccountReportView.NumberedTask;
import io.todoku.rule.CauseScope;
import io.todoku.rule.Remedy.Audience;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.ReasonKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a manager reads first, in plain words and without commands: what the client decides or does,
 * and what is to be done by whoever runs servers and DNS. The most urgent comes first.
 */
record ClientSummary(ActionList decisions, ActionList work) {

  private static final int MAX_ACTIONS = 5;
  private static final int MAX_PLACES = 3;

  /**
   * The first actions.
   *
   * @param more how many follow in the chapters of the accounts
   */
  record ActionList(List<PlainAction> actions, int more) {

    static ActionList of(List<PlainAction> all) {
      return new ActionList(
          all.stream().limit(MAX_ACTIONS).toList(), Math.max(0, all.size() - MAX_ACTIONS));
    }
  }

  /**
   * One action, of all accounts together.
   *
   * @param choice what there is to choose between; null where there is no choice
   * @param places the first of those where it is needed
   * @param more how many places follow
   */
  record PlainAction(
      String verdict,
      String sentence,
      @Nullable String choice,
      List<PlainPlace> places,
      int more) {}

  /**
   * Where an action is needed.
   *
   * @param anchor of the finding or cause in the report
   * @param sentence what was found
   */
  record PlainPlace(String account, String anchor, String sentence) {}

  /** The actions for these accounts, whose tasks come in the order of {@code tasks}. */
  static ClientSummary of(
      List<AccountReportView> accounts, List<PlacedTask> tasks, Wording wording) {
    Collector all = new Collector(wording);
    tasks.stream().filter(task -> task.urgency() != Urgency.WARNING).forEach(all::add);
    accounts.forEach(all::addCauses);
    tasks.stream().filter(task -> task.urgency() == Urgency.WARNING).forEach(all::add);
    return new ClientSummary(ActionList.of(all.actions(true)), ActionList.of(all.actions(false)));
  }

  /** A task and the account that it belongs to. */
  record PlacedTask(AccountReportView account, NumberedTask numbered) {

    TaskView task() {
      return numbered.task();
    }

    Urgency urgency() {
      return task().urgency();
    }
  }

  /** Collects the places of each action. */
  private static final class Collector {

    /** What makes places belong to the same action. */
    private record ActionKey(boolean decision, String sentence) {}

    private record FoundPlace(String verdict, @Nullable String choice, PlainPlace place) {}

    private final Wording wording;
    private final Map<ActionKey, List<FoundPlace>> found = new LinkedHashMap<>();

    Collector(Wording wording) {
      this.wording = wording;
    }

    void add(PlacedTask placed) {
      TaskView task = placed.task();
      boolean asked = task.urgency() == Urgency.TO_ASK;
      String choice = choice(task);
      boolean decision =
          asked || choice != null || task.first().remedy().audience() == Audience.CLIENT;
      put(
          new ActionKey(decision, asked ? question(task.first().rule()) : action(task)),
          new FoundPlace(
              task.verdict(),
              choice,
              new PlainPlace(
                  placed.account().title(),
                  "f-" + placed.account().number() + "-" + placed.numbered().number(),
                  task.sentence())));
    }

    void addCauses(AccountReportView account) {
      for (int i = 0; i < account.causes().size(); i++) {
        CauseView cause = account.causes().get(i);
        if (cause.required() && !cause.answered()) {
          CauseGroup group = CauseGroup.of(cause);
          put(
              new ActionKey(group.decision, wording.of("plain.cause." + group.id)),
              new FoundPlace(
                  Verdict.UNKNOWN.name(),
                  null,
                  new PlainPlace(
                      account.title(),
                      "c-" + account.number() + "-" + (i + 1),
                      wording.of("plain.depends", cause.hides()))));
        }
      }
    }

    private void put(ActionKey key, FoundPlace place) {
      found.computeIfAbsent(key, _ -> new ArrayList<>()).add(place);
    }

    private String action(TaskView task) {
      return wording.of("plain.do." + task.first().rule());
    }

    private String question(String rule) {
      String own = wording.find("plain.ask." + rule);
      return own.isEmpty() ? wording.of("plain.ask") : own;
    }

    /** The options by name; null where there is only one, or each resource has others. */
    private @Nullable String choice(TaskView task) {
      List<String> labels =
          task.group()
              ? List.of()
              : task.first().remedy().options().stream()
                  .map(RemedyOptionView::label)
                  .filter(Objects::nonNull)
                  .toList();
      return labels.size() < 2
          ? null
          : wording.of(
              "plain.choice",
              labels.stream().reduce((one, other) -> wording.of("plain.or", one, other)).get());
    }

    List<PlainAction> actions(boolean decision) {
      return found.entrySet().stream()
          .filter(entry -> entry.getKey().decision() == decision)
          .map(entry -> action(entry.getKey().sentence(), entry.getValue()))
          .toList();
    }

    private static PlainAction action(String sentence, List<FoundPlace> places) {
      return new PlainAction(
          places.getFirst().verdict(),
          sentence,
          places.size() == 1 ? places.getFirst().choice() : null,
          places.stream().limit(MAX_PLACES).map(FoundPlace::place).toList(),
          Math.max(0, places.size() - MAX_PLACES));
    }
  }

  /** Who can remove a cause, and how that is said in plain words. */
  private enum CauseGroup {
    ACCESS("access", true),
    CLOSED("closed", true),
    REGIONS("regions", true),
    CONTRACT("contract", true),
    PERSON("person", true),
    SERVERS("servers", true),
    AGAIN("again", false);

    private final String id;
    private final boolean decision;

    CauseGroup(String id, boolean decision) {
      this.id = id;
      this.decision = decision;
    }

    static CauseGroup of(CauseView cause) {
      if (cause.login() || cause.kind().isAboutCredentials()) {
        return ACCESS;
      }
      if (cause.scope() == CauseScope.PERSON || cause.answerAt() != null) {
        return PERSON;
      }
      if (cause.scope() == CauseScope.MAIL_SERVERS || cause.scope() == CauseScope.MAILBOX_SERVERS) {
        return SERVERS;
      }
      return ofKind(cause.kind(), cause.scope());
    }

    private static CauseGroup ofKind(ReasonKind kind, CauseScope scope) {
      return switch (kind) {
        case NO_ACCESS, MAY_NOT_ASSUME_ROLE, WRONG_PARTITION, WRONG_ACCOUNT -> ACCESS;
        case DENIED_BY_SERVICE_CONTROL_POLICY -> scope == CauseScope.REGIONS ? REGIONS : CLOSED;
        case DENIED,
            DENIED_EXPLICITLY,
            DENIED_BY_RESOURCE_CONTROL_POLICY,
            DENIED_BY_PERMISSIONS_BOUNDARY,
            DENIED_BY_ENDPOINT_POLICY,
            DENIED_BY_SESSION_POLICY ->
            CLOSED;
        case REGION_NOT_ENABLED,
            TOKEN_NOT_VALID_IN_REGION,
            NOT_SIGNED_UP,
            UNDER_VERIFICATION,
            SUSPENDED,
            NOT_SUBSCRIBED ->
            CONTRACT;
        default -> AGAIN;
      };
    }
  }
}
