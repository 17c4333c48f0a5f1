package io.todoku.report;

import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.Wording;
import io.todoku.report.Report.Part;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.RuleInfo.Level;
import io.todoku.scan.CoursePoint;
import io.todoku.scan.CoursePoint.Tally;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A report as HTML and PDF show it, in one language.
 *
 * @param date null where nothing was seen yet
 * @param first the most urgent things of all accounts
 * @param areas over all accounts
 * @param rules that occur, in the order of the catalogue
 */
record ReportView(
    @Nullable Instant date,
    List<PartView> parts,
    List<First> first,
    List<AreaTally> areas,
    List<RuleInfo> rules) {

  private static final int FIRST = 5;

  /**
   * An account.
   *
   * @param unchecked what could not be found out
   * @param otherGaps what could not be collected and no finding tells
   */
  record PartView(
      int number,
      AccountFacts account,
      String title,
      String scanId,
      ChecklistView list,
      List<AreaPart> areas,
      List<Numbered> unchecked,
      List<Numbered> waived,
      List<Attestation> said,
      List<CourseView> course,
      @Nullable ComparisonView since) {

    public boolean complete() {
      return list.outcome() == Outcome.COMPLETE;
    }

    public List<Numbered> all() {
      return areas.stream().flatMap(area -> area.all().stream()).toList();
    }
  }

  /** A finding and its number in the account's part. */
  record Numbered(int number, ItemView item) {}

  /**
   * An area of an account.
   *
   * @param open most urgent first
   */
  record AreaPart(String id, List<Numbered> open, List<Numbered> fine) {

    List<Numbered> all() {
      List<Numbered> all = new ArrayList<>(open);
      all.addAll(fine);
      return all;
    }
  }

  /** One of the first things to do, and of which account. */
  record First(PartView part, Numbered finding) {}

  /** How an area stands, by required rules and without what is waived. */
  record AreaTally(String id, Tally tally, Picture picture) {}

  /** How an area stood after each scan; as {@link AreaTally} counts. */
  record CourseView(
      String id, Instant from, Instant to, Tally before, Tally now, Picture picture) {}

  /**
   * @param groups null where the snapshot of the earlier report is not kept any more
   */
  record ComparisonView(Instant scannedAt, @Nullable List<GroupView> groups) {}

  record GroupView(String kind, List<ChangeView> changes) {}

  record ChangeView(String title, String where, @Nullable String before, @Nullable String after) {}

  static ReportView of(Report report, Wording wording) {
    List<PartView> parts = new ArrayList<>();
    for (Part part : report.parts()) {
      parts.add(part(parts.size() + 1, part, wording));
    }
    return new ReportView(
        report.date().orElse(null),
        parts,
        first(report, parts),
        tallies(report),
        report.lists().stream()
            .flatMap(list -> list.items().stream())
            .map(Checklist.Item::rule)
            .distinct()
            .toList());
  }

  private static PartView part(int number, Part part, Wording wording) {
    Checklist list = part.list();
    ChecklistView view = ChecklistView.of(list, wording);
    List<AreaPart> areas = areas(view);
    List<Numbered> all = areas.stream().flatMap(area -> area.all().stream()).toList();
    return new PartView(
        number,
        list.account(),
        list.account().client().isBlank()
            ? list.account().name()
            : list.account().client() + " · " + list.account().name(),
        list.scan().id(),
        view,
        areas,
        some(all, item -> item.verdict().equals("UNKNOWN")),
        some(all, ItemView::waived),
        list.said(),
        course(part.course()),
        part.since() == null ? null : comparison(part.since(), wording));
  }

  private static List<Numbered> some(List<Numbered> all, Predicate<ItemView> which) {
    return all.stream().filter(numbered -> which.test(numbered.item())).toList();
  }

  private static List<AreaPart> areas(ChecklistView view) {
    Map<String, List<ItemView>> byArea =
        view.sections().stream()
            .flatMap(section -> section.items().stream())
            .collect(Collectors.groupingBy(ItemView::area));
    List<AreaPart> parts = new ArrayList<>();
    int number = 0;
    for (RuleInfo.Area area : RuleInfo.Area.values()) {
      List<Numbered> open = new ArrayList<>();
      List<Numbered> fine = new ArrayList<>();
      for (ItemView item : byArea.getOrDefault(area.id(), List.of())) {
        (item.urgency() == Urgency.FINE ? fine : open).add(new Numbered(++number, item));
      }
      if (!open.isEmpty() || !fine.isEmpty()) {
        parts.add(new AreaPart(area.id(), open, fine));
      }
    }
    return parts;
  }

  private static List<First> first(Report report, List<PartView> parts) {
    Map<String, Integer> turns = new LinkedHashMap<>();
    report
        .lists()
        .forEach(list -> list.items().forEach(i -> turns.put(i.rule().id(), i.rule().turn())));
    return parts.stream()
        .flatMap(part -> part.all().stream().map(finding -> new First(part, finding)))
        .filter(first -> first.finding().item().urgency().compareTo(Urgency.WARNING) <= 0)
        .sorted(
            Comparator.comparing((First first) -> first.finding().item().urgency())
                .thenComparing(
                    first -> Objects.requireNonNull(turns.get(first.finding().item().rule()))))
        .limit(FIRST)
        .toList();
  }

  private static List<AreaTally> tallies(Report report) {
    List<AreaTally> tallies = new ArrayList<>();
    for (RuleInfo.Area area : RuleInfo.Area.values()) {
      Map<Urgency, Integer> counts =
          report.lists().stream()
              .flatMap(list -> list.items().stream())
              .filter(item -> item.rule().area() == area)
              .filter(item -> item.rule().level() == Level.REQUIRED && item.waiver() == null)
              .collect(Collectors.toMap(Checklist.Item::urgency, _ -> 1, Integer::sum));
      if (!counts.isEmpty()) {
        Tally tally =
            new Tally(
                counts.getOrDefault(Urgency.FINE, 0),
                counts.getOrDefault(Urgency.WARNING, 0),
                counts.getOrDefault(Urgency.UNCHECKED, 0) + counts.getOrDefault(Urgency.TO_ASK, 0),
                counts.getOrDefault(Urgency.TO_FIX, 0));
        tallies.add(new AreaTally(area.id(), tally, Pictures.bar(tally)));
      }
    }
    return tallies;
  }

  /** Of one scan alone there is no course. */
  private static List<CourseView> course(List<CoursePoint> points) {
    if (points.size() < 2) {
      return List.of();
    }
    return Arrays.stream(RuleInfo.Area.values())
        .filter(area -> points.stream().anyMatch(point -> point.areas().containsKey(area)))
        .map(area -> {
          List<@Nullable Tally> tallies = new ArrayList<>();
          points.forEach(point -> tallies.add(point.areas().get(area)));
          List<Tally> known = tallies.stream().filter(Objects::nonNull).toList();
          return new CourseView(
              area.id(),
              points.getFirst().at(),
              points.getLast().at(),
              known.getFirst(),
              Objects.requireNonNullElse(tallies.getLast(), Tally.NONE),
              Pictures.course(tallies));
        })
        .toList();
  }

  private static ComparisonView comparison(Report.Comparison since, Wording wording) {
    if (since.changes() == null) {
      return new ComparisonView(since.scannedAt(), null);
    }
    Map<String, List<ChangeView>> groups = new LinkedHashMap<>();
    since.changes().stream()
        .sorted(Comparator.comparing(change -> change.kind()))
        .forEach(change ->
            groups
                .computeIfAbsent(change.kind().name(), _ -> new ArrayList<>())
                .add(
                    new ChangeView(
                        wording.of("rule." + change.rule() + ".title"),
                        change.resource().label(),
                        change.before() == null ? null : change.before().name(),
                        change.after() == null ? null : change.after().name())));
    return new ComparisonView(
        since.scannedAt(),
        groups.entrySet().stream().map(e -> new GroupView(e.getKey(), e.getValue())).toList());
  }
}
