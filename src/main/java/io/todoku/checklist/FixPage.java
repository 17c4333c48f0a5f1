package io.todoku.checklist;

import io.todoku.account.Account;
import io.todoku.account.DoneMark;
import io.todoku.checklist.Checklist.Item;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.Checklists.PartialChecklists;
import io.todoku.checklist.FixBlock.FixText;
import io.todoku.checklist.RemedyView.RemedyOptionView;
import io.todoku.rule.BlockForm;
import io.todoku.rule.BlockKind;
import io.todoku.rule.Evidence;
import io.todoku.rule.RemedyBlock;
import io.todoku.rule.Resource;
import io.todoku.snapshot.AccountFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The open findings of one rule, or what one cause hides, over all accounts, in one language.
 *
 * @param title of the rule; the sentence of the cause
 * @param steps what helps all of them; empty where each has steps of its own
 * @param cautions of several accounts, each once
 * @param blocks what is to be pasted for all of them
 * @param choice whether some of them can be mended in several ways, of which the blocks have the
 *     first
 * @param leftOut how many more accounts have such findings, which are too many for one page
 */
record FixPage(
    String title,
    List<FixAccountView> accounts,
    List<String> steps,
    List<String> cautions,
    List<FixBlock> blocks,
    boolean choice,
    int findings,
    int leftOut) {

  /** The ways of mending all of them, where there are several and they are the same for all. */
  public List<RemedyOptionView> options() {
    return steps.isEmpty()
        ? List.of()
        : accounts.stream()
            .flatMap(account -> account.known().stream())
            .filter(found -> !found.item().inRunningMove())
            .map(found -> found.item().remedy().options())
            .filter(options -> options.size() > 1)
            .findFirst()
            .orElse(List.of());
  }

  /**
   * An account with its open findings.
   *
   * @param causes that hide findings of the rule, each with how many of them; or the one that the
   *     page is about
   */
  record FixAccountView(
      String id,
      String title,
      boolean scannable,
      boolean running,
      Instant scannedAt,
      List<FixItemView> items,
      List<CauseView> causes) {

    /** The findings that can be mended one by one; a cause is mended for all that it hides. */
    public List<FixItemView> known() {
      return items.stream().filter(item -> item.cause() == null).toList();
    }
  }

  /**
   * A finding.
   *
   * @param scannedAt when it was observed last
   * @param cause id of what hides it; null where it is known or a person can answer it
   * @param done that a person did what it asks for, since it was found; null where nobody did
   */
  record FixItemView(
      ItemView item, @Nullable String cause, @Nullable DoneMark done, Instant scannedAt) {

    /** Whether a scan found it after it was done. */
    public boolean foundAgain() {
      return done != null && scannedAt.isAfter(done.markedAt());
    }
  }

  /** How many findings can be mended one by one. */
  public long known() {
    return accounts.stream().mapToInt(account -> account.known().size()).sum();
  }

  /** Whether some of them are left to a running move, so that the steps are for the others. */
  public boolean partlyMoving() {
    return accounts.stream()
        .flatMap(account -> account.known().stream())
        .anyMatch(found -> found.item().inRunningMove());
  }

  /** How many findings people have marked as done. */
  public long done() {
    return accounts.stream()
        .flatMap(account -> account.items().stream())
        .filter(item -> item.done() != null)
        .count();
  }

  /** The accounts that can be scanned. */
  public List<String> scannable() {
    return accounts.stream().filter(FixAccountView::scannable).map(FixAccountView::id).toList();
  }

  /**
   * @param open of the accounts in which the rule has open findings
   */
  static FixPage ofRule(
      String rule,
      PartialChecklists open,
      List<DoneMark> marks,
      Set<String> running,
      Wording wording) {
    Map<String, Map<String, DoneMark>> marksByAccount =
        marks.stream()
            .collect(
                Collectors.groupingBy(
                    DoneMark::accountId,
                    Collectors.toMap(DoneMark::resource, Function.identity(), (a, _) -> a)));
    List<FixAccountView> accounts = new ArrayList<>();
    List<FixText> texts = new ArrayList<>();
    open.lists()
        .forEach((account, list) -> {
          List<Item> items = openItems(list, rule);
          Map<String, DoneMark> own = marksByAccount.getOrDefault(account.id(), Map.of());
          Function<Item, ItemView> view = TaskView.views(list, wording);
          accounts.add(
              view(
                  account,
                  list,
                  running,
                  items.stream()
                      .map(item -> {
                        ItemView shown = view.apply(item);
                        DoneMark mark = own.get(shown.key());
                        return new FixItemView(
                            shown,
                            list.causeOf(item).map(Cause::id).orElse(null),
                            mark == null || mark.markedAt().isBefore(item.firstSeen())
                                ? null
                                : mark,
                            observedAt(item, list));
                      })
                      .toList(),
                  CauseView.of(list, wording)));
          items.stream()
              .filter(item -> list.causeOf(item).isEmpty() && !item.inRunningMove())
              .forEach(item -> texts.addAll(texts(account, item)));
        });
    accounts.sort(Comparator.comparing(account -> account.known().isEmpty()));
    return new FixPage(
        wording.ruleTitle(rule),
        accounts,
        commonSteps(
            accounts.stream()
                .flatMap(account -> account.known().stream())
                .filter(item -> !item.item().inRunningMove())
                .map(item -> item.item().remedy().steps())),
        commonCautions(accounts),
        FixBlock.of(texts),
        accounts.stream()
            .flatMap(account -> account.known().stream())
            .anyMatch(item -> item.item().remedy().options().size() > 1),
        accounts.stream().mapToInt(account -> account.items().size()).sum(),
        open.leftOut());
  }

  /**
   * @param hidden of the accounts that have the cause
   */
  static FixPage ofCause(
      String cause, PartialChecklists hidden, Set<String> running, Wording wording) {
    List<FixAccountView> accounts = new ArrayList<>();
    List<FixText> texts = new ArrayList<>();
    List<CauseView> causes = new ArrayList<>();
    hidden
        .lists()
        .forEach((account, list) ->
            list.causes().stream()
                .filter(found -> found.id().equals(cause))
                .map(found -> CauseView.of(found, account.id(), wording.about(account)))
                .forEach(found -> {
                  causes.add(found);
                  accounts.add(view(account, list, running, List.of(), List.of(found)));
                  texts.addAll(texts(account, found));
                }));
    return new FixPage(
        causes.stream().map(CauseView::sentence).distinct().count() == 1
            ? causes.getFirst().sentence()
            : cause,
        accounts,
        commonSteps(causes.stream().map(FixPage::changes)),
        commonCautions(accounts),
        FixBlock.of(texts),
        causes.stream().anyMatch(found -> found.remedy().options().size() > 1),
        causes.stream().mapToInt(CauseView::hides).sum(),
        hidden.leftOut());
  }

  /** When the finding was observed last: by the scan, or by a recheck after it. */
  private static Instant observedAt(Item item, Checklist list) {
    return item.finding().evidence().stream()
        .filter(evidence -> !evidence.source().equals("person"))
        .map(Evidence::at)
        .max(Comparator.naturalOrder())
        .orElse(list.scan().finishedAt());
  }

  /** The findings of a rule that wait for somebody, the most urgent first. */
  private static List<Item> openItems(Checklist list, String rule) {
    return Tasks.ungrouped(list, item -> item.rule().id().equals(rule)).stream()
        .flatMap(task -> task.items().stream())
        .toList();
  }

  /** What the first way of mending it changes. */
  private static List<FixText> texts(Account account, Item item) {
    Resource resource = item.finding().resource();
    String where =
        Stream.of(resource.address(), resource.name(), resource.id())
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    return item.finding().remedy().options().stream()
        .limit(1)
        .flatMap(option -> option.change().blocks().stream())
        .flatMap(block ->
            block.forms().stream()
                .map(form ->
                    new FixText(title(account), account.id(), where, recordOf(block), form)))
        .toList();
  }

  /** Name and type of the DNS record that a block changes; null where it changes none. */
  private static @Nullable String recordOf(RemedyBlock block) {
    return block.forms().stream()
        .filter(form -> form.kind() == BlockKind.ZONE_RECORD)
        .map(form -> form.text().split("\\s+", 5))
        .filter(words -> words.length == 5)
        .map(words -> words[0] + " " + words[3])
        .findFirst()
        .orElse(null);
  }

  /** What the first way of removing a cause changes. */
  private static List<FixText> texts(Account account, CauseView cause) {
    return cause.remedy().options().stream()
        .limit(1)
        .flatMap(option -> option.change().blocks().stream())
        .flatMap(block -> block.forms().stream())
        .map(form ->
            new FixText(
                title(account),
                account.id(),
                cause.sentence(),
                new BlockForm(BlockKind.valueOf(form.kind()), form.text())))
        .toList();
  }

  private static List<String> changes(CauseView cause) {
    return cause.remedy().options().stream()
        .limit(1)
        .flatMap(option -> option.change().steps().stream())
        .toList();
  }

  private static FixAccountView view(
      Account account,
      Checklist list,
      Set<String> running,
      List<FixItemView> items,
      List<CauseView> causes) {
    return new FixAccountView(
        account.id(),
        title(account),
        account.hasAwsAccess(),
        running.contains(account.id()),
        list.scan().finishedAt(),
        items,
        causes);
  }

  private static String title(Account account) {
    return AccountFacts.title(account.client(), account.name());
  }

  /** Cautions that several accounts share; others stand at their findings. */
  private static List<String> commonCautions(List<FixAccountView> accounts) {
    return accounts.stream()
        .flatMap(account ->
            Stream.concat(
                    account.known().stream().map(item -> item.item().remedy()),
                    account.items().isEmpty()
                        ? account.causes().stream().map(CauseView::remedy)
                        : Stream.empty())
                .flatMap(remedy -> remedy.cautions().stream())
                .distinct())
        .collect(
            Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(caution -> caution.getValue() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> commonSteps(Stream<List<String>> steps) {
    List<List<String>> different = steps.distinct().toList();
    return different.size() == 1 ? different.getFirst() : List.of();
  }
}
