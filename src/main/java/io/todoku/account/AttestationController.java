package io.todoku.account;

import io.todoku.web.FlashMessages;
import java.security.Principal;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Records attestations from the checklist page, and returns to it. */
@Controller
class AttestationController {

  private final Accounts accounts;
  private final Attestations attestations;
  private final FlashMessages messages;

  AttestationController(Accounts accounts, Attestations attestations, FlashMessages messages) {
    this.accounts = accounts;
    this.attestations = attestations;
    this.messages = messages;
  }

  @PostMapping("/accounts/{id}/attestations")
  String attest(
      @PathVariable String id,
      AttestationForm form,
      @RequestParam(defaultValue = "") String resource,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    messages.run(
        () -> attestations.add(id, form, user.getName()),
        redirect,
        locale,
        "done.attested",
        form.region() == null ? id : form.region());
    return ChecklistRedirect.toFinding(id, form.rule(), resource);
  }
}
