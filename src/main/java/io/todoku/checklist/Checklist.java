package io.todoku.checklist;

import io.todoku.account.Waiver;
import io.todoku.checklist.UnfinishedMoves.MoveStep;
import io.todoku.checklist.UnfinishedMoves.UnfinishedMove;
import io.todoku.history.FindingState.LastKnown;
import io.todoku.rule.Finding;
import io.todoku.rule.NotCollected;
import io.todoku.rule.Question;
import io.todoku.rule.RuleInfo;
import io.todoku.rule.Sender;
import io.todoku.rule.Text;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.CollectionOutcome;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.RegionAvailability;
import io.todoku.snapshot.RegionExclusion;
import io.todoku.snapshot.SnapshotOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The findings of an account, combined with waivers.
 *
 * @param items in the order of the catalogue
 * @param senders every public address with its role
 * @param addressSearch where addresses were searched for
 * @param causes of everything that is unknown, those that hide most first
 * @param attestations whether still in force or not
 * @param imported whether only imported snapshots tell of the account, so that it cannot be scanned
 * @param onlyRules the rules that it is limited to; null where every rule has judged
 */
public record Checklist(
    AccountFacts account,
    ScanFacts scan,
    Readiness readiness,
    Coverage coverage,
    List<Item> items,
    List<Sender> senders,
    AddressSearch addressSearch,
    List<Gap> gaps,
    List<Cause> causes,
    List<Attestation> attestations,
    boolean imported,
    @Nullable List<String> onlyRules) {

  /** Of an account that can be scanned. */
  public Checklist(
      AccountFacts account,
      ScanFacts scan,
      Readiness readiness,
      Coverage coverage,
      List<Item> items,
      List<Sender> senders,
      AddressSearch addressSearch,
      List<Gap> gaps,
      List<Cause> causes,
      List<Attestation> attestations) {
    this(
        account,
        scan,
        readiness,
        coverage,
        items,
        senders,
        addressSearch,
        gaps,
        causes,
        attestations,
        false,
        null);
  }

  /**
   * The scan that the findings come from.
   *
   * @param id of the scan, or of the last recheck after it
   * @param recheckedAt when a part of the account was checked again after it; null where none was
   * @param origin of a snapshot that was imported; null where it was collected here
   */
  public record ScanFacts(
      String id,
      Instant startedAt,
      Instant finishedAt,
      CollectionOutcome outcome,
      @Nullable Instant recheckedAt,
      @Nullable SnapshotOrigin origin) {

    ScanFacts withOrigin(SnapshotOrigin file) {
      return new ScanFacts(id, startedAt, finishedAt, outcome, recheckedAt, file);
    }
  }

  /**
   * Where addresses were searched for.
   *
   * @param regions names of the Regions that could be read
   * @param complete whether every place that can hold an address could be read, and the way out of
   *     every private host that looks like a mail server was followed
   * @param sendsElsewhere whether mail leaves by addresses that the account does not hold: those of
   *     other accounts, or those that SES shares among its customers
   * @param availability which Regions the account has enabled; null where it is not known
   */
  public record AddressSearch(
      List<String> regions,
      boolean complete,
      boolean sendsElsewhere,
      @Nullable RegionAvailability availability) {

    /** Which Regions are not enabled, or not known to be; no text where all are. */
    public List<Text> notes() {
      RegionAvailability known = availability;
      if (known == null) {
        return List.of();
      }
      List<Text> notes = new ArrayList<>();
      if (!known.notEnabled().isEmpty()) {
        notes.add(
            Text.of(
                "regions.not-enabled",
                known.enabled().size(),
                known.count(),
                known.notEnabled().size()));
      }
      if (!known.notTold().isEmpty()) {
        notes.add(
            Text.of(
                "regions.not-told", known.notTold().size(), String.join(", ", known.notTold())));
      }
      return List.copyOf(notes);
    }
  }

  /** The number of findings that are known, of all. */
  public record Coverage(int known, int all) {}

  /**
   * @param waiver in force for this finding, null where there is none
   * @param firstSeen when this verdict was first found for this resource
   * @param lastKnown for an unknown finding, the last known verdict; null where there was none
   * @param move the step of a planned or running move that mends it; null where none does
   */
  public record Item(
      RuleInfo rule,
      Finding finding,
      @Nullable Waiver waiver,
      Instant firstSeen,
      @Nullable LastKnown lastKnown,
      @Nullable MoveStep move) {

    /** A finding that no move concerns. */
    public Item(
        RuleInfo rule,
        Finding finding,
        @Nullable Waiver waiver,
        Instant firstSeen,
        @Nullable LastKnown lastKnown) {
      this(rule, finding, waiver, firstSeen, lastKnown, null);
    }

    /**
     * The same as part of the first of these moves that mends it, one that has begun before others.
     * The remedy warns of a move that has begun.
     */
    Item withMove(List<UnfinishedMove> moves) {
      if (verdict() != Verdict.FAIL && verdict() != Verdict.WARN) {
        return this;
      }
      return moves.stream()
          .flatMap(move -> move.stepFor(finding).stream())
          .min(Comparator.comparing(step -> !step.begun()))
          .map(this::withStep)
          .orElse(this);
    }

    private Item withStep(MoveStep step) {
      Finding warned =
          step.begun()
              ? finding.withRemedy(finding.remedy().cautioningFirst(step.caution()))
              : finding;
      return new Item(rule, warned, waiver, firstSeen, lastKnown, step);
    }

    /** Whether a move that has begun mends it, so that nobody should change it before. */
    boolean inRunningMove() {
      return move != null && move.begun();
    }

    public Verdict verdict() {
      return finding.verdict();
    }

    /** Whether an attestation can answer it; none can replace what could not be collected. */
    public boolean acceptsAttestation() {
      return rule.acceptsAttestation() && !NotCollected.matches(finding);
    }

    /** Whether it is unknown until a person answers a question about a resource. */
    public boolean isQuestion() {
      return finding.unknownReason() != null && Question.isAskedBy(finding.unknownReason());
    }

    /** How urgently a person should look at it. */
    public Urgency urgency() {
      if (waiver != null) {
        return Urgency.WAIVED;
      }
      boolean required = rule.level() == RuleInfo.Level.REQUIRED;
      return switch (finding.verdict()) {
        case PASS, NOT_APPLICABLE -> Urgency.FINE;
        case FAIL -> required ? Urgency.TO_FIX : Urgency.ADVICE;
        case WARN -> required ? Urgency.WARNING : Urgency.ADVICE;
        case UNKNOWN ->
            !required
                ? Urgency.ADVICE
                : acceptsAttestation() || isQuestion() ? Urgency.TO_ASK : Urgency.UNCHECKED;
      };
    }
  }

  /** The urgencies, the most urgent first. */
  public enum Urgency {
    TO_FIX,
    TO_ASK,
    UNCHECKED,
    WARNING,
    /** A finding of a recommended rule that did not pass; it does not affect readiness. */
    ADVICE,
    WAIVED,
    FINE
  }

  /** Whether an account's mail can be expected to arrive. */
  public enum Readiness {
    READY,
    NOT_READY,
    UNDETERMINED
  }

  /** The Regions that people leave out, because the organization has closed them, by name. */
  public Map<String, RegionExclusion> excludedRegions() {
    return exclusions(name -> !addressSearch.regions().contains(name));
  }

  /** The Regions that people leave out although something could be read there; by name. */
  public Map<String, RegionExclusion> contradictedExclusions() {
    return exclusions(addressSearch.regions()::contains);
  }

  private Map<String, RegionExclusion> exclusions(Predicate<String> shown) {
    Map<String, RegionExclusion> found = new TreeMap<>(account.excludedRegions());
    found.keySet().removeIf(shown.negate());
    return found;
  }

  /** The cause that hides a finding; empty where it is known or a person can answer it. */
  Optional<Cause> causeOf(Item item) {
    return item.verdict() != Verdict.UNKNOWN || item.acceptsAttestation()
        ? Optional.empty()
        : causes.stream().filter(cause -> cause.hides(item)).findFirst();
  }

  /** The open findings of a rule, with what hides them, and nothing else. */
  Checklist onlyOpen(String ruleId) {
    List<Item> open =
        items.stream()
            .filter(item -> item.rule().id().equals(ruleId))
            .filter(item -> item.urgency().compareTo(Urgency.ADVICE) <= 0)
            .toList();
    return only(
        open,
        causes.stream()
            .map(cause -> cause.withItems(cause.items().stream().filter(open::contains).toList()))
            .filter(cause -> !cause.items().isEmpty())
            .toList());
  }

  /** A cause with what it hides, and nothing else. */
  Checklist onlyCause(String causeId) {
    return only(List.of(), causes.stream().filter(cause -> cause.id().equals(causeId)).toList());
  }

  private Checklist only(List<Item> someItems, List<Cause> someCauses) {
    return new Checklist(
        account,
        scan,
        readiness,
        coverage,
        someItems,
        List.of(),
        addressSearch,
        List.of(),
        someCauses,
        List.of(),
        imported,
        onlyRules);
  }

  /** The same with the steps of running moves beside the findings that they mend. */
  Checklist withMoves(List<UnfinishedMove> moves) {
    return moves.isEmpty()
        ? this
        : new Checklist(
            account,
            scan,
            readiness,
            coverage,
            items.stream().map(item -> item.withMove(moves)).toList(),
            senders,
            addressSearch,
            gaps,
            causes,
            attestations,
            imported,
            onlyRules);
  }

  /**
   * @param origin of its snapshot; null where it was collected here
   */
  Checklist withOrigin(@Nullable SnapshotOrigin origin) {
    return origin == null
        ? this
        : new Checklist(
            account,
            scan.withOrigin(origin),
            readiness,
            coverage,
            items,
            senders,
            addressSearch,
            gaps,
            causes,
            attestations,
            imported,
            onlyRules);
  }

  /**
   * @param only whether only imported snapshots tell of the account
   */
  public Checklist withImported(boolean only) {
    return only == imported
        ? this
        : new Checklist(
            account,
            scan,
            readiness,
            coverage,
            items,
            senders,
            addressSearch,
            gaps,
            causes,
            attestations,
            only,
            onlyRules);
  }

  /**
   * The same with the findings of some rules alone. Where a required rule is left out, nobody knows
   * whether the account is ready.
   *
   * @param chosen ids of rules
   * @param catalogue every rule
   */
  public Checklist limitedTo(Set<String> chosen, List<RuleInfo> catalogue) {
    List<Item> kept = items.stream().filter(item -> chosen.contains(item.rule().id())).toList();
    boolean allRequired =
        catalogue.stream()
            .filter(rule -> rule.level() == RuleInfo.Level.REQUIRED)
            .allMatch(rule -> chosen.contains(rule.id()));
    Readiness ofKept = readiness(kept, scan.outcome(), addressSearch);
    return new Checklist(
        account,
        scan,
        ofKept == Readiness.READY && !allRequired ? Readiness.UNDETERMINED : ofKept,
        coverage(kept),
        kept,
        senders,
        addressSearch,
        gaps,
        causes.stream()
            .filter(cause ->
                cause.items().isEmpty()
                    || cause.items().stream().anyMatch(item -> chosen.contains(item.rule().id())))
            .map(cause ->
                cause.withItems(
                    cause.items().stream()
                        .filter(item -> chosen.contains(item.rule().id()))
                        .toList()))
            .toList(),
        attestations.stream().filter(said -> chosen.contains(said.rule())).toList(),
        imported,
        catalogue.stream().map(RuleInfo::id).filter(chosen::contains).toList());
  }

  static Coverage coverage(List<Item> items) {
    return new Coverage(
        (int) items.stream().filter(i -> i.verdict() != Verdict.UNKNOWN).count(), items.size());
  }

  /**
   * Only required findings count. An account whose inventory could not be read, or that has no
   * Region to look at, is never ready.
   */
  static Readiness readiness(List<Item> items, CollectionOutcome outcome, AddressSearch search) {
    List<Item> deciding =
        items.stream()
            .filter(i -> i.rule().level() == RuleInfo.Level.REQUIRED && i.waiver() == null)
            .toList();
    if (deciding.stream().anyMatch(i -> i.verdict() == Verdict.FAIL)) {
      return Readiness.NOT_READY;
    }
    boolean doubt = deciding.stream().anyMatch(i -> i.verdict() == Verdict.UNKNOWN);
    return doubt || outcome == CollectionOutcome.FAILED || search.regions().isEmpty()
        ? Readiness.UNDETERMINED
        : Readiness.READY;
  }

  public int count(Urgency urgency) {
    return (int) items.stream().filter(item -> item.urgency() == urgency).count();
  }

  /** Whether no address sends mail and every place that can hold an address was read. */
  public boolean nothingSends() {
    return addressSearch.complete()
        && !addressSearch.sendsElsewhere()
        && senders.stream().noneMatch(Sender::maySend);
  }
}
