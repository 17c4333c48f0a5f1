package io.todoku.clientreport;

import io.todoku.account.Account;
import io.todoku.account.VisibleAccounts;
import io.todoku.clientreport.ReportScheduleView.ReportFailureView;
import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.locale.Language;
import io.todoku.locale.Languages;
import io.todoku.locale.TimeZones;
import io.todoku.report.ReportFormat;
import io.todoku.snapshot.AccountFacts;
import io.todoku.web.FlashMessages;
import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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

/** Serves the pages that list the sent reports and make new ones. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.VISIBLE_CLIENTS)
@RequestMapping("/reports")
class SentReportController {

  /** A report in the list. */
  record SentReportView(
      UUID id,
      Instant madeAt,
      String madeBy,
      String sentTo,
      String subject,
      Language language,
      String format,
      String release,
      String note,
      List<SentReportAccountView> accounts) {}

  /** An account of a report, and its readiness in it. */
  record SentReportAccountView(String id, String name, String readiness) {}

  /** An account that can be chosen. */
  record AccountChoiceView(String id, String title, boolean chosen) {}

  private final SentReports reports;
  private final SentReportClients owners;
  private final ReportSchedules schedules;
  private final CurrentUser currentUser;
  private final VisibleAccounts accounts;
  private final Letterheads letterheads;
  private final ReportDownloadController downloads;
  private final MessageSource messages;
  private final FlashMessages flashMessages;

  SentReportController(
      SentReports reports,
      SentReportClients owners,
      ReportSchedules schedules,
      CurrentUser currentUser,
      VisibleAccounts accounts,
      Letterheads letterheads,
      ReportDownloadController downloads,
      MessageSource messages,
      FlashMessages flashMessages) {
    this.reports = reports;
    this.owners = owners;
    this.schedules = schedules;
    this.currentUser = currentUser;
    this.accounts = accounts;
    this.letterheads = letterheads;
    this.downloads = downloads;
    this.messages = messages;
    this.flashMessages = flashMessages;
  }

  @RouteAccess(value = UserRole.VIEWER, scope = DataScope.VISIBLE_CLIENTS)
  @GetMapping
  String list(Model model, Locale locale) {
    model.addAttribute("failures", failures(locale));
    model.addAttribute("reports", visible().map(this::view).toList());
    return "reports";
  }

  /** For those who can do something about them, of the clients that they see. */
  private List<ReportFailureView> failures(Locale locale) {
    UserAccess reader = currentUser.access();
    return reader.role().includes(UserRole.OPERATOR)
        ? schedules.failures(locale).stream()
            .filter(failure -> reader.clients().includes(failure.client()))
            .toList()
        : List.of();
  }

  private Stream<SentReport> visible() {
    return reports.all().stream().filter(report -> currentUser.sees(owners, report.id));
  }

  private SentReportView view(SentReport report) {
    return new SentReportView(
        report.id,
        report.madeAt,
        report.madeBy,
        report.sentTo,
        report.subject,
        Languages.ofTag(report.language),
        report.format,
        report.release,
        report.note,
        reports.accountsOf(report.id).stream()
            .map(a -> new SentReportAccountView(a.accountId, a.name, a.readiness))
            .toList());
  }

  @GetMapping("/new")
  String newForm(
      @RequestParam(defaultValue = "") List<String> account,
      @RequestParam(defaultValue = "") String client,
      Model model,
      Locale locale) {
    ReportRequest defaults =
        new ReportRequest(
            List.copyOf(account),
            client,
            "pdf",
            locale.getLanguage(),
            letterheads.zone().getId(),
            ReportMaker.LAST_REPORT,
            "",
            "");
    return form(defaults, model);
  }

  private String form(ReportRequest order, Model model) {
    Set<@Nullable String> chosen =
        order.accounts() == null ? Set.of() : Set.copyOf(order.accounts());
    List<Account> all = accounts.all();
    model.addAttribute("order", order);
    model.addAttribute(
        "choices",
        all.stream()
            .map(a ->
                new AccountChoiceView(
                    a.id(),
                    AccountFacts.title(a.client(), a.name()),
                    chosen.contains(a.id())
                        || (!a.client().isBlank() && a.client().equals(order.client()))))
            .toList());
    model.addAttribute(
        "formats", Arrays.stream(ReportFormat.values()).map(ReportFormat::extension).toList());
    model.addAttribute("zones", TimeZones.names());
    model.addAttribute("earlier", visible().limit(50).map(this::view).toList());
    return "report-form";
  }

  @Audited("report.make")
  @PostMapping
  String create(
      @ModelAttribute ReportRequest order,
      Principal user,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    try {
      SentReport sent = reports.create(order, user.getName(), locale);
      flashMessages.addDone(redirect, locale, "handover.made", sent.subject);
      redirect.addFlashAttribute("made", sent.id.toString());
      return "redirect:/reports";
    } catch (InvalidInputException problem) {
      return showFormAgain(order, problem, model, locale);
    }
  }

  /**
   * Previews a report, always as HTML.
   *
   * @return the report, or the form with its problem
   */
  @Audited("report.download")
  @PostMapping("/look")
  Object preview(@ModelAttribute ReportRequest order, Model model, Locale locale) {
    try {
      return downloads.preview(order, locale);
    } catch (InvalidInputException problem) {
      return showFormAgain(order, problem, model, locale);
    }
  }

  private String showFormAgain(
      ReportRequest order, InvalidInputException problem, Model model, Locale locale) {
    model.addAttribute("problem", messages.getMessage(problem, locale));
    model.addAttribute("wrong", problem.problem().toString());
    return form(order, model);
  }

  @Audited("report.remove")
  @RouteAccess(value = UserRole.OPERATOR, thing = SentReportClients.class)
  @PostMapping("/{id}/remove")
  String remove(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    SentReport report = reports.get(id);
    AuditTrail.oldValue(view(report));
    reports.remove(report.id);
    flashMessages.addDone(redirect, locale, "handover.removed", report.subject);
    return "redirect:/reports";
  }

  @Audited("report.download")
  @RouteAccess(value = UserRole.VIEWER, thing = SentReportClients.class)
  @GetMapping("/{id}/file")
  ResponseEntity<byte[]> file(@PathVariable UUID id) {
    return FileResponse.attachment(reports.get(id), reports.file(id));
  }
}
