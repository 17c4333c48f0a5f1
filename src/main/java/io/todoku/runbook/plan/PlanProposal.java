package io.todoku.runbook.plan;

import io.todoku.account.Account;
import io.todoku.account.VisibleAccounts;
import io.todoku.archive.SnapshotStore;
import io.todoku.checklist.Checklist;
import io.todoku.checklist.Checklists;
import io.todoku.collect.NameViewCollector;
import io.todoku.rule.Sender;
import io.todoku.runbook.plan.NameAnswers.NameAnswer;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final VisibleAccounts accounts;
  private final Checklists checklists;
  private final SnapshotStore snapshots;

  PlanProposal(
      NameViewCollector names,
      VisibleAccounts accounts,
      Checklists checklists,
      SnapshotStore snapshots) {
    this.names = names;
    this.accounts = accounts;
    this.checklists = checklists;
    this.snapshots = snapshots;
  }

  /**
   * A completed form.
   *
   * @param recordedAt when a scan recorded the old server; null where DNS shows it now, or nothing
   *     does
   */
  public record ProposedPlan(PlanForm form, @Nullable Instant recordedAt) {}

  /** An address that sends mail, and the account that holds it. */
  private record InventorySender(Account account, Sender sender) {}

  /**
   * Fills in the fields that are still empty.
   *
   * @param form returned unchanged if it has no domain
   */
  public ProposedPlan complete(PlanForm form) {
    String domain = DnsLookup.canonical(form.domain() == null ? "" : form.domain().strip());
    if (domain.isEmpty()) {
      return new ProposedPlan(form, null);
    }
    NameAnswers names = nameAnswers(form, domain);
    NameAnswer host =
        entered(form.oldName())
            .map(PlanProposal::asEntered)
            .orElseGet(() -> names.mailHosts(domain));
    NameAnswer address =
        entered(form.oldAddress())
            .map(PlanProposal::asEntered)
            .orElseGet(() -> names.addresses(host.first()));
    return new ProposedPlan(
        complete(form, domain, host.first(), address.first()),
        address.recordedAt() == null ? host.recordedAt() : address.recordedAt());
  }

  private static NameAnswer asEntered(String text) {
    return new NameAnswer(List.of(text), null);
  }

  private PlanForm complete(PlanForm form, String domain, String oldName, String oldAddress) {
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
  private NameAnswers nameAnswers(PlanForm form, String domain) {
    Optional<Account> target = entered(form.account()).flatMap(accounts::find);
    return target
        .filter(Account::isSample)
        .flatMap(snapshots::newestWithAttestations)
        .map(sample ->
            new NameAnswers(SampleNameViews.of(sample), true, () -> lastScans(target, domain)))
        .orElseGet(() ->
            new NameAnswers(
                question -> names.collect(List.of(question)).getFirst(),
                false,
                () -> lastScans(target, domain)));
  }

  /**
   * What the last scans of the target and of the accounts whose mail domain it is have of MX and A.
   * One snapshot after the other is read and dropped.
   */
  private List<DnsLookup> lastScans(Optional<Account> target, String domain) {
    return Stream.concat(
            target.stream(), accounts.all().stream().filter(account -> hasDomain(account, domain)))
        .map(Account::id)
        .distinct()
        .flatMap(account -> snapshots.newestAsCollected(account).stream())
        .flatMap(snapshot -> snapshot.lookups().stream())
        .filter(lookup -> lookup.type().equals("MX") || lookup.type().equals("A"))
        .toList();
  }

  private static boolean hasDomain(Account account, String domain) {
    return account.mailDomains().stream()
        .anyMatch(mailDomain -> DnsLookup.canonical(mailDomain.name()).equals(domain));
  }

  private static Optional<String> entered(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(entered -> !entered.isEmpty());
  }
}
