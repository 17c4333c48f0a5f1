package io.todoku.runbook.plan;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.archive.SnapshotStore;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklists;
import io.todoku.collect.NameViewCollector;
import io.todoku.collect.NameViewCollector.NameQuery;
import io.todoku.rule.Sender;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import io.todoku.snapshot.DnsLookup.DnsAnswer;
import io.todoku.snapshot.NameView;
import io.todoku.snapshot.Observed.Known;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fills a new plan in with what DNS and the inventory already show, and recommends a way. */
@Component
public class PlanProposal {

  private final NameViewCollector names;
  private final Accounts accounts;
  private final Checklists checklists;
  private final SnapshotStore snapshots;

  PlanProposal(
      NameViewCollector names, Accounts accounts, Checklists checklists, SnapshotStore snapshots) {
    this.names = names;
    this.accounts = accounts;
    this.checklists = checklists;
    this.snapshots = snapshots;
  }

  /** An address of the inventory, and who holds it. */
  private record InventorySender(Account account, Sender sender) {}

  /**
   * @param form with a domain at least; what a person has entered stays
   */
  public PlanForm complete(PlanForm form) {
    String domain = DnsLookup.canonical(form.domain() == null ? "" : form.domain().strip());
    if (domain.isEmpty()) {
      return form;
    }
    Function<NameQuery, NameView> world = nameViews(form);
    String oldName = entered(form.oldName()).orElseGet(() -> firstOrEmpty(mxHosts(domain, world)));
    String oldAddress =
        entered(form.oldAddress())
            .orElseGet(() ->
                oldName.isEmpty() ? "" : firstOrEmpty(records(new NameQuery(oldName, "A"), world)));
    List<InventorySender> held = inventorySenders();
    Optional<InventorySender> old =
        held.stream().filter(one -> one.sender().address().equals(oldAddress)).findFirst();
    String account =
        entered(form.account()).or(() -> old.map(one -> one.account().id())).orElse("");
    String region =
        entered(form.region())
            .or(() -> old.map(one -> one.sender().region()))
            .or(() -> regionWithSenders(held, account))
            .or(() -> accounts.find(account).flatMap(one -> one.regions().stream().findFirst()))
            .orElse("");
    List<String> idle =
        held.stream()
            .filter(one -> one.account().id().equals(account))
            .filter(one -> one.sender().region().equals(region) && one.sender().idle())
            .map(one -> one.sender().address())
            .filter(address -> !address.equals(oldAddress))
            .toList();
    return new PlanForm(
        form.name(),
        entered(form.way()).orElse(recommendedStrategy(old).id()),
        domain,
        entered(form.selectors()).orElseGet(() -> knownDkimSelectors(domain)),
        oldName,
        oldAddress,
        entered(form.oldAccount()).or(() -> old.map(one -> one.account().id())).orElse(""),
        entered(form.oldRegion()).or(() -> old.map(one -> one.sender().region())).orElse(""),
        account,
        region,
        entered(form.firstName()).orElse(oldName.replaceFirst("^([^.]*)\\.", "$12.")),
        entered(form.firstAddress()).orElse(idle.isEmpty() ? "" : idle.getFirst()),
        entered(form.secondAddress()).orElse(idle.size() < 2 ? "" : idle.get(1)));
  }

  /** An Elastic IP of ours can come along; else the name is kept by way of a second one. */
  private static MigrationStrategy recommendedStrategy(Optional<InventorySender> old) {
    return old.filter(one -> one.sender().allocationId() != null).isPresent()
        ? MigrationStrategy.SAME_ADDRESS
        : MigrationStrategy.KEEP_NAME;
  }

  private List<InventorySender> inventorySenders() {
    return accounts.all().stream()
        .flatMap(account ->
            checklists.of(account).map(Checklist::senders).stream()
                .flatMap(List::stream)
                .map(sender -> new InventorySender(account, sender)))
        .toList();
  }

  /** Where an account has senders already. */
  private static Optional<String> regionWithSenders(List<InventorySender> held, String account) {
    return held.stream()
        .filter(one -> one.account().id().equals(account))
        .map(one -> one.sender().region())
        .findFirst();
  }

  private String knownDkimSelectors(String domain) {
    return accounts.all().stream()
        .flatMap(account -> account.mailDomains().stream())
        .filter(one -> DnsLookup.canonical(one.name()).equals(domain))
        .map(MailDomain::dkimSelectors)
        .map(all -> String.join(" ", all))
        .findFirst()
        .orElse("");
  }

  /** DNS, or the recording for a plan that goes to one of the sample's accounts. */
  private Function<NameQuery, NameView> nameViews(PlanForm form) {
    return entered(form.account())
        .flatMap(accounts::find)
        .filter(Account::isSample)
        .flatMap(snapshots::newestWithAttestations)
        .map(SampleNameViews::of)
        .orElse(question -> names.collect(List.of(question)).getFirst());
  }

  private static List<String> mxHosts(String domain, Function<NameQuery, NameView> world) {
    return DnsLookup.mxHosts(
        records(new NameQuery(domain, "MX"), world).stream()
            .sorted(Comparator.comparingInt(PlanProposal::preference))
            .toList());
  }

  private static int preference(String exchange) {
    return Integer.parseInt(exchange.substring(0, exchange.indexOf(' ')));
  }

  private static List<String> records(NameQuery question, Function<NameQuery, NameView> world) {
    NameView view = world.apply(question);
    return view.answers().stream()
        .flatMap(one ->
            one.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
                ? Stream.of(answer.records())
                : Stream.empty())
        .filter(records -> !records.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static String firstOrEmpty(List<String> all) {
    return all.isEmpty() ? "" : all.getFirst();
  }

  private static Optional<String> entered(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(entered -> !entered.isEmpty());
  }
}
