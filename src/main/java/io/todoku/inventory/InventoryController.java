package io.todoku.inventory;

import io.todoku.account.Account;
import io.todoku.account.AccountClients;
import io.todoku.account.FindingNotes;
import io.todoku.checklist.ChecklistView;
import io.todoku.checklist.ReaderWording;
import io.todoku.checklist.Wording;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.inventory.ProposedDomains.ProposedDomain;
import io.todoku.snapshot.AccountFacts;
import io.todoku.snapshot.AccountFacts.MailDomain;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.util.UriUtils;

/** Serves the pages of an account's addresses, servers and mail domains. */
@Controller
@RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
@RequestMapping("/accounts/{id}")
class InventoryController {

  /** The account, as the pages name it. */
  record AccountTitle(String id, String title, List<MailDomain> mailDomains, boolean sample) {

    static AccountTitle of(Account account) {
      return new AccountTitle(
          account.id(),
          AccountFacts.title(account.client(), account.name()),
          account.mailDomains(),
          account.isSample());
    }
  }

  /**
   * A proposed mail domain.
   *
   * @param line as the settings of the account name it
   */
  record ProposedDomainView(String name, List<String> reasons, boolean likely, String line) {

    static ProposedDomainView of(ProposedDomain domain, Wording wording) {
      return new ProposedDomainView(
          domain.name(),
          domain.reasons().stream().map(wording::of).toList(),
          domain.likely(),
          domain.dkimSelectors().isEmpty()
              ? "- { name: %s }".formatted(domain.name())
              : "- { name: %s, dkim-selectors: [%s] }"
                  .formatted(domain.name(), String.join(", ", domain.dkimSelectors())));
    }
  }

  private final InventoryReader reader;
  private final FindingNotes notes;
  private final ReaderWording readerWording;

  InventoryController(InventoryReader reader, FindingNotes notes, ReaderWording readerWording) {
    this.reader = reader;
    this.notes = notes;
    this.readerWording = readerWording;
  }

  @GetMapping("/addresses")
  String addresses(@PathVariable String id, Model model, Locale locale) {
    Account account = reader.account(id);
    model.addAttribute("account", AccountTitle.of(account));
    Wording wording = readerWording.in(locale);
    List<ProposedDomainView> proposed =
        reader.proposedDomains(account).stream()
            .map(domain -> ProposedDomainView.of(domain, wording))
            .toList();
    model.addAttribute("proposed", proposed);
    model.addAttribute(
        "lines",
        proposed.stream()
            .filter(ProposedDomainView::likely)
            .map(ProposedDomainView::line)
            .collect(Collectors.joining("\n")));
    model.addAttribute("configured", reader.isConfigured(account));
    model.addAttribute(
        "senders",
        reader
            .checklist(account)
            .map(list -> ChecklistView.sendersOf(list, readerWording.in(locale)))
            .orElse(null));
    return "addresses";
  }

  @GetMapping("/addresses/{address}")
  String address(
      @PathVariable String id,
      @PathVariable String address,
      Model model,
      Locale locale,
      HttpServletResponse response) {
    return show(
        "address",
        id,
        "/addresses/",
        address,
        known -> known.page(address, readerWording.in(locale)),
        model,
        response);
  }

  /**
   * @param what the template, and what is missing where there is no page
   * @param path of such pages below that of the account
   */
  private String show(
      String what,
      String accountId,
      String path,
      String name,
      Function<AccountInventory, Optional<?>> toPage,
      Model model,
      HttpServletResponse response) {
    Account account = reader.account(accountId);
    model.addAttribute("account", AccountTitle.of(account));
    Optional<AccountInventory> inventory = reader.of(account);
    Optional<?> page = inventory.flatMap(toPage);
    if (page.isEmpty()) {
      return missing(what, name, inventory.isPresent(), model, response);
    }
    model.addAttribute("page", page.get());
    addNotes(accountId, path + name, model);
    return what;
  }

  /** The picture alone, for a row of the checklist; empty where the scan did not find it. */
  @GetMapping("/addresses/{address}/picture")
  String picture(
      @PathVariable String id, @PathVariable String address, Model model, Locale locale) {
    model.addAttribute(
        "path",
        reader
            .of(reader.account(id))
            .flatMap(known -> known.page(address, readerWording.in(locale)))
            .map(AddressPage::path)
            .orElse(null));
    return "address-picture :: picture";
  }

  @GetMapping("/domains/{domain}")
  String domain(
      @PathVariable String id,
      @PathVariable String domain,
      Model model,
      Locale locale,
      HttpServletResponse response) {
    Account account = reader.account(id);
    model.addAttribute("account", AccountTitle.of(account));
    Optional<AccountInventory> inventory = reader.of(account);
    Optional<MailDomain> configured = DomainNames.find(account, domain);
    if (configured.isEmpty()) {
      return missing("domain", domain, inventory.isPresent(), model, response);
    }
    model.addAttribute(
        "page",
        inventory
            .map(known -> DomainPage.of(known, configured.get(), readerWording.in(locale)))
            .orElseGet(() -> DomainPage.neverScanned(configured.get())));
    addNotes(id, "/domains/" + configured.get().name(), model);
    return "domain";
  }

  @GetMapping("/servers/{instanceId}")
  String server(
      @PathVariable String id,
      @PathVariable String instanceId,
      Model model,
      Locale locale,
      HttpServletResponse response) {
    return show(
        "server",
        id,
        "/servers/",
        instanceId,
        known -> ServerPage.of(known, instanceId, readerWording.in(locale)),
        model,
        response);
  }

  /**
   * @param back the path of the page below that of the account, to return to
   */
  private void addNotes(String id, String back, Model model) {
    model.addAttribute("notes", notes.byFinding(id));
    model.addAttribute("back", UriUtils.encodePath(back, StandardCharsets.UTF_8));
  }

  private static String missing(
      String what, String name, boolean scanned, Model model, HttpServletResponse response) {
    response.setStatus(HttpStatus.NOT_FOUND.value());
    model.addAttribute("what", what);
    model.addAttribute("name", name);
    model.addAttribute("scanned", scanned);
    return "inventory-missing";
  }
}
