package io.todoku.checklist;

import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.RemedyView.PlaceholderView;
import io.todoku.checklist.RemedyView.RemedyBlockView;
import io.todoku.checklist.Task.Change;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task in one language.
 *
 * @param id as in {@link Task}
 * @param sentence what is wrong or asked, with the resource or their number
 * @param areas of its rules
 * @param changes what is to be changed, each with the findings that it mends; a group has several
 * @param mends how many findings it mends
 * @param steps what helps all of them; empty where each has steps of its own
 * @param cautions those of all of them; empty where each has cautions of its own
 * @param blocks what all changes paste, joined where it is of the same kind
 * @param choice the letter of the option that the blocks are of; null where there is no other
 * @param firstSeen since when the newest of its findings has been open
 */
public record TaskView(
    String id,
    Urgency urgency,
    String verdict,
    String sentence,
    Set<String> areas,
    List<TaskPartView> changes,
    int mends,
    List<String> cautions,
    List<String> steps,
    List<RemedyBlockView> blocks,
    @Nullable String choice,
    Instant firstSeen) {

  /** How many resources of a group the page names before it leads to the page of the rule. */
  private static final int SHOWN = 12;

  /**
   * The findings that one change mends.
   *
   * @param first which names it
   * @param others that it mends too
   */
  public record TaskPartView(ItemView first, List<ItemView> others) {

    /** All of them. */
    public List<ItemView> items() {
      return Stream.concat(Stream.of(first), others.stream()).toList();
    }
  }

  /** Whether it is about several resources. */
  public boolean group() {
    return changes.size() > 1;
  }

  /** The finding that names the task. */
  public ItemView first() {
    return changes.getFirst().first();
  }

  /** The names of all its findings: rule, a slash and the key of the resource. */
  public List<String> names() {
    return changes.stream()
        .flatMap(change -> change.items().stream())
        .map(item -> item.rule() + "/" + item.key())
        .toList();
  }

  public String level() {
    return first().level();
  }

  /** The first resources of a group. */
  public List<TaskPartView> shownChanges() {
    return changes.stream().limit(SHOWN).toList();
  }

  /** How many resources of a group follow. */
  public int moreChanges() {
    return Math.max(0, changes.size() - SHOWN);
  }

  /** Whether it contains this text, in any letter case: in its sentence or in a finding. */
  boolean contains(String text) {
    return sentence.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT))
        || changes.stream()
            .flatMap(change -> change.items().stream())
            .anyMatch(item -> item.contains(text));
  }

  /** The tasks of findings that wait for somebody, the most urgent first. */
  public static List<TaskView> allOf(Checklist list, Wording wording) {
    Wording own = wording.about(list);
    Function<Item, ItemView> view = views(list, own);
    return Tasks.of(list).stream().map(task -> of(task, view, own)).toList();
  }

  static TaskView of(Task task, Function<Item, ItemView> view, Wording wording) {
    List<TaskPartView> changes = task.changes().stream().map(change -> of(change, view)).toList();
    ItemView first = changes.getFirst().first();
    return new TaskView(
        task.id(),
        task.urgency(),
        first.verdict(),
        task.isGroup() ? groupSentence(first, changes.size(), wording) : first.summary(),
        task.items().stream()
            .map(item -> item.rule().area().id())
            .collect(Collectors.toCollection(LinkedHashSet::new)),
        changes,
        task.items().size(),
        common(changes, RemedyView::cautions),
        common(changes, TaskView::stepsOfOptions),
        RemedyView.joined(
            task.changes().stream().map(change -> change.first().finding().remedy()).toList(),
            wording),
        first.remedy().options().size() > 1 ? first.remedy().options().getFirst().letter() : null,
        task.items().stream().map(Item::firstSeen).max(Comparator.naturalOrder()).orElseThrow());
  }

  /** The rule's own sentence about several resources, or else its title with their number. */
  private static String groupSentence(ItemView first, int resources, Wording wording) {
    String sentence =
        wording.find(
            first.rule() + ".group." + first.verdict().toLowerCase(Locale.ROOT), resources);
    return sentence.isEmpty() ? wording.of("task.group", first.title(), resources) : sentence;
  }

  private static TaskPartView of(Change change, Function<Item, ItemView> view) {
    List<ItemView> items = change.items().stream().map(view).toList();
    return new TaskPartView(items.getFirst(), items.subList(1, items.size()));
  }

  /** What the remedies of all changes tell alike; empty where they differ. */
  private static List<String> common(
      List<TaskPartView> changes, Function<RemedyView, List<String>> part) {
    List<List<String>> parts =
        changes.stream().map(change -> part.apply(change.first().remedy())).distinct().toList();
    return parts.size() == 1 ? parts.getFirst() : List.of();
  }

  private static List<String> stepsOfOptions(RemedyView remedy) {
    return remedy.steps().subList(remedy.cautions().size(), remedy.steps().size());
  }

  /**
   * The first thing to do, without cautions: for what a running move mends, its step. Empty where
   * there is none.
   */
  public String firstStep() {
    if (group()) {
      return steps.isEmpty() ? "" : steps.getFirst();
    }
    MoveStepView move = first().move();
    return move == null || !move.begun() ? first().remedy().firstStep() : move.sentence();
  }

  /** What is to be filled in before the blocks are pasted. */
  public List<PlaceholderView> placeholders() {
    return blocks.stream().flatMap(block -> block.placeholders().stream()).distinct().toList();
  }

  /** The texts to paste, in every form. */
  public List<String> commands() {
    return RemedyView.texts(blocks);
  }

  /** What the page needs of a finding, rendered once. */
  static Function<Item, ItemView> views(Checklist list, Wording wording) {
    return ChecklistView.views(list, wording);
  }
}
