package io.todoku.checklist;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.todoku.account.Waiver;
import io.todoku.checklist.Checklist.Coverage;
import io.todoku.checklist.Checklist.Readiness;
import io.todoku.checklist.Checklist.ScanFacts;
import io.todoku.checklist.Checklist.Urgency;
import io.todoku.rule.Evidence;
import io.todoku.rule.Finding;
import io.todoku.rule.Resource;
import io.todoku.rule.RuleInfo.Level;
import io.todoku.rule.Sender;
import io.todoku.rule.Verdict;
import io.todoku.snapshot.Environment;
import io.todoku.snapshot.Gap;
import io.todoku.snapshot.Reason;
import io.todoku.snapshot.ReasonKind;
import io.todoku.snapshot.RegionAvailability;
import io.todoku.snapshot.RegionExclusion;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checklist as JSON in one language: the same in the API, the command line and the export.
 *
 * @param regions those that were searched
 * @param causes of everything that is unknown, those that hide most first
 * @param excludedRegions that people leave out because the organization has closed them, by name
 * @param tasks the open findings as a person works them off, the most urgent first
 * @param regionAvailability which Regions the account has enabled; null where it is not known
 * @param onlyRules the rules that it is limited to; absent where every rule has judged
 */
public record ChecklistDocument(
    AccountPart account,
    ScanFacts scan,
    Readiness readiness,
    Coverage coverage,
    List<ItemPart> items,
    List<SenderPart> senders,
    List<String> regions,
    List<GapPart> gaps,
    List<CausePart> causes,
    Map<String, RegionExclusion> excludedRegions,
    List<TaskPart> tasks,
    @Nullable RegionAvailability regionAvailability,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> onlyRules) {

  public record AccountPart(String id, String name, String client, Environment environment) {}

  public record ItemPart(
      String rule,
      Level level,
      Verdict verdict,
      Resource resource,
      String summary,
      @Nullable String reason,
      List<Evidence> evidence,
      RemedyPart remedy,
      @Nullable Waiver waiver,
      Instant firstSeen,
      @Nullable String cause,
      @Nullable MoveStepView move) {}

  /**
   * Why something could not be found out, once for all that it hides.
   *
   * @param id to which the {@code cause} of an item refers
   * @param subjects what it is about: actions, addresses, names or Regions
   * @param regions that it concerns
   * @param details what came back, each once
   * @param remedy the one thing that helps
   * @param hides how many items it hides
   */
  public record CausePart(
      String id,
      ReasonKind kind,
      String summary,
      List<String> subjects,
      List<String> regions,
      List<String> details,
      RemedyPart remedy,
      int hides) {}

  /**
   * What is done in one go: one change, or the same for several resources.
   *
   * @param id stable within the account
   * @param findings that it mends
   */
  public record TaskPart(String id, Urgency urgency, String summary, List<FindingPart> findings) {}

  /**
   * Names a finding among the items.
   *
   * @param resource its key, as waivers take it
   */
  public record FindingPart(String rule, String resource) {}

  /**
   * A public address and its role; no role is {@code SENDS} where no address sends mail.
   *
   * @param role both roles in one word, as earlier releases gave them: that of {@code sends}, but
   *     {@code RECEIVES} where it only takes mail in
   * @param why the evidence for the role
   * @param domains the mail domains that it sends for
   */
  public record SenderPart(
      String address,
      String region,
      String role,
      List<String> why,
      RolePart<Sender.SendingRole> sends,
      RolePart<Sender.ReceivingRole> receives,
      List<String> domains) {}

  /** A role and the evidence for it. */
  public record RolePart<R>(R role, List<String> why) {}

  /**
   * @param permission or setting that would close the gap, or another remedy; null where none is
   *     known
   */
  public record GapPart(
      @Nullable String region,
      String api,
      ReasonKind error,
      String detail,
      @Nullable String permission) {}

  public static ChecklistDocument of(Checklist list, Wording general) {
    Wording wording = general.about(list);
    return new ChecklistDocument(
        new AccountPart(
            list.account().id(),
            list.account().name(),
            list.account().client(),
            list.account().environment()),
        list.scan(),
        list.readiness(),
        list.coverage(),
        new LazyItemList(list.items(), ChecklistView.causeIds(list), wording),
        list.senders().stream().map(sender -> part(sender, wording)).toList(),
        list.addressSearch().regions(),
        list.gaps().stream().map(gap -> part(gap, wording)).toList(),
        list.causes().stream().map(cause -> part(cause, list.account().id(), wording)).toList(),
        list.excludedRegions(),
        TaskView.allOf(list, wording).stream().map(ChecklistDocument::part).toList(),
        list.addressSearch().availability(),
        list.onlyRules());
  }

  private static TaskPart part(TaskView task) {
    return new TaskPart(
        task.id(),
        task.urgency(),
        task.sentence(),
        task.changes().stream()
            .flatMap(change -> change.items().stream())
            .map(item -> new FindingPart(item.rule(), item.key()))
            .toList());
  }

  private static CausePart part(Cause cause, String account, Wording wording) {
    CauseView view = CauseView.of(cause, account, wording);
    return new CausePart(
        cause.id(),
        cause.kind(),
        view.sentence(),
        cause.subjects(),
        cause.regions(),
        view.details(),
        RemedyPart.of(view.remedy()),
        view.hides());
  }

  /**
   * Renders the text of each finding only when it is read, so that a long list is never in memory
   * as a whole.
   */
  private static final class LazyItemList extends AbstractList<ItemPart> {

    private final List<Checklist.Item> items;
    private final Map<Checklist.Item, String> causes;
    private final Wording wording;

    LazyItemList(List<Checklist.Item> items, Map<Checklist.Item, String> causes, Wording wording) {
      this.items = items;
      this.causes = causes;
      this.wording = wording;
    }

    @Override
    public ItemPart get(int index) {
      Checklist.Item item = items.get(index);
      return part(item, causes.get(item), wording);
    }

    @Override
    public int size() {
      return items.size();
    }
  }

  private static ItemPart part(Checklist.Item item, @Nullable String cause, Wording wording) {
    Finding finding = item.finding();
    return new ItemPart(
        finding.rule(),
        item.rule().level(),
        finding.verdict(),
        finding.resource(),
        wording.of(finding.summary()),
        finding.unknownReason() == null ? null : wording.of(finding.unknownReason()),
        finding.evidence(),
        RemedyPart.of(finding.remedy(), wording),
        item.waiver(),
        item.firstSeen(),
        cause,
        MoveStepView.of(item.move(), wording));
  }

  private static SenderPart part(Sender sender, Wording wording) {
    List<String> sends = sender.sending().evidence().stream().map(wording::of).toList();
    List<String> receives = sender.receiving().evidence().stream().map(wording::of).toList();
    boolean onlyReceives = !sender.maySend() && sender.receives();
    return new SenderPart(
        sender.address(),
        sender.region(),
        onlyReceives ? "RECEIVES" : sender.role().name(),
        onlyReceives ? receives : sends,
        new RolePart<>(sender.role(), sends),
        new RolePart<>(sender.receiving().role(), receives),
        List.copyOf(sender.domains()));
  }

  private static GapPart part(Gap gap, Wording wording) {
    Reason reason = gap.reason();
    return new GapPart(
        gap.region(), reason.source(), reason.kind(), reason.detail(), wording.fix(reason));
  }
}
