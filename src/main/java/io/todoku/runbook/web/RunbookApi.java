package io.todoku.runbook.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.todoku.checklist.ReaderWording;
import io.todoku.checklist.Wording;
import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.runbook.RunbookClients;
import io.todoku.runbook.RunbookObservations;
import io.todoku.runbook.RunbookView;
import io.todoku.runbook.RunbookViewMapper;
import io.todoku.runbook.Runbooks;
import io.todoku.runbook.Runbooks.StoredRunbook;
import io.todoku.runbook.plan.Plan;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The API of runbooks, for automation. */
@RestController
@RouteAccess(value = UserRole.OPERATOR, thing = RunbookClients.class)
@RequestMapping("/api/v1/runbooks")
class RunbookApi {

  /**
   * @param observationRequestedAt when an observation was requested that has not ended; null: none
   * @param failure why the last observation failed; null if it did not
   * @param runbook the states of the steps; null before the first observation
   */
  record RunbookJson(
      UUID id,
      Instant madeAt,
      String madeBy,
      boolean watched,
      @JsonProperty("lookAskedAt") @Nullable Instant observationRequestedAt,
      @Nullable String failure,
      Plan plan,
      @Nullable RunbookView runbook) {}

  /**
   * @param note what is confirmed; for an override, the reason
   */
  record StepDecisionJson(String step, String note) {

    StepDecisionJson {
      step = Objects.requireNonNullElse(step, "");
      note = Objects.requireNonNullElse(note, "");
    }
  }

  record WatchJson(boolean watched) {}

  private final Runbooks runbooks;
  private final RunbookClients owners;
  private final CurrentUser currentUser;
  private final RunbookObservations observations;
  private final ReaderWording readerWording;

  RunbookApi(
      Runbooks runbooks,
      RunbookClients owners,
      CurrentUser currentUser,
      RunbookObservations observations,
      ReaderWording readerWording) {
    this.runbooks = runbooks;
    this.owners = owners;
    this.currentUser = currentUser;
    this.observations = observations;
    this.readerWording = readerWording;
  }

  @RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
  @GetMapping
  List<RunbookJson> list(Locale locale) {
    return runbooks.all().stream()
        .filter(stored -> currentUser.sees(owners, stored.id()))
        .map(stored -> json(stored, locale))
        .toList();
  }

  @Audited("runbook.add")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<RunbookJson> create(@RequestBody Plan plan, Principal user, Locale locale) {
    owners.requireVisible(plan);
    UUID id = runbooks.create(plan, user.getName());
    observations.request(id);
    return ResponseEntity.created(URI.create("/api/v1/runbooks/" + id))
        .body(json(runbooks.get(id), locale));
  }

  @RouteAccess(value = UserRole.VIEWER, thing = RunbookClients.class)
  @GetMapping("/{id}")
  RunbookJson get(@PathVariable UUID id, Locale locale) {
    return json(runbooks.get(id), locale);
  }

  @Audited("runbook.change")
  @PutMapping("/{id}")
  RunbookJson change(@PathVariable UUID id, @RequestBody Plan plan, Locale locale) {
    owners.requireVisible(plan);
    AuditTrail.oldValue(runbooks.get(id).plan());
    runbooks.change(id, plan);
    observations.request(id);
    return json(runbooks.get(id), locale);
  }

  @Audited("runbook.remove")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable UUID id) {
    AuditTrail.oldValue(runbooks.get(id).plan());
    runbooks.remove(id);
  }

  /** Requests an observation, which follows one that is running. */
  @Audited("runbook.observe")
  @PostMapping({"/{id}/observations", "/{id}/looks"})
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<Void> requestObservation(@PathVariable UUID id) {
    observations.request(id);
    return ResponseEntity.accepted().location(URI.create("/api/v1/runbooks/" + id)).build();
  }

  @Audited("runbook.watch")
  @PutMapping("/{id}/watch")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void setWatched(@PathVariable UUID id, @RequestBody WatchJson watch) {
    runbooks.setWatched(id, watch.watched());
  }

  @Audited("step.confirm")
  @PostMapping({"/{id}/confirmations", "/{id}/words"})
  RunbookJson confirm(
      @PathVariable UUID id,
      @RequestBody StepDecisionJson decision,
      Principal user,
      Locale locale) {
    runbooks.confirm(id, decision.step(), user.getName(), decision.note());
    observations.request(id);
    return json(runbooks.get(id), locale);
  }

  /** Withdraws the confirmations of a step. */
  @Audited("step.withdraw")
  @DeleteMapping({"/{id}/confirmations/{step}", "/{id}/words/{step}"})
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdrawConfirmation(@PathVariable UUID id, @PathVariable String step, Principal user) {
    runbooks.withdrawConfirmation(id, step, user.getName());
  }

  @Audited("step.override")
  @PostMapping("/{id}/overrides")
  RunbookJson override(
      @PathVariable UUID id,
      @RequestBody StepDecisionJson decision,
      Principal user,
      Locale locale) {
    runbooks.override(id, decision.step(), user.getName(), decision.note());
    observations.request(id);
    return json(runbooks.get(id), locale);
  }

  /** Withdraws the overrides of a step. */
  @Audited("step.withdraw")
  @DeleteMapping("/{id}/overrides/{step}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdrawOverride(@PathVariable UUID id, @PathVariable String step, Principal user) {
    runbooks.withdrawOverride(id, step, user.getName());
  }

  private RunbookJson json(StoredRunbook stored, Locale locale) {
    Wording wording = readerWording.in(locale);
    return new RunbookJson(
        stored.id(),
        stored.madeAt(),
        stored.madeBy(),
        stored.watched(),
        stored.observationRequestedAt(),
        stored.failure(),
        stored.plan(),
        stored.runbook().map(runbook -> RunbookViewMapper.of(runbook, wording)).orElse(null));
  }
}
