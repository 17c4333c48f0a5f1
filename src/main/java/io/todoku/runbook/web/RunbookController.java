package io.todoku.runbook.web;

import io.todoku.account.Account;
import io.todoku.account.VisibleAccounts;
import io.todoku.checklist.ReaderWording;
import io.todoku.checklist.Wording;
import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.runbook.RunbookClients;
import io.todoku.runbook.RunbookObservations;
import io.todoku.runbook.RunbookView;
import io.todoku.runbook.RunbookView.StepLine;
import io.todoku.runbook.RunbookViewMapper;
import io.todoku.runbook.Runbooks;
import io.todoku.runbook.Runbooks.StoredRunbook;
import io.todoku.runbook.plan.MigrationStrategy;
import io.todoku.runbook.plan.Plan;
import io.todoku.runbook.plan.PlanForm;
import io.todoku.runbook.plan.PlanProposal;
import io.todoku.runbook.plan.PlanProposal.ProposedPlan;
import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of runbooks: plans, the states of their steps, confirmations and overrides. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, thing = RunbookClients.class)
@RequestMapping("/runbooks")
class RunbookController {

  private final Runbooks runbooks;
  private final RunbookClients owners;
  private final CurrentUser currentUser;
  private final RunbookObservations observations;
  private final PlanProposal proposal;
  private final VisibleAccounts accounts;
  private final ReaderWording readerWording;
  private final MessageSource messages;

  RunbookController(
      Runbooks runbooks,
      RunbookClients owners,
      CurrentUser currentUser,
      RunbookObservations observations,
      PlanProposal proposal,
      VisibleAccounts accounts,
      ReaderWording readerWording,
      MessageSource messages) {
    this.runbooks = runbooks;
    this.owners = owners;
    this.currentUser = currentUser;
    this.observations = observations;
    this.proposal = proposal;
    this.accounts = accounts;
    this.readerWording = readerWording;
    this.messages = messages;
  }

  /**
   * A row of the list.
   *
   * @param view null before the first observation
   * @param steps those of the view, or without one as not observed
   */
  record RunbookRow(
      UUID id,
      boolean watched,
      Instant nextObservationAt,
      boolean observationPending,
      @Nullable String failure,
      Plan plan,
      @Nullable RunbookView view,
      List<StepLine> steps) {}

  /** What was entered with a decision and is not valid, so that the form shows it again. */
  record RejectedDecision(String step, String note) implements Serializable {}

  /** What a session keeps of a note that is too long; the rest is cut. */
  private static final int MAX_SHOWN_AGAIN = 10_000;

  private RunbookRow row(StoredRunbook stored, Locale locale) {
    Wording wording = readerWording.in(locale);
    RunbookView view =
        stored.runbook().map(runbook -> RunbookViewMapper.of(runbook, wording)).orElse(null);
    return new RunbookRow(
        stored.id(),
        stored.watched(),
        stored.nextObservationAt(),
        stored.observationRequestedAt() != null,
        stored.failure(),
        stored.plan(),
        view,
        view == null
            ? RunbookViewMapper.ofUnobserved(stored.plan(), stored.state(), wording)
            : view.steps());
  }

  @RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
  @GetMapping
  String list(Model model, Locale locale) {
    model.addAttribute(
        "rows",
        runbooks.all().stream()
            .filter(stored -> currentUser.sees(owners, stored.id()))
            .map(stored -> row(stored, locale))
            .toList());
    return "runbooks";
  }

  /** The form for a new plan. Once it has a domain, the other fields are proposed. */
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
  @GetMapping("/new")
  String showForm(@ModelAttribute PlanForm form, Model model) {
    ProposedPlan proposed = proposal.complete(form);
    model.addAttribute("recordedAt", proposed.recordedAt());
    return showForm(proposed.form(), null, model);
  }

  /** The form again, with the problem beside its field. */
  private String showForm(
      PlanForm form, @Nullable UUID id, InvalidInputException e, Model model, Locale locale) {
    model.addAttribute("wrong", PlanForm.fieldOf(e.problem().field()));
    model.addAttribute("problem", messages.getMessage(e, locale));
    return showForm(form, id, model);
  }

  private String showForm(PlanForm form, @Nullable UUID id, Model model) {
    model.addAttribute("form", form);
    model.addAttribute("id", id);
    model.addAttribute("ways", MigrationStrategy.values());
    model.addAttribute("accounts", accounts.all());
    return "runbook-form";
  }

  @Audited("runbook.add")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
  @PostMapping
  String create(@ModelAttribute PlanForm form, Principal user, Model model, Locale locale) {
    try {
      Plan plan = form.toPlan();
      owners.requireVisible(plan);
      UUID id = runbooks.create(plan, user.getName());
      observations.request(id);
      return "redirect:/runbooks/" + id;
    } catch (InvalidInputException e) {
      return showForm(form, null, e, model, locale);
    }
  }

  /**
   * @param field the field of the form that a step waits for; empty where none does
   */
  @GetMapping("/{id}/edit")
  String showEditForm(
      @PathVariable UUID id, @RequestParam(defaultValue = "") String field, Model model) {
    model.addAttribute("wanted", field);
    return showForm(PlanForm.of(runbooks.get(id).plan()), id, model);
  }

  @Audited("runbook.change")
  @PostMapping("/{id}")
  String change(@PathVariable UUID id, @ModelAttribute PlanForm form, Model model, Locale locale) {
    try {
      Plan plan = form.toPlan();
      owners.requireVisible(plan);
      AuditTrail.oldValue(runbooks.get(id).plan());
      runbooks.change(id, plan);
      observations.request(id);
      return "redirect:/runbooks/" + id;
    } catch (InvalidInputException e) {
      return showForm(form, id, e, model, locale);
    }
  }

  @RouteAccess(value = UserRole.VIEWER, thing = RunbookClients.class)
  @GetMapping("/{id}")
  String show(@PathVariable UUID id, Model model, Locale locale) {
    RunbookRow row = row(runbooks.get(id), locale);
    model.addAttribute("row", row);
    model.addAttribute("plan", row.plan());
    model.addAttribute("view", row.view());
    Optional<Account> target = accounts.find(row.plan().target().account());
    model.addAttribute("sample", target.filter(Account::isSample).isPresent());
    model.addAttribute("fromFile", target.filter(account -> !account.hasAwsAccess()).isPresent());
    return "runbook";
  }

  /**
   * Polled by the page: no content while the runbook is being observed, then a request to reload
   * the page.
   */
  @RouteAccess(value = UserRole.VIEWER, thing = RunbookClients.class)
  @GetMapping("/{id}/looking")
  ResponseEntity<Void> observationStatus(@PathVariable UUID id) {
    return runbooks.isObservationPending(id)
        ? ResponseEntity.noContent().build()
        : ResponseEntity.ok().header("HX-Refresh", "true").build();
  }

  @Audited("runbook.observe")
  @PostMapping({"/{id}/observations", "/{id}/looks"})
  String requestObservation(@PathVariable UUID id) {
    observations.request(id);
    return "redirect:/runbooks/" + id;
  }

  @Audited("runbook.watch")
  @PostMapping("/{id}/watch")
  String setWatched(@PathVariable UUID id, @RequestParam boolean watched) {
    runbooks.setWatched(id, watched);
    return "redirect:/runbooks/" + id;
  }

  @Audited("step.confirm")
  @PostMapping({"/{id}/confirmations", "/{id}/words"})
  String confirm(
      @PathVariable UUID id,
      @RequestParam String step,
      @RequestParam(defaultValue = "") String note,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    return applyDecision(
        id, step, note, locale, redirect, () -> runbooks.confirm(id, step, user.getName(), note));
  }

  @Audited("step.withdraw")
  @PostMapping({"/{id}/confirmations/withdraw", "/{id}/words/withdraw"})
  String withdrawConfirmation(
      @PathVariable UUID id,
      @RequestParam String step,
      Principal user,
      RedirectAttributes redirect) {
    runbooks.withdrawConfirmation(id, step, user.getName());
    return redirectAfterWithdrawal(id, step, redirect);
  }

  @Audited("step.withdraw")
  @PostMapping("/{id}/overrides/withdraw")
  String withdrawOverride(
      @PathVariable UUID id,
      @RequestParam String step,
      Principal user,
      RedirectAttributes redirect) {
    runbooks.withdrawOverride(id, step, user.getName());
    return redirectAfterWithdrawal(id, step, redirect);
  }

  private static String redirectAfterWithdrawal(UUID id, String step, RedirectAttributes redirect) {
    redirect.addFlashAttribute("withdrawn", true);
    return redirectToStep(id, step);
  }

  @Audited("step.override")
  @PostMapping("/{id}/overrides")
  String override(
      @PathVariable UUID id,
      @RequestParam String step,
      @RequestParam(defaultValue = "") String note,
      Principal user,
      Locale locale,
      RedirectAttributes redirect) {
    return applyDecision(
        id, step, note, locale, redirect, () -> runbooks.override(id, step, user.getName(), note));
  }

  private static String redirectToStep(UUID id, String step) {
    return "redirect:/runbooks/" + id + (step.matches("[a-z0-9-]{1,40}") ? "#" + step : "");
  }

  @Audited("runbook.remove")
  @PostMapping("/{id}/remove")
  String remove(@PathVariable UUID id) {
    AuditTrail.oldValue(runbooks.get(id).plan());
    runbooks.remove(id);
    return "redirect:/runbooks";
  }

  private String applyDecision(
      UUID id,
      String step,
      String note,
      Locale locale,
      RedirectAttributes redirect,
      Runnable decision) {
    try {
      decision.run();
      // A confirmation completes a step only together with a recent observation.
      observations.request(id);
    } catch (InvalidInputException e) {
      redirect.addFlashAttribute("problem", messages.getMessage(e, locale));
      redirect.addFlashAttribute(
          "rejected",
          new RejectedDecision(step, note.substring(0, Math.min(note.length(), MAX_SHOWN_AGAIN))));
    }
    return redirectToStep(id, step);
  }
}
