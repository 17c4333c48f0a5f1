package io.todoku.checklist;

import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.rule.RuleInfo;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the checklist page.
 *
 * @param rows what decides readiness and what else needs attention, the most urgent first
 * @param recommended what is only recommended
 * @param quiet the sections of findings that wait for nobody: waived and fine ones
 * @param areas that have findings, each with the number of its rows that need attention
 */
record ChecklistPage(
    ItemPage<RowView> rows,
    ItemPage<RowView> recommended,
    List<ItemPage<ItemView>> quiet,
    List<AreaView> areas) {

  static final String ROWS = "ROWS";

  /** A task, or the cause of what could not be found out; the other one is null. */
  record RowView(@Nullable TaskView task, @Nullable CauseView cause) {

    public String id() {
      return task != null ? task.id() : "cause-" + (cause == null ? "" : cause.id());
    }

    /** Whether it needs attention, because it decides readiness or no finding shows it. */
    boolean needsAttention() {
      return task != null
          ? task.urgency() != Urgency.ADVICE
          : cause != null && cause.needsAttention();
    }

    private Set<String> areas() {
      return task != null ? task.areas() : cause == null ? Set.of() : cause.areas();
    }

    boolean isIn(String area) {
      return area.isEmpty() || areas().contains(area);
    }

    private boolean contains(String text) {
      return text.isEmpty()
          || (task != null && task.contains(text))
          || (cause != null && cause.contains(text));
    }

    private int rank() {
      return task == null
          ? cause != null && cause.login() ? -1 : 2
          : switch (task.urgency()) {
            case TO_FIX -> 0;
            case TO_ASK -> 1;
            case UNCHECKED -> 2;
            case WARNING -> 3;
            case ADVICE, WAIVED, FINE -> 4;
          };
    }
  }

  /** An area and how many of its rows need attention. */
  record AreaView(String id, long open) {}

  static ChecklistPage of(Checklist list, ChecklistQuery query, Wording wording) {
    Function<Item, ItemView> view = TaskView.views(list, wording);
    List<RowView> all = rows(list, query, view, wording);
    List<RowView> shown =
        all.stream().filter(row -> row.isIn(query.area()) && row.contains(query.q())).toList();
    // whoever asked for one rule or cause wants its findings unfolded, recommended or not
    Predicate<RowView> first = query.ungrouped() ? _ -> true : RowView::needsAttention;
    return new ChecklistPage(
        ItemPage.of(ROWS, true, shown.stream().filter(first).toList(), query.from()),
        ItemPage.of(
            Urgency.ADVICE.name(), false, shown.stream().filter(first.negate()).toList(), 0),
        quiet(list, query, view),
        areas(list, all));
  }

  private static List<RowView> rows(
      Checklist list, ChecklistQuery query, Function<Item, ItemView> view, Wording wording) {
    List<Task> tasks = query.ungrouped() ? ungrouped(list, query) : Tasks.of(list);
    Stream<RowView> taskRows =
        tasks.stream().map(task -> new RowView(TaskView.of(task, view, wording), null));
    Stream<RowView> causeRows =
        list.causes().stream()
            .filter(cause -> showsCause(cause, query))
            .map(cause -> new RowView(null, CauseView.of(cause, list.account().id(), wording)));
    return Stream.concat(causeRows, taskRows).sorted(Comparator.comparing(RowView::rank)).toList();
  }

  private static List<Task> ungrouped(Checklist list, ChecklistQuery query) {
    Set<Item> hidden =
        list.causes().stream()
            .filter(cause -> cause.id().equals(query.cause()))
            .flatMap(cause -> cause.items().stream())
            .collect(Collectors.toSet());
    return Tasks.ungrouped(
        list,
        item ->
            (query.cause().isEmpty() || hidden.contains(item))
                && (query.rule().isEmpty() || item.rule().id().equals(query.rule()))
                && query.shows(item.urgency()));
  }

  private static boolean showsCause(Cause cause, ChecklistQuery query) {
    if (!query.cause().isEmpty()) {
      return cause.id().equals(query.cause());
    }
    return !query.ungrouped() && !cause.isAnsweredByAttestation();
  }

  /** Findings that wait for nobody; none where one cause or another section is shown. */
  private static List<ItemPage<ItemView>> quiet(
      Checklist list, ChecklistQuery query, Function<Item, ItemView> view) {
    if (!query.cause().isEmpty()) {
      return List.of();
    }
    return Stream.of(Urgency.WAIVED, Urgency.FINE)
        .filter(query::shows)
        .map(urgency -> quiet(list, urgency, query, view))
        .filter(page -> page.all() > 0)
        .toList();
  }

  private static ItemPage<ItemView> quiet(
      Checklist list, Urgency urgency, ChecklistQuery query, Function<Item, ItemView> view) {
    List<Item> items =
        ChecklistView.inOrder(list, urgency)
            .filter(item -> query.area().isEmpty() || item.rule().area().id().equals(query.area()))
            .filter(item -> query.rule().isEmpty() || item.rule().id().equals(query.rule()))
            .toList();
    int from = query.part().isEmpty() ? 0 : query.from();
    if (query.q().isEmpty()) {
      return ItemPage.of(urgency.name(), false, items, from).map(view);
    }
    return ItemPage.of(
        urgency.name(),
        false,
        items.stream().map(view).filter(item -> item.contains(query.q())).toList(),
        from);
  }

  private static List<AreaView> areas(Checklist list, List<RowView> rows) {
    return Arrays.stream(RuleInfo.Area.values())
        .filter(area -> list.items().stream().anyMatch(item -> item.rule().area() == area))
        .map(area ->
            new AreaView(
                area.id(),
                rows.stream()
                    .filter(RowView::needsAttention)
                    .filter(row -> row.areas().contains(area.id()))
                    .count()))
        .toList();
  }
}
