package io.todoku.identity.signin;

import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserRole;
import io.todoku.identity.signin.SignInAttempts.AttemptKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page that asks users for their password before they change a way into the application. */
@Controller
@RouteAccess(value = UserRole.VIEWER, scope = DataScope.NO_CLIENT)
@RequestMapping(ConfirmationController.PATH)
class ConfirmationController {

  static final String PATH = "/profile/confirmation";

  private final AppUsers users;
  private final SignInMethods methods;
  private final SignInAttempts attempts;
  private final SessionProof proof;
  private final SignInRequestCache saved;
  private final CurrentUser currentUser;
  private final MessageSource messages;

  ConfirmationController(
      AppUsers users,
      SignInMethods methods,
      SignInAttempts attempts,
      SessionProof proof,
      SignInRequestCache saved,
      CurrentUser currentUser,
      MessageSource messages) {
    this.users = users;
    this.methods = methods;
    this.attempts = attempts;
    this.proof = proof;
    this.saved = saved;
    this.currentUser = currentUser;
    this.messages = messages;
  }

  /**
   * @param back the path of the page to show afterwards
   */
  @GetMapping
  String show(
      @RequestParam(defaultValue = "/profile") String back,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    String path = SignInRequestCache.safePath(back);
    saved.remember(path, request, response); // for a provider, which leads back by the sign-in
    return page(path, null, model);
  }

  private String page(String back, @Nullable String problem, Model model) {
    String name = currentUser.access().name();
    model.addAttribute("name", name);
    model.addAttribute("back", back);
    model.addAttribute("problem", problem);
    model.addAttribute("hasPassword", users.hasPassword(name));
    model.addAttribute("provider", methods.provider().orElse(null));
    return "confirmation";
  }

  @Audited("session.confirm")
  @PostMapping
  String confirm(
      @RequestParam(defaultValue = "/profile") String back,
      @RequestParam(defaultValue = "") String password,
      Model model,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response) {
    String path = SignInRequestCache.safePath(back);
    String name = currentUser.access().name();
    AttemptKey attempt =
        AttemptKey.of(name.toLowerCase(Locale.ROOT), request.getRemoteAddr(), null);
    Duration wait = attempts.begin(attempt);
    if (!wait.isZero()) {
      Object seconds = wait.plusMillis(999).toSeconds();
      return page(path, messages.getMessage("signin.wait", new Object[] {seconds}, locale), model);
    }
    if (!users.isPassword(name, password)) {
      return page(path, messages.getMessage("profile.password.wrong", null, locale), model);
    }
    attempts.recordSuccess(attempt);
    request.changeSessionId();
    proof.noteProof(request.getSession());
    saved.removeRequest(request, response);
    return "redirect:" + path;
  }
}
