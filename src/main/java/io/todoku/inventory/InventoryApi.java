package io.todoku.inventory;

import io.todoku.account.Account;
import io.todoku.account.AccountClients;
import io.todoku.account.Waiver;
import io.todoku.checklist.ChecklistView.ItemView;
import io.todoku.checklist.ChecklistView.SenderView;
import io.todoku.checklist.MoveStepView;
import io.todoku.checklist.ReaderWording;
import io.todoku.history.FindingState;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.inventory.ServerPage.InterfaceFacts;
import io.todoku.mailpath.MailPathView;
import io.todoku.mailpath.MailPathView.LinkView;
import io.todoku.mailpath.MailPathView.NodeView;
import io.todoku.rule.Evidence;
import io.todoku.rule.Sender.ReceivingRole;
import io.todoku.rule.Sender.SendingRole;
import io.todoku.snapshot.Attestation;
import io.todoku.snapshot.RoleOverride;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of addresses, servers and mail domains, in the language of the request. */
@RestController
@RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
@RequestMapping("/api/v1/accounts/{id}")
class InventoryApi {

  /**
   * The path of mail.
   *
   * @param links between nodes, by their places in the list
   */
  record PathJson(String description, List<NodeView> nodes, List<LinkView> links) {

    static @Nullable PathJson of(@Nullable MailPathView path) {
      return path == null ? null : new PathJson(path.description(), path.nodes(), path.links());
    }
  }

  /** A role and the evidence for it. */
  record RoleJson<R>(R role, List<String> why) {}

  /** A finding about the address or the domain. */
  record FoundJson(
      String rule,
      String level,
      String verdict,
      boolean waived,
      String resource,
      String summary,
      @Nullable String reason,
      List<Evidence> evidence,
      List<String> steps,
      List<String> commands,
      Instant firstSeen,
      @Nullable String cause,
      @Nullable MoveStepView move) {

    static FoundJson of(ItemView item) {
      return new FoundJson(
          item.rule(),
          item.level(),
          item.verdict(),
          item.waived(),
          item.key(),
          item.summary(),
          item.reason(),
          item.evidence(),
          item.steps(),
          item.commands(),
          item.firstSeen(),
          item.cause(),
          item.move());
    }
  }

  /**
   * @param path null where the newest scan did not find the address
   * @param sends null likewise
   * @param receives null likewise
   * @param facts null likewise
   */
  record AddressPageJson(
      String address,
      Instant scannedAt,
      @Nullable PathJson path,
      @Nullable RoleJson<SendingRole> sends,
      @Nullable RoleJson<ReceivingRole> receives,
      List<String> domains,
      @Nullable AddressFacts facts,
      List<FoundJson> findings,
      @Nullable RoleOverride override,
      List<Attestation> attestations,
      List<Waiver> waivers,
      List<FindingState> history) {}

  /**
   * @param scannedAt null where the account was never scanned
   * @param senders the addresses of the account that send for it
   */
  record DomainPageJson(
      String domain,
      List<String> dkimSelectors,
      @Nullable Instant scannedAt,
      @Nullable PathJson path,
      List<String> senders,
      List<FoundJson> findings,
      List<Waiver> waivers,
      List<FindingState> history) {}

  /**
   * @param path of its first address, or of the first one that its mail leaves by; null where there
   *     is none
   * @param exits the addresses that its mail leaves by, or may, where it has no public one
   */
  record ServerPageJson(
      String instanceId,
      @Nullable String name,
      String region,
      @Nullable String state,
      @Nullable String vpcId,
      @Nullable String subnetId,
      Map<String, String> tags,
      List<InterfaceFacts> interfaces,
      List<String> addresses,
      List<String> exits,
      Instant scannedAt,
      @Nullable PathJson path,
      List<FoundJson> findings,
      List<Waiver> waivers,
      List<FindingState> history) {}

  private final InventoryReader reader;
  private final ReaderWording readerWording;

  InventoryApi(InventoryReader reader, ReaderWording readerWording) {
    this.reader = reader;
    this.readerWording = readerWording;
  }

  @GetMapping("/addresses/{address}")
  AddressPageJson address(@PathVariable String id, @PathVariable String address, Locale locale) {
    AddressPage page =
        reader
            .of(reader.account(id))
            .orElseThrow(() -> notFound("account " + id + " was never scanned"))
            .page(address, readerWording.in(locale))
            .orElseThrow(() -> notFound("no scan of account %s found %s".formatted(id, address)));
    SenderView sender = page.sender();
    return new AddressPageJson(
        page.address(),
        page.scannedAt(),
        PathJson.of(page.path()),
        sender == null ? null : new RoleJson<>(sender.role(), sender.why()),
        sender == null ? null : new RoleJson<>(sender.receiving(), sender.receivingWhy()),
        sender == null ? List.of() : sender.domains(),
        page.facts(),
        page.items().stream().map(FoundJson::of).toList(),
        page.override(),
        page.attestations(),
        page.waivers(),
        page.history());
  }

  @GetMapping("/domains/{domain}")
  DomainPageJson domain(@PathVariable String id, @PathVariable String domain, Locale locale) {
    Account account = reader.account(id);
    DomainPage page =
        DomainNames.find(account, domain)
            .map(configured ->
                reader
                    .of(account)
                    .map(known -> DomainPage.of(known, configured, readerWording.in(locale)))
                    .orElseGet(() -> DomainPage.neverScanned(configured)))
            .orElseThrow(
                () -> notFound("%s is not a mail domain of account %s".formatted(domain, id)));
    return new DomainPageJson(
        page.domain(),
        page.selectors(),
        page.scannedAt(),
        PathJson.of(page.path()),
        page.senders().stream().map(SenderView::address).toList(),
        page.items().stream().map(FoundJson::of).toList(),
        page.waivers(),
        page.history());
  }

  @GetMapping("/servers/{instanceId}")
  ServerPageJson server(@PathVariable String id, @PathVariable String instanceId, Locale locale) {
    ServerPage page =
        reader
            .of(reader.account(id))
            .flatMap(known -> ServerPage.of(known, instanceId, readerWording.in(locale)))
            .orElseThrow(() ->
                notFound(
                    "the newest scan of account %s did not find %s".formatted(id, instanceId)));
    return new ServerPageJson(
        page.id(),
        page.name(),
        page.region(),
        page.state(),
        page.vpcId(),
        page.subnetId(),
        page.tags(),
        page.interfaces(),
        page.addresses().stream().map(SenderView::address).toList(),
        page.exits().stream().map(SenderView::address).toList(),
        page.scannedAt(),
        PathJson.of(page.path()),
        page.items().stream().map(FoundJson::of).toList(),
        page.waivers(),
        page.history());
  }

  private static ResponseStatusException notFound(String detail) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, detail);
  }
}
