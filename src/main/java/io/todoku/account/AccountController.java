package io.todoku.account;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.locale.InvalidInputException;
import io.todoku.snapshot.AccountFacts;
import io.todoku.web.FlashMessages;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Validator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages that add, change, test and remove accounts. */
@Controller
@RouteAccess(value = UserRole.OPERATOR, scope = DataScope.EVERY_CLIENT)
class AccountController {

  private static final Set<String> ACCESS_FIELDS =
      Set.of("id", "access", "roleArn", "externalId", "profile");

  private final Accounts accounts;
  private final AccessTester accessTester;
  private final AccessTests accessTests;
  private final UnsavedAccessTests unsavedTests;
  private final ExternalIds externalIds;
  private final MessageSource messages;
  private final FlashMessages flashMessages;
  private final Validator validator;

  AccountController(
      Accounts accounts,
      AccessTester accessTester,
      AccessTests accessTests,
      UnsavedAccessTests unsavedTests,
      ExternalIds externalIds,
      MessageSource messages,
      FlashMessages flashMessages,
      @Qualifier("mvcValidator") Validator validator) {
    this.accounts = accounts;
    this.accessTester = accessTester;
    this.accessTests = accessTests;
    this.unsavedTests = unsavedTests;
    this.externalIds = externalIds;
    this.messages = messages;
    this.flashMessages = flashMessages;
    this.validator = validator;
  }

  @GetMapping("/accounts/new")
  String showAddForm(Model model) {
    return showForm(model, AccountForm.blank(), false);
  }

  @Audited("account.add")
  @PostMapping("/accounts")
  String add(
      @ModelAttribute("form") AccountForm entered,
      BindingResult errors,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    if (entered.id() != null && accounts.find(entered.id()).isPresent()) {
      errors.rejectValue("id", "account.id.taken");
    }
    validate(entered, errors);
    AccountForm form = errors.hasErrors() ? entered : withClientsExternalId(entered);
    return save(form, errors, model, false, locale, redirect);
  }

  @GetMapping("/accounts/{id}/edit")
  String showEditForm(@PathVariable String id, Model model, Locale locale) {
    Account account = accounts.get(id);
    accessTests.newest(account).ifPresent(test -> showTest(model, test, locale));
    model.addAttribute("configured", accounts.isConfigured(id));
    return showForm(model, AccountForm.of(account), true);
  }

  @Audited("account.change")
  @PostMapping("/accounts/{id}")
  String change(
      @PathVariable String id,
      @ModelAttribute("form") AccountForm form,
      BindingResult errors,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    AuditTrail.oldValue(accounts.get(id));
    if (!form.id().equals(id)) {
      errors.rejectValue("id", "account.id.fixed");
    }
    if (accounts.isConfigured(id)) {
      errors.rejectValue("id", "account.configured");
    }
    validate(form, errors);
    model.addAttribute("configured", accounts.isConfigured(id));
    return save(form, errors, model, true, locale, redirect);
  }

  /**
   * Tests what is in the form; the result is stored with the account once that is as tested.
   * Answers 201 where a test was made.
   */
  @Audited("account.test-access")
  @PostMapping("/accounts/test")
  String testForm(
      @ModelAttribute("form") AccountForm entered,
      BindingResult errors,
      @RequestParam(defaultValue = "false") boolean editing,
      Model model,
      Locale locale,
      HttpServletResponse response) {
    validate(entered, errors);
    AccountForm form = errors.hasFieldErrors("client") ? entered : withClientsExternalId(entered);
    BindingResult ofAccess = onlyAccess(form, errors);
    if (!ofAccess.hasErrors()) {
      testUnsaved(form.forAccessTest(), model, locale, response);
    }
    model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "form", ofAccess);
    model.addAttribute("configured", editing && accounts.isConfigured(form.id()));
    return showForm(model, form, editing);
  }

  /** What else is missing is told when the account is saved. */
  private static BindingResult onlyAccess(AccountForm form, BindingResult errors) {
    BindingResult ofAccess = new BeanPropertyBindingResult(form, "form");
    errors.getFieldErrors().stream()
        .filter(error -> ACCESS_FIELDS.contains(error.getField()))
        .forEach(ofAccess::addError);
    return ofAccess;
  }

  @Audited("account.test-access")
  @PostMapping("/accounts/{id}/test")
  String testAccess(@PathVariable String id, RedirectAttributes redirect, Locale locale) {
    Account account = accounts.get(id);
    if (account.hasAwsAccess()) {
      accessTests.store(id, accessTester.test(account));
      redirect.addFlashAttribute("testedNow", true);
    } else {
      flashMessages.addProblem(redirect, locale, "account.test.recorded");
    }
    return "redirect:/accounts/" + id + "/edit";
  }

  @RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
  @GetMapping("/accounts/{id}/remove")
  String showRemoveForm(@PathVariable String id, Model model) {
    model.addAttribute("account", accounts.get(id));
    model.addAttribute("configured", accounts.isConfigured(id));
    return "account-remove";
  }

  @Audited("account.remove")
  @RouteAccess(value = UserRole.ADMINISTRATOR, scope = DataScope.EVERY_CLIENT)
  @PostMapping("/accounts/{id}/remove")
  String remove(@PathVariable String id, Locale locale, RedirectAttributes redirect) {
    Account account = accounts.get(id);
    if (accounts.isConfigured(id)) {
      return "redirect:/accounts/" + id + "/remove";
    }
    AuditTrail.oldValue(account);
    accounts.remove(id);
    flashMessages.addDone(redirect, locale, "done.account.removed", account.name());
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
        Account account = form.toAccount();
        accounts.save(account);
        storeUnsavedTest(account);
        flashMessages.addDone(redirect, locale, "done.account.saved", form.name());
        return "redirect:/accounts/" + form.id();
      } catch (InvalidInputException wrong) {
        errors.reject("account.wrong", new Object[] {wrong.getMessage()}, wrong.getMessage());
      }
    }
    return showForm(model, form, editing);
  }

  /** The external id of the client, as long as nobody entered another one. */
  private AccountForm withClientsExternalId(AccountForm form) {
    return form.hasProposedExternalId()
        ? form.withExternalId(
            externalIds.of(Objects.toString(form.client(), "").strip(), form.proposedExternalId()))
        : form;
  }

  private void testUnsaved(
      Account account, Model model, Locale locale, HttpServletResponse response) {
    if (!account.hasAwsAccess()) {
      model.addAttribute("problem", messages.getMessage("account.test.recorded", null, locale));
      return;
    }
    AccessTest test = accessTester.test(account);
    unsavedTests.keep(test);
    response.setStatus(HttpServletResponse.SC_CREATED);
    accounts.find(account.id()).ifPresent(this::storeUnsavedTest);
    showTest(model, test, locale);
    model.addAttribute("testedNow", true);
  }

  private void storeUnsavedTest(Account account) {
    unsavedTests.take(account).ifPresent(test -> accessTests.store(account.id(), test));
  }

  private void showTest(Model model, AccessTest test, Locale locale) {
    model.addAttribute("test", new AccessTestTexts(messages, locale).view(test));
  }

  /**
   * Validates after binding, because a record that fails while it is bound leaves nothing to show
   * in the form.
   */
  private void validate(AccountForm form, BindingResult errors) {
    validator.validate(form, errors);
    if (errors.hasFieldErrors("access")) {
      return;
    }
    if (form.access().equals("role")) {
      validateRole(form, errors);
    }
    if (form.access().equals("profile") && (form.profile() == null || form.profile().isBlank())) {
      errors.rejectValue("profile", "account.profile.missing");
    }
    form.findInvalidRegions().ifPresent(region -> reject(errors, "regions", "form", region));
    form.findInvalidMailDomains()
        .ifPresent(domain -> reject(errors, "mailDomains", "form", domain));
    form.findDuplicateMailDomain()
        .ifPresent(domain -> reject(errors, "mailDomains", "twice", domain));
    if (form.hasTooManyRegions()) {
      reject(errors, "regions", "many", Account.MAX_REGIONS);
    }
    if (form.hasTooManyMailDomains()) {
      reject(errors, "mailDomains", "many", Account.MAX_DOMAINS);
    }
  }

  private static void validateRole(AccountForm form, BindingResult errors) {
    String roleArn = form.roleArn() == null ? "" : form.roleArn().strip();
    Access.IamRole.findAccountId(roleArn)
        .ifPresentOrElse(
            owner -> {
              if (!errors.hasFieldErrors("id") && !owner.equals(form.id())) {
                errors.rejectValue("roleArn", "account.role-arn.other", new Object[] {owner}, null);
              }
            },
            () -> errors.rejectValue("roleArn", "account.role-arn.form"));
    String externalId = form.externalId() == null ? "" : form.externalId().strip();
    if (!externalId.isEmpty() && !Access.IamRole.isExternalId(externalId)) {
      errors.rejectValue("externalId", "account.external.form");
    }
  }

  private static void reject(BindingResult errors, String field, String problem, Object value) {
    errors.rejectValue(field, "account." + field + "." + problem, new Object[] {value}, null);
  }

  private static String showForm(Model model, AccountForm form, boolean editing) {
    model.addAttribute("form", form);
    model.addAttribute("editing", editing);
    model.addAttribute(
        "accountTitle",
        AccountFacts.title(Objects.toString(form.client(), ""), Objects.toString(form.name(), "")));
    return "account-form";
  }
}
