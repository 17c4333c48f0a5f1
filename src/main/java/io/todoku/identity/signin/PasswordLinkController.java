package io.todoku.identity.signin;

import io.todoku.identity.Audited;
import io.todoku.identity.PublicRoute;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page behind the link of an invitation, or of a new password. */
@Controller
@PublicRoute
class PasswordLinkController {

  static final String PATH = "/sign-in/link";

  private final AppUsers users;
  private final PasswordRules passwords;
  private final SignedInSession session;

  PasswordLinkController(AppUsers users, PasswordRules passwords, SignedInSession session) {
    this.users = users;
    this.passwords = passwords;
    this.session = session;
  }

  /**
   * Opening the link does not use it up, because mail and chat programs open links to preview them.
   */
  @GetMapping(PATH)
  String show(@RequestParam @Nullable String token, Model model, HttpServletResponse response) {
    return form(token, null, model, response);
  }

  @Audited("user.set-password")
  @PostMapping(PATH)
  String setPassword(
      @RequestParam @Nullable String token,
      @RequestParam(defaultValue = "") String password,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    String problem =
        users
            .findNameByLink(token)
            .flatMap(name -> passwords.findProblem(password, name))
            .orElse(null);
    if (problem != null) {
      return form(token, problem, model, response);
    }
    Optional<String> name = users.setPassword(token, password);
    if (name.isEmpty()) {
      return form(token, null, model, response);
    }
    session.begin(name.get(), request, response);
    return "redirect:/";
  }

  private String form(
      @Nullable String token, @Nullable String problem, Model model, HttpServletResponse response) {
    Optional<String> name = users.findNameByLink(token);
    if (name.isEmpty()) {
      response.setStatus(HttpStatus.GONE.value());
      return "password-link-void";
    }
    model.addAttribute("name", name.get());
    model.addAttribute("token", token);
    model.addAttribute("problem", problem);
    return "password-link";
  }
}
