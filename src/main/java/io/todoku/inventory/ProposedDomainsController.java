package io.todoku.inventory;

import io.todoku.account.Account;
import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.snapshot.AccountFacts.MailDomain;
import io.todoku.web.FlashMessages;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Adds mail domains that were found in an account to its settings. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
class ProposedDomainsController {

  private final InventoryReader reader;
  private final FlashMessages messages;

  ProposedDomainsController(InventoryReader reader, FlashMessages messages) {
    this.reader = reader;
    this.messages = messages;
  }

  @Audited("account.change")
  @PostMapping("/accounts/{id}/domains")
  String add(
      @PathVariable String id,
      @RequestParam(defaultValue = "") List<String> domain,
      Locale locale,
      RedirectAttributes redirect) {
    Account account = reader.account(id);
    AuditTrail.oldValue(account);
    List<MailDomain> chosen = ProposedDomains.chosen(reader.proposedDomains(account), domain);
    if (chosen.isEmpty() || reader.isConfigured(account)) {
      return "redirect:/accounts/" + id + "/addresses";
    }
    messages.run(
        () -> reader.addMailDomains(account, chosen),
        redirect,
        locale,
        "done.domains.added",
        String.join(", ", chosen.stream().map(MailDomain::name).toList()));
    return "redirect:/accounts/" + id + "/addresses";
  }
}
