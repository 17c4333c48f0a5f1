package io.todoku.schedule;

import io.todoku.account.Account;
import io.todoku.account.VisibleAccounts;
import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.locale.TimeZones;
import io.todoku.scan.Scans;
import io.todoku.schedule.ScanSchedules.ScheduleRequest;
import io.todoku.web.FlashMessages;
import java.security.Principal;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages that list, add, change, pause and remove schedules. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, thing = ScheduleClients.class)
@RequestMapping(ScanScheduleController.PATH)
class ScanScheduleController {

  static final String PATH = "/settings/schedules";

  private final ScanSchedules schedules;
  private final ScheduleClients owners;
  private final CurrentUser currentUser;
  private final Scans scans;
  private final VisibleAccounts accounts;
  private final FlashMessages messages;

  ScanScheduleController(
      ScanSchedules schedules,
      ScheduleClients owners,
      CurrentUser currentUser,
      Scans scans,
      VisibleAccounts accounts,
      FlashMessages messages) {
    this.owners = owners;
    this.currentUser = currentUser;
    this.schedules = schedules;
    this.scans = scans;
    this.accounts = accounts;
    this.messages = messages;
  }

  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
  @GetMapping
  String list(Model model) {
    model.addAttribute(
        "schedules",
        schedules.all().stream()
            .filter(schedule -> currentUser.sees(owners, schedule.id))
            .map(this::view)
            .toList());
    return "schedules";
  }

  private ScanScheduleView view(ScanScheduleEntity stored) {
    UUID run = stored.lastRun;
    UUID shown = run == null || !scans.exists(run) ? null : run;
    return ScanScheduleView.of(stored, name(stored), schedules.accountsOf(stored).size(), shown);
  }

  private String name(ScanScheduleEntity stored) {
    String account = stored.accountId;
    return account == null
        ? String.valueOf(stored.client == null ? "" : stored.client)
        : accounts.find(account).map(Account::name).orElse(account);
  }

  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
  @GetMapping("/new")
  String blank(@RequestParam(required = false) @Nullable String whom, Model model, Locale locale) {
    ScanScheduleForm form = ScanScheduleForm.blank(whom);
    model.addAttribute("form", form);
    showTimes(form, model, locale);
    return form(null, model);
  }

  /** The due times that the form previews while one types. */
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.NO_CLIENT)
  @GetMapping("/times")
  String times(@ModelAttribute("form") ScanScheduleForm form, Model model, Locale locale) {
    showTimes(form, model, locale);
    return "schedule-form :: times";
  }

  @Audited("schedule.add")
  @RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
  @PostMapping
  String add(
      @ModelAttribute("form") ScanScheduleForm form,
      BindingResult errors,
      @RequestParam(required = false) @Nullable String preview,
      Model model,
      Locale locale,
      Principal who,
      RedirectAttributes redirect) {
    return save(
        form,
        errors,
        preview == null,
        null,
        request -> {
          owners.requireVisible(request);
          schedules.add(request, who.getName());
        },
        model,
        locale,
        redirect);
  }

  @GetMapping("/{id}")
  String edit(@PathVariable UUID id, Model model, Locale locale) {
    ScanScheduleForm form = ScanScheduleForm.of(changeable(id));
    model.addAttribute("form", form);
    showTimes(form, model, locale);
    return form(id, model);
  }

  @Audited("schedule.change")
  @PostMapping("/{id}")
  String change(
      @PathVariable UUID id,
      @ModelAttribute("form") ScanScheduleForm form,
      BindingResult errors,
      @RequestParam(required = false) @Nullable String preview,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    AuditTrail.oldValue(ScanScheduleForm.of(changeable(id)));
    return save(
        form,
        errors,
        preview == null,
        id,
        request -> {
          owners.requireVisible(request);
          schedules.change(id, request);
        },
        model,
        locale,
        redirect);
  }

  @Audited("schedule.pause")
  @PostMapping("/{id}/pause")
  String pause(@PathVariable UUID id) {
    schedules.setEnabled(changeable(id).id, false);
    return "redirect:" + PATH;
  }

  @Audited("schedule.resume")
  @PostMapping("/{id}/resume")
  String resume(@PathVariable UUID id) {
    schedules.setEnabled(changeable(id).id, true);
    return "redirect:" + PATH;
  }

  @Audited("schedule.remove")
  @PostMapping("/{id}/remove")
  String remove(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    AuditTrail.oldValue(ScanScheduleForm.of(changeable(id)));
    schedules.remove(id);
    messages.addDone(redirect, locale, "schedule.removed");
    return "redirect:" + PATH;
  }

  /** What a button of the form does. */
  private interface ScheduleAction {
    void apply(ScheduleRequest request);
  }

  private String save(
      ScanScheduleForm form,
      BindingResult errors,
      boolean seriously,
      @Nullable UUID id,
      ScheduleAction step,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    try {
      if (seriously) {
        step.apply(form.toRequest());
        messages.addDone(redirect, locale, "schedule.saved");
        return "redirect:" + PATH;
      }
      schedules.preview(form.toRequest());
    } catch (InvalidInputException wrong) {
      form.rejectFields(wrong, errors);
    }
    showTimes(form, model, locale);
    return form(id, model);
  }

  /** Finds a schedule that can be changed here, which those of the configuration cannot. */
  private ScanScheduleEntity changeable(UUID id) {
    return schedules
        .find(id)
        .filter(schedule -> !schedule.configured)
        .orElseThrow(() ->
            new ResponseStatusException(HttpStatus.NOT_FOUND, "schedule " + id + " is not known"));
  }

  /**
   * Adds the next due times in the schedule's zone to the page; none while the timing is
   * incomplete.
   */
  private void showTimes(ScanScheduleForm form, Model model, Locale locale) {
    try {
      ScheduleRequest request = form.toRequest();
      ZoneId zone = ScanTiming.zone(request.zone());
      var format = DateTimeFormatter.ofPattern("yyyy-MM-dd (EEE) HH:mm", locale).withZone(zone);
      model.addAttribute("times", schedules.preview(request).stream().map(format::format).toList());
      model.addAttribute("zone", zone.getId());
    } catch (InvalidInputException wrong) {
      model.addAttribute("times", List.of());
    }
  }

  private String form(@Nullable UUID id, Model model) {
    List<Account> reachable = accounts.all().stream().filter(Account::hasAwsAccess).toList();
    model.addAttribute("id", id);
    model.addAttribute("accounts", reachable);
    model.addAttribute(
        "clients",
        reachable.stream().map(Account::client).filter(c -> !c.isBlank()).distinct().toList());
    model.addAttribute("zones", TimeZones.names());
    return "schedule-form";
  }
}
