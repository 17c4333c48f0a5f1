package io.todoku.account;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.RequiredFields;
import io.todoku.snapshot.Attestation;
import java.security.Principal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API for attestations and waivers. The same sent twice is one, because programs retry. */
@RestController
@RouteAccess(value = UserRole.OPERATOR, thing = AccountClients.class)
@RequestMapping("/api/v1/accounts/{id}")
class DecisionApi {

  /** A waiver as requested. */
  record WaiverRequest(
      @Nullable String rule,
      @Nullable String resource,
      @Nullable String reason,
      @Nullable LocalDate expires) {}

  private final VisibleAccounts accounts;
  private final Attestations attestations;
  private final Waivers waivers;
  private final KnownFindings findings;

  DecisionApi(
      VisibleAccounts accounts,
      Attestations attestations,
      Waivers waivers,
      KnownFindings findings) {
    this.accounts = accounts;
    this.attestations = attestations;
    this.waivers = waivers;
    this.findings = findings;
  }

  @RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
  @GetMapping("/attestations")
  List<Attestation> attestations(@PathVariable String id) {
    return attestations.of(accounts.get(id).id());
  }

  @Audited("attestation.add")
  @PostMapping("/attestations")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<Attestation> attest(
      @PathVariable String id, @RequestBody AttestationForm form, Principal who) {
    accounts.get(id);
    new RequiredFields()
        .field("rule", form.rule())
        .field("state", form.state())
        .field("date", form.date())
        .check();
    return answer(attestations.addOnce(id, form, who.getName()));
  }

  /** 201 with what was recorded, 200 with the earlier decision where it said the same. */
  private static <T> ResponseEntity<T> answer(Recorded<T> recorded) {
    return ResponseEntity.status(recorded.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(recorded.decision());
  }

  @Audited("attestation.withdraw")
  @DeleteMapping("/attestations/{attestation}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(@PathVariable String id, @PathVariable UUID attestation) {
    accounts.get(id);
    if (!attestations.withdraw(id, attestation)) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "account " + id + " has no such attestation");
    }
  }

  /** Those that were not ended, expired ones too. */
  @RouteAccess(value = UserRole.VIEWER, thing = AccountClients.class)
  @GetMapping("/waivers")
  List<Waiver> waivers(@PathVariable String id) {
    return waivers.of(accounts.get(id).id());
  }

  @Audited("waiver.add")
  @PostMapping("/waivers")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<Waiver> waive(
      @PathVariable String id, @RequestBody WaiverRequest body, Principal who) {
    Account account = accounts.get(id);
    new RequiredFields()
        .field("rule", body.rule())
        .field("resource", body.resource())
        .field("reason", body.reason())
        .field("expires", body.expires())
        .check();
    boolean recorded =
        waivers.find(id, body.rule(), body.resource(), body.reason(), body.expires()).isPresent();
    if (!recorded
        && !findings.exists(
            account,
            String.valueOf(body.rule()).strip(),
            String.valueOf(body.resource()).strip())) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND,
          "the newest scan of account %s has no finding of rule %s for the resource \"%s\""
              .formatted(id, body.rule(), body.resource()));
    }
    return answer(
        waivers.addOnce(
            id, body.rule(), body.resource(), body.reason(), who.getName(), body.expires()));
  }

  /** Ends a waiver now; what it was stays in the history of the finding. */
  @Audited("waiver.revoke")
  @DeleteMapping("/waivers/{waiver}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endWaiver(@PathVariable String id, @PathVariable UUID waiver, Principal who) {
    accounts.get(id);
    waivers.of(id).stream()
        .filter(known -> known.id().equals(waiver.toString()))
        .findFirst()
        .ifPresent(AuditTrail::oldValue);
    if (!waivers.revoke(id, waiver, who.getName())) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "account " + id + " has no such waiver");
    }
  }
}
