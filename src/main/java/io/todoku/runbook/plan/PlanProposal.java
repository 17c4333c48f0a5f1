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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Completes the form for a new plan from DNS and from the inventory of all accounts, and recommends
 * a strategy.
 */
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

  /** An address that sends mail, and the account that holds it. */
  private record InventorySender(Account account, Sender sender) {}

  /**
   * Fills in the fields that are still empty.
   *
   * @param form returned unchanged if it has no domain
   */
  public PlanForm complete(PlanForm form) {
    String domain = DnsLookup.canonical(form.domain() == null ? "" : form.domain().strip());
    if (domain.isEmpty()) {
      return form;
    }
    Function<NameQuery, NameView> lookup = nameViews(form);
    String oldName = entered(form.oldName()).orElseGet(() -> firstOrEmpty(mxHosts(domain, lookup)));
    String oldAddress =
        entered(form.oldAddress())
            .orElseGet(() ->
                oldName.isEmpty()
                    ? ""
                    : firstOrEmpty(records(new NameQuery(oldName, "A"), lookup)));
    List<InventorySender> senders = inventorySenders();
    Optional<InventorySender> old =
        senders.stream().filter(sender -> sender.sender().address().equals(oldAddress)).findFirst();
    String account =
        entered(form.account()).or(() -> old.map(sender -> sender.account().id())).orElse("");
    String region =
        entered(form.region())
            .or(() -> old.map(sender -> sender.sender().region()))
            .or(() -> regionWithSenders(senders, account))
            .or(() -> accounts.find(account).flatMap(found -> found.regions().stream().findFirst()))
            .orElse("");
    List<String> idleAddresses =
        senders.stream()
            .filter(sender -> sender.account().id().equals(account))
            .filter(sender -> sender.sender().region().equals(region) && sender.sender().idle())
            .map(sender -> sender.sender().address())
            .filter(address -> !address.equals(oldAddress))
            .toList();
    return new PlanForm(
        form.name(),
        entered(form.way()).orElse(recommendedStrategy(old).id()),
        domain,
        entered(form.selectors()).orElseGet(() -> knownDkimSelectors(domain)),
        oldName,
        oldAddress,
        entered(form.oldAccount()).or(() -> old.map(sender -> sender.account().id())).orElse(""),
        entered(form.oldRegion()).or(() -> old.map(sender -> sender.sender().region())).orElse(""),
        account,
        region,
        entered(form.firstName()).orElse(oldName.replaceFirst("^([^.]*)\\.", "$12.")),
        entered(form.firstAddress())
            .orElse(idleAddresses.isEmpty() ? "" : idleAddresses.getFirst()),
        entered(form.secondAddress()).orElse(idleAddresses.size() < 2 ? "" : idleAddresses.get(1)));
  }

  /** An Elastic IP of a known account can be moved; for any other address the host name is kept. */
  private static MigrationStrategy recommendedStrategy(Optional<InventorySender> old) {
    return old.filter(sender -> sender.sender().allocationId() != null).isPresent()
        ? MigrationStrategy.SAME_ADDRESS
        : MigrationStrategy.KEEP_NAME;
  }

  private List<InventorySender> inventorySenders() {
    List<Account> all = accounts.all();
    Map<String, List<Sender>> senders = checklists.of(all, Checklist::senders);
    return all.stream()
        .flatMap(account ->
            senders.getOrDefault(account.id(), List.of()).stream()
                .map(sender -> new InventorySender(account, sender)))
        .toList();
  }

  /** The Region of the first address that sends mail in an account. */
  private static Optional<String> regionWithSenders(List<InventorySender> senders, String account) {
    return senders.stream()
        .filter(sender -> sender.account().id().equals(account))
        .map(sender -> sender.sender().region())
        .findFirst();
  }

  private String knownDkimSelectors(String domain) {
    return accounts.all().stream()
        .flatMap(account -> account.mailDomains().stream())
        .filter(mailDomain -> DnsLookup.canonical(mailDomain.name()).equals(domain))
        .map(MailDomain::dkimSelectors)
        .map(selectors -> String.join(" ", selectors))
        .findFirst()
        .orElse("");
  }

  /**
   * Queries DNS; for a plan whose target is an account of the sample, answers from the recording.
   */
  private Function<NameQuery, NameView> nameViews(PlanForm form) {
    return entered(form.account())
        .flatMap(accounts::find)
        .filter(Account::isSample)
        .flatMap(snapshots::newestWithAttestations)
        .map(SampleNameViews::of)
        .orElse(question -> names.collect(List.of(question)).getFirst());
  }

  private static List<String> mxHosts(String domain, Function<NameQuery, NameView> lookup) {
    return DnsLookup.mxHosts(
        records(new NameQuery(domain, "MX"), lookup).stream()
            .sorted(Comparator.comparingInt(PlanProposal::preference))
            .toList());
  }

  private static int preference(String exchange) {
    return Integer.parseInt(exchange.substring(0, exchange.indexOf(' ')));
  }

  private static List<String> records(NameQuery question, Function<NameQuery, NameView> lookup) {
    NameView view = lookup.apply(question);
    return view.answers().stream()
        .flatMap(answered ->
            answered.answer() instanceof Known<DnsAnswer>(DnsAnswer answer)
                ? Stream.of(answer.records())
                : Stream.empty())
        .filter(records -> !records.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static String firstOrEmpty(List<String> values) {
    return values.isEmpty() ? "" : values.getFirst();
  }

  private static Optional<String> entered(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(entered -> !entered.isEmpty());
  }
}
