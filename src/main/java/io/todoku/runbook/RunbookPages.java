package io.todoku.runbook;

import io.todoku.account.Account;
import io.todoku.account.Accounts;
import io.todoku.checklist.Wording;
import io.todoku.runbook.Runbooks.Kept;
import java.security.Principal;
import java.time.Instant;
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

/** Plans, where each stands, and what a person says or decides. */
@Controller
@RequestMapping("/runbooks")
class RunbookPages {

  private final Runbooks runbooks;
  private final RunbookLooks looks;
  private final Proposal proposal;
  private final Accounts accounts;
  private final MessageSource messages;

  RunbookPages(
      Runbooks runbooks,
      RunbookLooks looks,
      Proposal proposal,
      Accounts accounts,
      MessageSource messages) {
    this.runbooks = runbooks;
    this.looks = looks;
    this.proposal = proposal;
    this.accounts = accounts;
    this.messages = messages;
  }

  /**
   * A line of the list.
   *
   * @param view null before the first look
   */
  record Row(RunbookEntity entity, Plan plan, @Nullable RunbookView view) {

    /** For the page, which reads fields by their getters. */
    public UUID id() {
      return entity.id;
    }

    public boolean watched() {
      return entity.watched;
    }

    public Instant nextAt() {
      return entity.nextAt;
    }

    public boolean looking() {
      return entity.askedAt != null;
    }

    public @Nullable String failure() {
      return entity.failure;
    }
  }

  private Row row(Kept kept, Locale locale) {
    Wording wording = new Wording(messages, locale);
    return new Row(
        kept.entity(),
        kept.plan(),
        kept.runbook().map(runbook -> RunbookWording.of(runbook, wording)).orElse(null));
  }

  @GetMapping
  String all(Model model, Locale locale) {
    model.addAttribute("rows", runbooks.all().stream().map(kept -> row(kept, locale)).toList());
    return "runbooks";
  }

  /** First the domain; then all that can be filled in from it. */
  @GetMapping("/new")
  String form(@ModelAttribute PlanForm form, Model model) {
    return form(proposal.fill(form), null, model);
  }

  /** The form again, with what is wrong beside its field. */
  private String form(
      PlanForm form, @Nullable UUID id, WrongPlanException wrong, Model model, Locale locale) {
    model.addAttribute("wrong", PlanForm.field(wrong.key()));
    model.addAttribute("problem", new Wording(messages, locale).of(wrong.text()));
    return form(form, id, model);
  }

  private String form(PlanForm form, @Nullable UUID id, Model model) {
    model.addAttribute("form", form);
    model.addAttribute("id", id);
    model.addAttribute("ways", Way.values());
    model.addAttribute("accounts", accounts.all());
    return "runbook-form";
  }

  @PostMapping
  String begin(@ModelAttribute PlanForm form, Principal who, Model model, Locale locale) {
    try {
      UUID id = runbooks.begin(form.toPlan(), who.getName()).id;
      looks.ask(id);
      return "redirect:/runbooks/" + id;
    } catch (WrongPlanException wrong) {
      return form(form, null, wrong, model, locale);
    }
  }

  @GetMapping("/{id}/edit")
  String edit(@PathVariable UUID id, Model model) {
    return form(PlanForm.of(runbooks.get(id).plan()), id, model);
  }

  @PostMapping("/{id}")
  String change(@PathVariable UUID id, @ModelAttribute PlanForm form, Model model, Locale locale) {
    try {
      runbooks.change(id, form.toPlan());
      looks.ask(id);
      return "redirect:/runbooks/" + id;
    } catch (WrongPlanException wrong) {
      return form(form, id, wrong, model, locale);
    }
  }

  @GetMapping("/{id}")
  String one(@PathVariable UUID id, Model model, Locale locale) {
    Row row = row(runbooks.get(id), locale);
    model.addAttribute("row", row);
    model.addAttribute("plan", row.plan());
    model.addAttribute("view", row.view());
    Optional<Account> target = accounts.find(row.plan().target().account());
    model.addAttribute("sample", target.filter(Account::sample).isPresent());
    model.addAttribute("fromFile", target.filter(one -> !one.reachable()).isPresent());
    return "runbook";
  }

  /** For a page that waits: nothing while it is looked at, then that it be loaded again. */
  @GetMapping("/{id}/looking")
  ResponseEntity<Void> looking(@PathVariable UUID id) {
    return runbooks.isLookedAt(id)
        ? ResponseEntity.noContent().build()
        : ResponseEntity.ok().header("HX-Refresh", "true").build();
  }

  @PostMapping("/{id}/looks")
  String look(@PathVariable UUID id) {
    looks.ask(id);
    return "redirect:/runbooks/" + id;
  }

  @PostMapping("/{id}/watch")
  String watch(@PathVariable UUID id, @RequestParam boolean watched) {
    runbooks.watch(id, watched);
    return "redirect:/runbooks/" + id;
  }

  @PostMapping("/{id}/words")
  String say(
      @PathVariable UUID id,
      @RequestParam String step,
      @RequestParam(defaultValue = "") String note,
      Principal who,
      Locale locale,
      RedirectAttributes redirect) {
    return decided(id, step, locale, redirect, () -> runbooks.say(id, step, who.getName(), note));
  }

  @PostMapping("/{id}/words/withdraw")
  String withdrawWord(
      @PathVariable UUID id,
      @RequestParam String step,
      Principal who,
      RedirectAttributes redirect) {
    runbooks.withdrawWord(id, step, who.getName());
    return withdrawn(id, step, redirect);
  }

  @PostMapping("/{id}/overrides/withdraw")
  String withdrawOverride(
      @PathVariable UUID id,
      @RequestParam String step,
      Principal who,
      RedirectAttributes redirect) {
    runbooks.withdrawOverride(id, step, who.getName());
    return withdrawn(id, step, redirect);
  }

  private static String withdrawn(UUID id, String step, RedirectAttributes redirect) {
    redirect.addFlashAttribute("withdrawn", true);
    return at(id, step);
  }

  @PostMapping("/{id}/overrides")
  String override(
      @PathVariable UUID id,
      @RequestParam String step,
      @RequestParam(defaultValue = "") String note,
      Principal who,
      Locale locale,
      RedirectAttributes redirect) {
    return decided(
        id, step, locale, redirect, () -> runbooks.override(id, step, who.getName(), note));
  }

  private static String at(UUID id, String step) {
    return "redirect:/runbooks/" + id + (step.matches("[a-z0-9-]{1,40}") ? "#" + step : "");
  }

  @PostMapping("/{id}/remove")
  String remove(@PathVariable UUID id) {
    runbooks.remove(id);
    return "redirect:/runbooks";
  }

  private String decided(
      UUID id, String step, Locale locale, RedirectAttributes redirect, Runnable what) {
    try {
      what.run();
      looks.ask(id); // by a word a step is done only where what it rests on was seen just now
    } catch (WrongPlanException wrong) {
      redirect.addFlashAttribute("problem", new Wording(messages, locale).of(wrong.text()));
    }
    return at(id, step);
  }
}
