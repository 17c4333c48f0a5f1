package io.todoku.clientreport;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.locale.TimeZones;
import io.todoku.report.Letterhead.Logo;
import io.todoku.report.ReportProblem;
import io.todoku.report.ReportSettings;
import io.todoku.web.FlashMessages;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Serves the page that sets the company, logo and time zone of reports. */
@Controller
@RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
@RequestMapping("/settings/letterhead")
class LetterheadController {

  static final int MAX_COMPANY = 200;

  private final Letterheads letterheads;
  private final MessageSource messages;
  private final FlashMessages flashMessages;

  LetterheadController(
      Letterheads letterheads, MessageSource messages, FlashMessages flashMessages) {
    this.letterheads = letterheads;
    this.messages = messages;
    this.flashMessages = flashMessages;
  }

  @GetMapping
  String show(Model model) {
    return form(letterheads.current().company(), letterheads.zone().getId(), model);
  }

  private String form(String company, String zone, Model model) {
    Logo logo = letterheads.current().logo();
    model.addAttribute("company", company);
    model.addAttribute("logo", logo == null ? null : logo.url());
    model.addAttribute("zone", zone);
    model.addAttribute("zones", TimeZones.names());
    return "letterhead";
  }

  @Audited("letterhead.change")
  @PostMapping
  String save(
      @RequestParam(defaultValue = "") String company,
      @RequestParam(defaultValue = "UTC") String zone,
      @RequestParam @Nullable MultipartFile logo,
      @RequestParam(defaultValue = "false") boolean without,
      Model model,
      Locale locale,
      RedirectAttributes redirect)
      throws IOException {
    AuditTrail.oldValue(Map.of("company", letterheads.current().company()));
    try {
      String name = company.strip();
      if (name.length() > MAX_COMPANY) {
        throw new InvalidInputException(ReportProblem.COMPANY, MAX_COMPANY);
      }
      Logo picture =
          logo != null && !logo.isEmpty()
              ? Logo.of(logo.getBytes())
              : without ? null : letterheads.current().logo();
      letterheads.save(name, picture, ReportSettings.zone("zone", zone));
      flashMessages.addDone(redirect, locale, "handover.letterhead.saved");
      return "redirect:/settings/letterhead";
    } catch (InvalidInputException problem) {
      model.addAttribute("problem", messages.getMessage(problem, locale));
      return form(company, zone, model);
    }
  }
}
