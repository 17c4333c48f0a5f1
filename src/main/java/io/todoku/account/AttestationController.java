package io.todoku.account;

import io.todoku.identity.Audited;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.Attestation;
import io.todoku.web.FlashMessages;
import java.io.Serializable;
import java.security.Principal;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Records attestations from the checklist page, and returns to it. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, thing = AccountClients.class)
class AttestationController {

  /**
   * What was entered and could not be stored, so that it need not be entered again.
   *
   * @param field the one that is wrong; empty where none of the form is
   */
  record RejectedAttestation(AttestationInput form, String resource, String field)
      implements Serializable {

    /** Its rule, a slash and the key of its resource. */
    public String finding() {
      return form.rule() + "/" + resource;
    }
  }

  private final VisibleAccounts accounts;
  private final Attestations attestations;
  private final FlashMessages messages;

  AttestationController(
      VisibleAccounts accounts, Attestations attestations, FlashMessages messages) {
    this.accounts = accounts;
    this.attestations = attestations;
    this.messages = messages;
  }

  /**
   * @param resource the key of the finding's resource
   * @param back the page to return to; see {@link ChecklistRedirect}
   * @param next the id of the row to go on with, empty for the top of the page; null returns to the
   *     finding
   */
  @Audited("attestation.add")
  @PostMapping("/accounts/{id}/attestations")
  String attest(
      @PathVariable String id,
      AttestationInput input,
      @RequestParam(defaultValue = "") String resource,
      @RequestParam(defaultValue = "") String back,
      @RequestParam @Nullable String next,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    try {
      AttestationForm form = input.toForm();
      Attestation added = attestations.add(id, form, user.getName());
      messages.addDone(
          redirect, locale, "done.attested", form.region() == null ? id : form.region());
      redirect.addFlashAttribute("undoAttestation", added.id());
      if (next != null) {
        return ChecklistRedirect.toRow(id, back, next);
      }
    } catch (InvalidInputException problem) {
      messages.addProblem(redirect, locale, problem);
      redirect.addFlashAttribute(
          "rejectedAttestation", new RejectedAttestation(input, resource, input.fieldOf(problem)));
    }
    return ChecklistRedirect.toFinding(id, back, input.rule(), resource);
  }

  /** Takes an attestation back, because it was recorded by mistake. */
  @Audited("attestation.withdraw")
  @PostMapping("/accounts/{id}/attestations/{attestation}/withdraw")
  String withdraw(
      @PathVariable String id,
      @PathVariable UUID attestation,
      @RequestParam(defaultValue = "") String back,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    messages.run(() -> attestations.withdraw(id, attestation), redirect, locale, "done.withdrawn");
    return ChecklistRedirect.toFinding(id, back, null, "");
  }
}
