package io.todoku.identity.signin;

import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.RecentProof;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
import io.todoku.identity.signin.SignInAttempts.AttemptKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which users see what they may do, change their password and end their sessions. */
@Controller
@RouteAccess(value = UserRole.VIEWER, scope = DataScope.NO_CLIENT)
@RequestMapping(ProfileController.PATH)
class ProfileController {

  static final String PATH = "/profile";

  private final AppUsers users;
  private final PasswordRules passwords;
  private final UserSessions sessions;
  private final SecondFactors factors;
  private final SignedInSession signIn;
  private final SignInAttempts attempts;
  private final CurrentUser currentUser;
  private final MessageSource messages;

  ProfileController(
      AppUsers users,
      PasswordRules passwords,
      UserSessions sessions,
      SecondFactors factors,
      SignedInSession signIn,
      SignInAttempts attempts,
      CurrentUser currentUser,
      MessageSource messages) {
    this.users = users;
    this.passwords = passwords;
    this.sessions = sessions;
    this.factors = factors;
    this.signIn = signIn;
    this.attempts = attempts;
    this.currentUser = currentUser;
    this.messages = messages;
  }

  @GetMapping
  String show(Model model, HttpSession session) {
    return page(null, null, model, session);
  }

  private String page(
      @Nullable String field, @Nullable String problem, Model model, HttpSession session) {
    UserAccess access = currentUser.access();
    model.addAttribute("access", access);
    model.addAttribute("clients", access.clients().names().stream().sorted().toList());
    model.addAttribute("sessions", sessions.of(access.name(), session.getId()));
    model.addAttribute("hasPassword", users.hasPassword(access.name()));
    model.addAttribute(
        "hasSecondFactor", users.findId(access.name()).filter(factors::isProtected).isPresent());
    model.addAttribute("wrong", field);
    model.addAttribute("problem", problem);
    return "profile";
  }

  /** Changes the password; all sessions end but the one that asks, which begins anew. */
  @Audited("user.change-password")
  @PostMapping("/password")
  String changePassword(
      @RequestParam(defaultValue = "") String present,
      @RequestParam(defaultValue = "") String password,
      Model model,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    String name = currentUser.access().name();
    AttemptKey attempt =
        AttemptKey.of(name.toLowerCase(Locale.ROOT), request.getRemoteAddr(), null);
    Duration wait = attempts.begin(attempt);
    if (!wait.isZero()) {
      String text = text("signin.wait", locale, wait.plusMillis(999).toSeconds());
      return page("present", text, model, request.getSession());
    }
    String refused = passwords.findProblem(password, name).orElse(null);
    if (refused != null) {
      return page("password", text(refused, locale), model, request.getSession());
    }
    if (!users.changePassword(name, present, password)) {
      return page("present", text("profile.password.wrong", locale), model, request.getSession());
    }
    attempts.recordSuccess(attempt);
    signIn.renew(name, request, response);
    redirect.addFlashAttribute("message", text("profile.password.done", locale));
    return "redirect:" + PATH;
  }

  private String text(String key, Locale locale, Object... arguments) {
    return messages.getMessage(key, arguments, locale);
  }

  @Audited("session.end")
  @RecentProof(page = PATH)
  @PostMapping("/sessions/{session}/end")
  String endSession(@PathVariable String session) {
    sessions.end(currentUser.access().name(), session);
    return "redirect:" + PATH;
  }

  /** Signs the user out everywhere, here too. */
  @Audited("session.end-all")
  @RecentProof(page = PATH)
  @PostMapping("/sessions/end")
  String endAllSessions(HttpSession session) {
    sessions.endAll(currentUser.access().name());
    session.invalidate();
    return "redirect:/sign-in?out";
  }
}
