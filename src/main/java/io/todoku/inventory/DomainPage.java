package io.todoku.inventory;

import io.todoku.account.Waiver;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.ChecklistView.SenderView;
import io.todoku.checklist.Wording;
import io.todoku.history.FindingState;
import io.todoku.mailpath.MailPathView;
import io.todoku.rule.Resource;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.snapshot.DnsLookup;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A mail domain in one language.
 *
 * @param selectors of DKIM, as configured
 * @param path null where the account was never scanned
 * @param senders the addresses of the account that send for it
 * @param scannedAt null where the account was never scanned
 */
record DomainPage(
    String domain,
    List<String> selectors,
    @Nullable MailPathView path,
    List<SenderView> senders,
    List<ItemView> items,
    List<Waiver> waivers,
    List<FindingState> history,
    @Nullable Instant scannedAt) {

  static DomainPage neverScanned(MailDomain domain) {
    return new DomainPage(
        domain.name(),
        domain.dkimSelectors(),
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  static DomainPage of(AccountInventory inventory, MailDomain domain, Wording wording) {
    String name = DnsLookup.canonical(domain.name());
    Predicate<Resource> about =
        resource ->
            resource.type() == Resource.Type.MAIL_DOMAIN
                && DnsLookup.canonical(resource.id()).equals(name);
    return new DomainPage(
        domain.name(),
        domain.dkimSelectors(),
        MailPathView.of(inventory.paths().ofDomain(domain.name()), wording::of),
        ChecklistView.sendersOf(inventory.list(), wording).stream()
            .filter(sender ->
                sender.domains().stream().anyMatch(d -> DnsLookup.canonical(d).equals(name)))
            .toList(),
        ChecklistView.itemsAbout(inventory.list(), about, wording),
        inventory.waiversAbout(about),
        inventory.historyOf(about),
        inventory.list().scan().finishedAt());
  }

  public FoundItems findings() {
    return FoundItems.of(items);
  }
}
