package io.todoku.identity.signin;

import io.todoku.identity.Audited;
import io.todoku.identity.PublicRoute;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-in page and the page of the one-time link. */
@Controller
@PublicRoute
class SignInController {

  private final SignInLink link;
  private final AdministratorSetup setup;
  private final SignedInSession session;
  private final SignInAttempts attempts;
  private final SignInMethods methods;
  private final SecondFactors factors;
  private final PasswordRules passwords;

  SignInController(
      SignInLink link,
      AdministratorSetup first,
      SignedInSession session,
      SignInAttempts attempts,
      SignInMethods methods,
      SecondFactors factors,
      PasswordRules passwords) {
    this.link = link;
    this.setup = first;
    this.session = session;
    this.attempts = attempts;
    this.methods = methods;
    this.factors = factors;
    this.passwords = passwords;
  }

  /**
   * Opening the link does not use it up, because mail and chat programs open links to preview them.
   */
  @GetMapping("/sign-in")
  String showSignIn(
      @RequestParam @Nullable String token,
      @RequestParam @Nullable String refused,
      Model model,
      HttpServletResponse response) {
    if (token == null || !methods.local()) {
      model.addAttribute("nobodyYet", setup.isPending() && methods.provider().isEmpty());
      model.addAttribute("local", methods.local());
      model.addAttribute("passkeys", methods.local() && factors.hasPasskeys());
      model.addAttribute("provider", methods.provider().orElse(null));
      model.addAttribute(
          "refused", SignInRefusal.of(refused).map(SignInRefusal::code).orElse(null));
      return "sign-in";
    }
    return showSetupForm(new AdministratorSetupForm(null, null, token), model, response);
  }

  @Audited("user.set-up")
  @PostMapping("/sign-in/first")
  String completeSetup(
      @ModelAttribute("form") AdministratorSetupForm form,
      BindingResult errors,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (!link.isValid(form.token())) {
      return showSetupForm(form, model, response); // passwords of strangers are slow to look at
    }
    form.validate(errors, passwords);
    if (!errors.hasErrors() && setup.isNameOfProviderUser(form.name())) {
      errors.rejectValue("name", "users.name.taken");
    }
    if (errors.hasErrors()) {
      return showSetupForm(form, model, response);
    }
    if (!setup.complete(form.token(), form.name(), form.password())) {
      return showSetupForm(form, model, response);
    }
    attempts.reset();
    session.begin(form.name(), request, response);
    return "redirect:/";
  }

  private String showSetupForm(
      AdministratorSetupForm form, Model model, HttpServletResponse response) {
    if (!link.isValid(form.token())) {
      response.setStatus(HttpStatus.GONE.value());
      return "sign-in-void";
    }
    model.addAttribute("form", form);
    model.addAttribute("firstUser", setup.isPending());
    return "sign-in-first";
  }
}
