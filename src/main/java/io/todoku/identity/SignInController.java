package io.todoku.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.context.SecurityContextRepository;
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
  private final AppUserDetailsService users;
  private final SecurityContextRepository contexts;
  private final SignInAttempts attempts;
  private final KnownBrowsers browsers;

  SignInController(
      SignInLink link,
      AdministratorSetup first,
      AppUserDetailsService users,
      SecurityContextRepository contexts,
      SignInAttempts attempts,
      KnownBrowsers browsers) {
    this.link = link;
    this.setup = first;
    this.users = users;
    this.contexts = contexts;
    this.attempts = attempts;
    this.browsers = browsers;
  }

  /**
   * Opening the link does not use it up, because mail and chat programs open links to preview them.
   */
  @GetMapping("/sign-in")
  String showSignIn(
      @RequestParam @Nullable String token, Model model, HttpServletResponse response) {
    if (token == null) {
      model.addAttribute("nobodyYet", setup.isPending());
      return "sign-in";
    }
    return showSetupForm(new AdministratorSetupForm(null, null, token), model, response);
  }

  @PostMapping("/sign-in/first")
  String completeSetup(
      @ModelAttribute("form") AdministratorSetupForm form,
      BindingResult errors,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    form.validate(errors);
    if (errors.hasErrors()) {
      return showSetupForm(form, model, response);
    }
    if (!setup.complete(form.token(), form.name(), form.password())) {
      return showSetupForm(form, model, response);
    }
    attempts.reset();
    signIn(users.loadUserByUsername(form.name()), request, response);
    browsers.remember(request, response, form.name());
    return "redirect:/";
  }

  private String showSetupForm(
      AdministratorSetupForm form, Model model, HttpServletResponse response) {
    if (!link.isValid(form.token())) {
      response.setStatus(HttpStatus.GONE.value());
      return "sign-in-void";
    }
    model.addAttribute("form", form);
    return "sign-in-first";
  }

  /**
   * Signs in with a new session, so that a session planted before sign-in ends (session fixation).
   */
  private void signIn(UserDetails user, HttpServletRequest request, HttpServletResponse response) {
    HttpSession old = request.getSession(false);
    if (old != null) {
      old.invalidate();
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
  }
}
