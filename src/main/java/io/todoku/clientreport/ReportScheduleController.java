package io.todoku.clientreport;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.KnownClients;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.TimeZones;
import io.todoku.notify.AttachmentMailer;
import io.todoku.web.FlashMessages;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Serves the pages on which an administrator schedules the reports of clients. */
@Controller
@RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
@RequestMapping(ReportScheduleController.PATH)
class ReportScheduleController {

  static final String PATH = "/settings/monthly-reports";

  private static final int RUNS_SHOWN = 12;

  private final ReportSchedules schedules;
  private final KnownClients clients;
  private final Letterheads letterheads;
  private final AttachmentMailer mailer;
  private final FlashMessages flashMessages;
  private final Clock clock;

  ReportScheduleController(
      ReportSchedules schedules,
      KnownClients clients,
      Letterheads letterheads,
      AttachmentMailer mailer,
      FlashMessages flashMessages,
      Clock clock) {
    this.schedules = schedules;
    this.clients = clients;
    this.letterheads = letterheads;
    this.mailer = mailer;
    this.flashMessages = flashMessages;
    this.clock = clock;
  }

  @GetMapping
  String list(Model model, Locale locale) {
    model.addAttribute("schedules", schedules.all(locale));
    model.addAttribute("clients", clients.names());
    return "monthly-reports";
  }

  @GetMapping("/new")
  String newForm(@RequestParam(defaultValue = "") String client, Model model, Locale locale) {
    String zone = letterheads.zone().getId();
    return form(model, ReportScheduleForm.blank(client, zone, locale.getLanguage()));
  }

  @Audited("monthly-report.add")
  @PostMapping
  String add(
      @ModelAttribute("form") ReportScheduleForm form,
      BindingResult errors,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    ReportSchedule schedule = new ReportSchedule();
    schedule.createdAt = clock.instant();
    form.validate(clients.names(), errors);
    return errors.hasErrors() ? form(model, form) : save(form, schedule, locale, redirect);
  }

  @GetMapping("/{id}")
  String edit(@PathVariable UUID id, Model model, Locale locale) {
    ReportSchedule schedule = schedules.get(id);
    model.addAttribute("view", schedules.view(schedule, RUNS_SHOWN, locale));
    return form(model, ReportScheduleForm.of(schedule));
  }

  @Audited("monthly-report.change")
  @PostMapping("/{id}")
  String change(
      @PathVariable UUID id,
      @ModelAttribute("form") ReportScheduleForm form,
      BindingResult errors,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    ReportSchedule schedule = schedules.get(id);
    AuditTrail.oldValue(ReportScheduleForm.of(schedule));
    form.validate(clients.names(), errors);
    if (errors.hasErrors()) {
      model.addAttribute("view", schedules.view(schedule, RUNS_SHOWN, locale));
      return form(model, form);
    }
    return save(form, schedule, locale, redirect);
  }

  @Audited("monthly-report.run")
  @PostMapping("/{id}/run")
  String runNow(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    boolean begun = schedules.runNow(id);
    flashMessages.addDone(
        redirect,
        locale,
        begun ? "monthly.running" : "monthly.running.already",
        schedules.get(id).client);
    return "redirect:" + PATH + "/" + id;
  }

  @Audited("monthly-report.retry")
  @PostMapping("/{id}/runs/{run}/again")
  String retry(
      @PathVariable UUID id, @PathVariable UUID run, Locale locale, RedirectAttributes redirect) {
    schedules.retry(id, run);
    flashMessages.addDone(redirect, locale, "monthly.running", schedules.get(id).client);
    return "redirect:" + PATH + "/" + id;
  }

  @Audited("monthly-report.remove")
  @PostMapping("/{id}/remove")
  String remove(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    ReportSchedule schedule = schedules.get(id);
    AuditTrail.oldValue(ReportScheduleForm.of(schedule));
    schedules.remove(id);
    flashMessages.addDone(redirect, locale, "monthly.removed", schedule.client);
    return "redirect:" + PATH;
  }

  private String save(
      ReportScheduleForm form,
      ReportSchedule schedule,
      Locale locale,
      RedirectAttributes redirect) {
    form.applyTo(schedule);
    schedules.save(schedule);
    flashMessages.addDone(redirect, locale, "monthly.saved", schedule.client);
    return "redirect:" + PATH + "/" + schedule.id;
  }

  private String form(Model model, ReportScheduleForm form) {
    model.addAttribute("form", form);
    model.addAttribute("clients", clients.names());
    model.addAttribute("zones", TimeZones.names());
    model.addAttribute("formats", ReportScheduleForm.FORMATS);
    model.addAttribute("noMail", mailer.unavailableReason() != null);
    return "monthly-report-form";
  }
}
