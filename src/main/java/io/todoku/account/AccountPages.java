package io.todoku.account;

import io.todoku.snapshot.Observed;
import io.todoku.snapshot.Reason;
import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Validator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Adding, changing, testing and removing an account. */
@Controller
class AccountPages {

  /**
   * How a test of the access went.
   *
   * @param reason why it did not work, null where it did
   */
  record TestView(boolean ok, @Nullable String message, @Nullable WhyView reason)
      implements Serializable {}

  /** A reason as a session can keep it between two requests. */
  record WhyView(Reason.Cause cause, String source, String detail, @Nullable String fix)
      implements Serializable {

    static WhyView of(Reason reason) {
      return new WhyView(reason.cause(), reason.source(), reason.detail(), reason.fix());
    }
  }

  private final Accounts accounts;
  private final AccessTest accessTest;
  private final MessageSource messages;
  private final Validator validator;

  AccountPages(
      Accounts accounts,
      AccessTest accessTest,
      MessageSource messages,
      @Qualifier("mvcValidator") Validator validator) {
    this.accounts = accounts;
    this.accessTest = accessTest;
    this.messages = messages;
    this.validator = validator;
  }

  @GetMapping("/accounts/new")
  String blank(Model model) {
    return form(model, AccountForm.blank(), true);
  }

  @PostMapping("/accounts")
  String add(
      @ModelAttribute("form") AccountForm form,
      BindingResult errors,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    if (form.id() != null && accounts.find(form.id()).isPresent()) {
      errors.rejectValue("id", "account.id.taken");
    }
    check(form, errors);
    return save(form, errors, model, false, locale, redirect);
  }

  @GetMapping("/accounts/{id}/edit")
  String edit(@PathVariable String id, Model model) {
    Account account = accounts.get(id);
    model.addAttribute("configured", accounts.isConfigured(id));
    return form(model, AccountForm.of(account), false);
  }

  @PostMapping("/accounts/{id}")
  String change(
      @PathVariable String id,
      @ModelAttribute("form") AccountForm form,
      BindingResult errors,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    accounts.get(id);
    if (!form.id().equals(id)) {
      errors.rejectValue("id", "account.id.fixed");
    }
    if (accounts.isConfigured(id)) {
      errors.rejectValue("id", "account.configured");
    }
    check(form, errors);
    model.addAttribute("configured", accounts.isConfigured(id));
    return save(form, errors, model, true, locale, redirect);
  }

  @PostMapping("/accounts/{id}/test")
  String test(@PathVariable String id, RedirectAttributes redirect, Locale locale) {
    Account account = accounts.get(id);
    redirect.addFlashAttribute("test", test(account, locale));
    return "redirect:/accounts/" + id + "/edit";
  }

  @GetMapping("/accounts/{id}/remove")
  String confirm(@PathVariable String id, Model model) {
    model.addAttribute("account", accounts.get(id));
    model.addAttribute("configured", accounts.isConfigured(id));
    return "account-remove";
  }

  @PostMapping("/accounts/{id}/remove")
  String remove(@PathVariable String id, Locale locale, RedirectAttributes redirect) {
    Account account = accounts.get(id);
    if (accounts.isConfigured(id)) {
      return "redirect:/accounts/" + id + "/remove";
    }
    accounts.remove(id);
    redirect.addFlashAttribute(
        "message",
        messages.getMessage("done.account.removed", new Object[] {account.name()}, locale));
    return "redirect:/accounts";
  }

  private String save(
      AccountForm form,
      BindingResult errors,
      Model model,
      boolean editing,
      Locale locale,
      RedirectAttributes redirect) {
    if (!errors.hasErrors()) {
      try {
        accounts.save(form.toAccount());
        redirect.addFlashAttribute(
            "message",
            messages.getMessage("done.account.saved", new Object[] {form.name()}, locale));
        return "redirect:/accounts/" + form.id();
      } catch (IllegalArgumentException wrong) {
        errors.reject("account.wrong", new Object[] {wrong.getMessage()}, wrong.getMessage());
      }
    }
    model.addAttribute("editing", editing);
    return "account-form";
  }

  private TestView test(Account account, Locale locale) {
    if (account.access() instanceof Access.Recorded) {
      return new TestView(false, messages.getMessage("account.test.recorded", null, locale), null);
    }
    return switch (accessTest.whoAnswers(account)) {
      case Observed.Known<String>(String who) ->
          new TestView(
              true, messages.getMessage("account.test.ok", new Object[] {who}, locale), null);
      case Observed.Unknown<String>(Reason reason) -> new TestView(false, null, WhyView.of(reason));
    };
  }

  /** After binding: a record that is checked while it is bound would leave nothing to show. */
  private void check(AccountForm form, BindingResult errors) {
    validator.validate(form, errors);
    if (errors.hasFieldErrors("access")) {
      return;
    }
    if (form.access().equals("role")) {
      checkRole(form, errors);
    }
    if (form.access().equals("profile") && (form.profile() == null || form.profile().isBlank())) {
      errors.rejectValue("profile", "account.profile.missing");
    }
    form.wrongRegion().ifPresent(region -> reject(errors, "regions", "form", region));
    form.wrongDomain().ifPresent(domain -> reject(errors, "mailDomains", "form", domain));
    form.repeatedDomain().ifPresent(domain -> reject(errors, "mailDomains", "twice", domain));
    if (form.hasTooManyRegions()) {
      reject(errors, "regions", "many", Account.MAX_REGIONS);
    }
    if (form.hasTooManyDomains()) {
      reject(errors, "mailDomains", "many", Account.MAX_DOMAINS);
    }
  }

  private static void checkRole(AccountForm form, BindingResult errors) {
    Matcher arn = Access.Role.ARN.matcher(form.roleArn() == null ? "" : form.roleArn().strip());
    if (!arn.matches()) {
      errors.rejectValue("roleArn", "account.role-arn.form");
    } else if (!errors.hasFieldErrors("id") && !arn.group(1).equals(form.id())) {
      errors.rejectValue("roleArn", "account.role-arn.other", new Object[] {arn.group(1)}, null);
    }
    String externalId = form.externalId() == null ? "" : form.externalId().strip();
    if (!externalId.isEmpty() && !Access.Role.EXTERNAL_ID.matcher(externalId).matches()) {
      errors.rejectValue("externalId", "account.external.form");
    }
  }

  private static void reject(BindingResult errors, String field, String what, Object value) {
    errors.rejectValue(field, "account." + field + "." + what, new Object[] {value}, null);
  }

  private static String form(Model model, AccountForm form, boolean fresh) {
    model.addAttribute("form", form);
    model.addAttribute("editing", !fresh);
    return "account-form";
  }
}
