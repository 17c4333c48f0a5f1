package io.todoku.report;

import io.todoku.checklist.CauseView;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.ChecklistView.SectionView;
import io.todoku.checklist.HistoryView;
import io.todoku.checklist.HistoryView.ChangeGroupView;
import io.todoku.checklist.TaskView;
import io.todoku.checklist.Wording;
import io.todoku.history.TrendPoint;
import io.todoku.history.TrendPoint.VerdictCounts;
import io.todoku.mailpath.MailPaths;
import io.todoku.report.Report.AccountReport;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.CollectionOutcome;
import io.todoku.snapshot.SnapshotOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * An account and what a report shows of it.
 *
 * @param fineCounts of each area in which something is known
 * @param causes of what is unknown, unless each finding that has the cause stands by itself
 * @param evidence of all findings, each once
 */
record AccountReportView(
    int number,
    AccountFacts account,
    String title,
    String scanId,
    @Nullable SnapshotOrigin origin,
    ChecklistView list,
    List<AreaItems> areas,
    List<FineCount> fineCounts,
    List<CauseView> causes,
    EvidenceRegister evidence,
    List<NumberedItem> waived,
    List<Attestation> attestations,
    List<TrendView> trend,
    @Nullable ComparisonView comparison) {

  /** A finding and its number within the account's section. */
  record NumberedItem(int number, ItemView item) {}

  /**
   * What is to be done, and its number within the account's section.
   *
   * @param picture of the address that fails; null where it is told without one
   */
  record NumberedTask(int number, TaskView task, @Nullable PathPicture picture) {

    /** Findings that are told one by one where the same change mends them. */
    private static final int MAX_SENTENCES = 3;

    /** What else the changes mend, where that is much: by the title of the rule, which things. */
    public Map<String, String> alsoMended() {
      List<ItemView> others =
          task.changes().stream().flatMap(change -> change.others().stream()).toList();
      return others.size() <= MAX_SENTENCES
          ? Map.of()
          : others.stream()
              .collect(
                  Collectors.groupingBy(
                      ItemView::title,
                      LinkedHashMap::new,
                      Collectors.mapping(
                          item -> Objects.requireNonNullElse(item.address(), item.resourceId()),
                          Collectors.joining(", "))));
    }
  }

  /**
   * How many findings of an area need nothing.
   *
   * @param area its id
   * @param checked how many of all its findings are known, whatever their verdict
   */
  record FineCount(String area, int fine, int notApplicable, int checked) {

    static Optional<FineCount> of(RuleInfo.Area area, ChecklistView view) {
      List<ItemView> known =
          view.sections().stream()
              .flatMap(section -> section.items().stream())
              .filter(item -> item.area().equals(area.id()))
              .filter(item -> !item.verdict().equals(Verdict.UNKNOWN.name()))
              .toList();
      return known.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new FineCount(
                  area.id(),
                  count(known, Verdict.PASS),
                  count(known, Verdict.NOT_APPLICABLE),
                  known.size()));
    }

    private static int count(List<ItemView> items, Verdict verdict) {
      return (int)
          items.stream()
              .filter(item -> item.urgency() == Urgency.FINE)
              .filter(item -> item.verdict().equals(verdict.name()))
              .count();
    }
  }

  /**
   * The findings of an account in one area.
   *
   * @param tasks most urgent first
   * @param waived those that somebody waived
   * @param fine those that need nothing
   */
  record AreaItems(
      String id, List<NumberedTask> tasks, List<NumberedItem> waived, List<NumberedItem> fine) {}

  /** The counts of an area after each scan, counted as in {@link AreaTally}. */
  record TrendView(
      String id,
      Instant from,
      Instant to,
      VerdictCounts before,
      VerdictCounts now,
      SvgImage picture) {}

  /**
   * @param groups null where the snapshot of the earlier report is not kept any more
   */
  record ComparisonView(
      Instant scannedAt, @Nullable List<ChangeGroupView> groups, @Nullable String text) {}

  static AccountReportView of(int number, AccountReport part, Wording wording) {
    Checklist list = part.checklist();
    ChecklistView view = ChecklistView.of(list, wording);
    List<AreaItems> areas = areas(view, TaskView.allOf(list, wording), new Pictures(part, wording));
    return new AccountReportView(
        number,
        list.account(),
        list.account().title(),
        list.scan().id(),
        list.scan().origin(),
        view,
        areas,
        Arrays.stream(RuleInfo.Area.values())
            .flatMap(area -> FineCount.of(area, view).stream())
            .toList(),
        view.causes().stream().filter(cause -> isToldNowhereElse(view, cause)).toList(),
        EvidenceRegister.of(view),
        areas.stream().flatMap(area -> area.waived().stream()).toList(),
        list.attestations(),
        trend(part.trend()),
        part.comparison() == null ? null : comparison(part.comparison(), wording));
  }

  /** A question that is asked in its own row names what keeps it from being answered. */
  private static boolean isToldNowhereElse(ChecklistView view, CauseView cause) {
    List<ItemView> concerned =
        view.sections().stream()
            .flatMap(section -> section.items().stream())
            .filter(item -> cause.id().equals(item.cause()))
            .toList();
    return concerned.isEmpty() || concerned.stream().anyMatch(ItemView::hidden);
  }

  /** Draws the path of each address once, at the first finding that fails. */
  private record Pictures(Supplier<Optional<MailPaths>> paths, Wording wording, Set<String> drawn) {

    Pictures(AccountReport part, Wording wording) {
      this(SingletonSupplier.of(part::readPaths), wording, new HashSet<>());
    }

    @Nullable PathPicture of(TaskView task) {
      String address = task.first().address();
      return address == null
              || task.group()
              || !task.verdict().equals(Verdict.FAIL.name())
              || !drawn.add(address)
          ? null
          : paths
              .get()
              .flatMap(known -> known.ofAddress(address))
              .map(path -> new PathPicture(path, wording))
              .orElse(null);
    }
  }

  private static List<AreaItems> areas(
      ChecklistView view, List<TaskView> tasks, Pictures pictures) {
    Map<Urgency, List<ItemView>> quiet =
        view.sections().stream()
            .collect(Collectors.toMap(SectionView::urgency, SectionView::items));
    List<AreaItems> parts = new ArrayList<>();
    int number = 0;
    for (RuleInfo.Area area : RuleInfo.Area.values()) {
      List<NumberedTask> open = new ArrayList<>();
      for (TaskView task : tasks) {
        if (task.first().area().equals(area.id())) {
          open.add(new NumberedTask(++number, task, pictures.of(task)));
        }
      }
      List<NumberedItem> waived = new ArrayList<>();
      for (ItemView item : quiet.getOrDefault(Urgency.WAIVED, List.of())) {
        if (item.area().equals(area.id())) {
          waived.add(new NumberedItem(++number, item));
        }
      }
      List<NumberedItem> fine = new ArrayList<>();
      for (ItemView item : quiet.getOrDefault(Urgency.FINE, List.of())) {
        if (item.area().equals(area.id())) {
          fine.add(new NumberedItem(++number, item));
        }
      }
      if (!open.isEmpty() || !waived.isEmpty() || !fine.isEmpty()) {
        parts.add(new AreaItems(area.id(), open, waived, fine));
      }
    }
    return parts;
  }

  /** Returns no trend for fewer than two scans. */
  private static List<TrendView> trend(List<TrendPoint> points) {
    if (points.size() < 2) {
      return List.of();
    }
    return Arrays.stream(RuleInfo.Area.values())
        .filter(area -> points.stream().anyMatch(point -> point.areas().containsKey(area)))
        .map(area -> {
          List<@Nullable VerdictCounts> tallies = new ArrayList<>();
          points.forEach(point -> tallies.add(point.areas().get(area)));
          List<VerdictCounts> known = tallies.stream().filter(Objects::nonNull).toList();
          return new TrendView(
              area.id(),
              points.getFirst().at(),
              points.getLast().at(),
              known.getFirst(),
              Objects.requireNonNullElse(tallies.getLast(), VerdictCounts.NONE),
              Charts.trend(tallies));
        })
        .toList();
  }

  private static ComparisonView comparison(Report.ReportComparison earlier, Wording wording) {
    return new ComparisonView(
        earlier.scannedAt(),
        earlier.changes() == null ? null : HistoryView.of(earlier.changes(), wording).groups(),
        earlier.textWithoutChanges());
  }

  public boolean complete() {
    return list.outcome() == CollectionOutcome.COMPLETE;
  }

  /** Findings that need nothing, of all areas. */
  public List<NumberedItem> fine() {
    return areas.stream().flatMap(area -> area.fine().stream()).toList();
  }

  /** The same by the title of the rule, in the order of the catalogue. */
  public Map<String, List<NumberedItem>> fineByRule() {
    return fine().stream()
        .collect(
            Collectors.groupingBy(
                numbered -> numbered.item().title(), LinkedHashMap::new, Collectors.toList()));
  }

  /** The findings that stand under a cause. */
  public List<ItemView> hiddenBy(CauseView cause) {
    return list.sections().stream()
        .flatMap(section -> section.items().stream())
        .filter(item -> item.hidden() && cause.id().equals(item.cause()))
        .toList();
  }

  List<NumberedTask> tasks() {
    return areas.stream().flatMap(area -> area.tasks().stream()).toList();
  }
}
