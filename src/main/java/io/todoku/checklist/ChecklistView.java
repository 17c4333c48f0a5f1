package io.todoku.checklist;

import io.todoku.account.Waiver;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.history.FindingState.LastKnown;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Question;
import io.todoku.rule.Resource;
import io.todoku.rule.Sender;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.CollectionOutcome;
import io.todoku.snapshot.NaturalOrder;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.RegionExclusion;
import io.todoku.snapshot.RoleOverride;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a checklist page in one language.
 *
 * @param sections most urgent first, none empty
 * @param causes of everything that is unknown, those that hide most first
 * @param regionNotes which Regions are not enabled, or not known to be; none where all are
 */
public record ChecklistView(
    Checklist.Readiness readiness,
    FindingCounts counts,
    Instant startedAt,
    Instant finishedAt,
    CollectionOutcome outcome,
    List<SectionView> sections,
    List<CauseView> causes,
    List<SenderView> senders,
    List<String> regions,
    List<String> regionNotes,
    Map<String, RegionExclusion> excludedRegions,
    Map<String, RegionExclusion> contradictedExclusions,
    boolean nothingSends) {

  /** The findings of the same urgency, in the order of the catalogue. */
  public record SectionView(Urgency urgency, List<ItemView> items) {

    /** Whether the section needs attention. */
    public boolean needsAttention() {
      return urgency.compareTo(Urgency.WARNING) <= 0;
    }
  }

  /**
   * A public address.
   *
   * @param choice whether a person stated that it sends: {@code yes}, {@code no}, or {@code auto}
   *     without a statement
   * @param receivingChoice the same for receiving
   * @param domains that it sends for, as found or chosen
   * @param chosenDomains those that a person chose, with a blank between them
   * @param chosenReason why a person chose; empty without a choice
   */
  public record SenderView(
      String address,
      String region,
      @Nullable String name,
      Sender.SendingRole role,
      List<String> why,
      Sender.ReceivingRole receiving,
      List<String> receivingWhy,
      List<String> domains,
      String choice,
      String receivingChoice,
      String chosenDomains,
      String chosenReason) {

    /** The evidence for both roles, each once. */
    public List<String> allWhy() {
      return Stream.concat(receivingWhy.stream(), why.stream()).distinct().toList();
    }
  }

  /**
   * One finding.
   *
   * @param where the resource, as text
   * @param answerAt where a person answers the question that it waits for: {@code addresses} or
   *     {@code settings}; null where it waits for none
   * @param cause the id of the cause that hides it; null where it is known or waived
   * @param move the step of a planned or running move that mends it; null where none does
   */
  public record ItemView(
      String key,
      String rule,
      String title,
      String area,
      String level,
      String verdict,
      Urgency urgency,
      boolean waived,
      @Nullable Waiver waiver,
      String resourceType,
      String resourceId,
      @Nullable String region,
      @Nullable String address,
      @Nullable String name,
      String where,
      String summary,
      @Nullable String reason,
      List<Evidence> evidence,
      RemedyView remedy,
      Instant firstSeen,
      @Nullable LastKnown lastKnown,
      boolean acceptsAttestation,
      @Nullable String answerAt,
      @Nullable String cause,
      @Nullable MoveStepView move) {

    /** Whether it stands under the cause that hides it, because no person can answer it. */
    public boolean hidden() {
      return cause != null && !acceptsAttestation;
    }

    /** Whether a move that has begun mends it, so that nobody should change it before. */
    public boolean inRunningMove() {
      return move != null && move.begun();
    }

    /** Everything that its remedy tells, in order. */
    public List<String> steps() {
      return remedy.steps();
    }

    /** Everything that its remedy gives to paste, in every form. */
    public List<String> commands() {
      return remedy.commands();
    }

    /** Whether it contains this text, in any letter case: its sentence, resource or rule. */
    boolean contains(String text) {
      return (summary + '\n' + where + '\n' + title + '\n' + rule)
          .toLowerCase(Locale.ROOT)
          .contains(text.toLowerCase(Locale.ROOT));
    }
  }

  /** The sentence that nothing sends mail here, with the Regions that were searched. */
  public static String nothingSendsText(Checklist list, Wording wording) {
    return wording.of(
        "text.nothing-sends",
        String.valueOf(list.senders().size()),
        String.join(", ", list.addressSearch().regions()));
  }

  /** The findings in the same order, each rendered only when the stream reaches it. */
  public static Stream<ItemView> orderedItems(Checklist list, Wording wording) {
    Function<Item, ItemView> view = views(list, wording);
    return Arrays.stream(Urgency.values()).flatMap(urgency -> inOrder(list, urgency)).map(view);
  }

  /** The findings about some resources only, the most urgent first. */
  public static List<ItemView> itemsAbout(
      Checklist list, Predicate<Resource> about, Wording wording) {
    return Arrays.stream(Urgency.values())
        .flatMap(urgency -> inOrder(list, urgency))
        .filter(item -> about.test(item.finding().resource()))
        .map(views(list, wording))
        .toList();
  }

  /** Public addresses with their roles. */
  public static List<SenderView> sendersOf(Checklist list, Wording wording) {
    return list.senders().stream().map(sender -> view(sender, list.account(), wording)).toList();
  }

  /** Renders the findings of a checklist. */
  static Function<Item, ItemView> views(Checklist list, Wording wording) {
    Map<Item, String> causes = causeIds(list);
    Wording own = wording.about(list);
    return item -> view(item, causes.get(item), own);
  }

  /** The id of the cause of each unknown finding. */
  static Map<Item, String> causeIds(Checklist list) {
    Map<Item, String> ids = new IdentityHashMap<>();
    list.causes().forEach(cause -> cause.items().forEach(item -> ids.put(item, cause.id())));
    return ids;
  }

  public static ChecklistView of(Checklist list, Wording wording) {
    Function<Item, ItemView> view = views(list, wording);
    return new ChecklistView(
        list.readiness(),
        FindingCounts.of(list),
        list.scan().startedAt(),
        list.scan().finishedAt(),
        list.scan().outcome(),
        Arrays.stream(Urgency.values())
            .map(urgency -> new SectionView(urgency, inOrder(list, urgency).map(view).toList()))
            .filter(section -> !section.items().isEmpty())
            .toList(),
        CauseView.of(list, wording),
        sendersOf(list, wording),
        list.addressSearch().regions(),
        list.addressSearch().notes().stream().map(wording::of).toList(),
        list.excludedRegions(),
        list.contradictedExclusions(),
        list.nothingSends());
  }

  static Stream<Item> inOrder(Checklist list, Urgency urgency) {
    return list.items().stream()
        .filter(item -> item.urgency() == urgency)
        .sorted(
            Comparator.comparing((Item item) -> item.rule().order())
                .thenComparing(item -> item.finding().resource().key(), NaturalOrder.INSTANCE));
  }

  static SenderView view(Sender sender, AccountFacts account, Wording wording) {
    RoleOverride override = account.roleOverrides().get(sender.address());
    return new SenderView(
        sender.address(),
        sender.region(),
        sender.resource().name(),
        sender.role(),
        sender.sending().evidence().stream().map(wording::of).toList(),
        sender.receiving().role(),
        sender.receiving().evidence().stream().map(wording::of).toList(),
        List.copyOf(sender.domains()),
        choice(override == null ? null : override.sends()),
        choice(override == null ? null : override.receives()),
        override == null ? "" : String.join(" ", override.domains()),
        override == null ? "" : override.reason());
  }

  private static String choice(@Nullable Boolean declared) {
    return declared == null ? "auto" : declared ? "yes" : "no";
  }

  /** One finding of a checklist, without the cause that hides it. */
  public static ItemView viewOf(Item item, Checklist list, Wording wording) {
    return view(item, null, wording.about(list));
  }

  static ItemView view(Item item, @Nullable String cause, Wording wording) {
    Finding finding = item.finding();
    return new ItemView(
        finding.resource().key(),
        finding.rule(),
        wording.ruleTitle(finding.rule()),
        item.rule().area().id(),
        item.rule().level().name(),
        finding.verdict().name(),
        item.urgency(),
        item.waiver() != null,
        item.waiver(),
        finding.resource().type().id(),
        finding.resource().id(),
        finding.resource().region(),
        finding.resource().address(),
        finding.resource().name(),
        finding.resource().label(),
        wording.of(finding.summary()),
        finding.unknownReason() == null ? null : wording.of(finding.unknownReason()),
        finding.evidence(),
        RemedyView.of(finding.remedy(), wording),
        item.firstSeen(),
        item.lastKnown(),
        item.acceptsAttestation(),
        answerAt(finding.unknownReason()),
        cause,
        MoveStepView.of(item.move(), wording));
  }

  static @Nullable String answerAt(@Nullable Reason reason) {
    if (reason == null || !Question.isAskedBy(reason)) {
      return null;
    }
    return Question.isAnsweredInSettings(reason) ? "settings" : "addresses";
  }
}
