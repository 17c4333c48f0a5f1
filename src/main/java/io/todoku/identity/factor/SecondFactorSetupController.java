package io.todoku.identity.factor;

import io.todoku.identity.Audited;
import io.todoku.identity.CurrentUser;
import io.todoku.identity.DataScope;
import io.todoku.identity.NotAudited;
import io.todoku.identity.RecentProof;
import io.todoku.identity.RouteAccess;
import io.todoku.identity.StoredUsers;
import io.todoku.identity.UserRole;
import io.todoku.identity.factor.PasskeyCeremonies.RefusedPasskeyException;
import io.todoku.identity.factor.SecondFactorSetup.SetupRefusedException;
import io.todoku.identity.signin.SignedInSession;
import io.todoku.identity.signin.SignedInSession.PendingUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which users set up and remove their second factors. */
@Controller
@RouteAccess(value = UserRole.VIEWER, scope = DataScope.NO_CLIENT)
@RequestMapping(SecondFactorSetupController.PATH)
class SecondFactorSetupController {

  static final String PATH = "/profile/second-factor";

  /** Session attribute: the app that the session began to set up. */
  private static final String BEGUN = "todoku.new-app";

  private final SecondFactorSetup setup;
  private final PasskeyCeremonies ceremonies;
  private final SignedInSession session;
  private final StoredUsers users;
  private final CurrentUser currentUser;
  private final MessageSource messages;

  SecondFactorSetupController(
      SecondFactorSetup setup,
      PasskeyCeremonies ceremonies,
      SignedInSession session,
      StoredUsers users,
      CurrentUser currentUser,
      MessageSource messages) {
    this.setup = setup;
    this.ceremonies = ceremonies;
    this.session = session;
    this.users = users;
    this.currentUser = currentUser;
    this.messages = messages;
  }

  @GetMapping
  String show(Model model, HttpServletRequest request) {
    return page(List.of(), model, request);
  }

  private String page(List<String> newCodes, Model model, HttpServletRequest request) {
    model.addAttribute("newCodes", newCodes);
    model.addAttribute(
        "state",
        setup.stateOf(
            user(),
            currentUser.access(),
            request.getServerName(),
            request.getSession().getAttribute(BEGUN)));
    return "second-factor-setup";
  }

  private String name() {
    return currentUser.access().name();
  }

  /** 404 for users of an identity provider, who asks for second factors itself. */
  private UUID user() {
    return users
        .findId(name())
        .filter(id -> setup.isOfLocalUser(name()))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  @Audited("second-factor.begin-app")
  @RecentProof(page = PATH)
  @PostMapping("/app")
  String beginApp(HttpSession session) {
    setup.beginApp(user()).ifPresent(begun -> session.setAttribute(BEGUN, begun));
    return "redirect:" + PATH;
  }

  @Audited("second-factor.add-app")
  @RecentProof(page = PATH)
  @PostMapping("/app/confirm")
  String confirmApp(
      @RequestParam(defaultValue = "") String passcode,
      Model model,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      Object begun = request.getSession().getAttribute(BEGUN);
      List<String> codes = setup.confirmApp(user(), passcode, begun);
      session.noteSetUp(new PendingUser(user(), name(), null), "totp", request, response);
      return made(codes, model, request, response);
    } catch (SetupRefusedException refused) {
      model.addAttribute("wrongCode", text(refused.getMessage(), locale));
      return page(List.of(), model, request);
    }
  }

  /** Shows codes in this answer, by 201, and not after a redirect, which would store them. */
  private String made(
      List<String> codes, Model model, HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_CREATED);
    return page(codes, model, request);
  }

  private String text(String key, Locale locale) {
    return messages.getMessage(key, null, locale);
  }

  @Audited("second-factor.remove-app")
  @RecentProof(page = PATH)
  @PostMapping("/app/remove")
  String removeApp(Locale locale, RedirectAttributes redirect) {
    return run(() -> setup.removeApp(user(), currentUser.access()), locale, redirect);
  }

  private String run(Runnable action, Locale locale, RedirectAttributes redirect) {
    try {
      action.run();
      redirect.addFlashAttribute("message", text("factor.removed", locale));
    } catch (SetupRefusedException refused) {
      redirect.addFlashAttribute("problem", text(refused.getMessage(), locale));
    }
    return "redirect:" + PATH;
  }

  /** What a browser needs to make a passkey. */
  @NotAudited
  @PostMapping(path = "/passkeys/options", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  String passkeyOptions(HttpServletRequest request) {
    return ceremonies.creationOptions(user(), name(), request);
  }

  /**
   * @param passkey what the browser made
   * @param label what to call it
   */
  @Audited("second-factor.add-passkey")
  @RecentProof(page = PATH)
  @PostMapping("/passkeys")
  String addPasskey(
      @RequestParam(defaultValue = "") String passkey,
      @RequestParam(defaultValue = "") String label,
      Model model,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      List<String> codes =
          setup.addPasskey(
              user(), label, text -> ceremonies.register(user(), name(), passkey, text, request));
      session.noteSetUp(new PendingUser(user(), name(), null), "passkey", request, response);
      return made(codes, model, request, response);
    } catch (SetupRefusedException refused) {
      model.addAttribute("problem", text(refused.getMessage(), locale));
    } catch (RefusedPasskeyException refused) {
      model.addAttribute("problem", text("factor.passkey.wrong", locale));
    }
    return page(List.of(), model, request);
  }

  @Audited("second-factor.remove-passkey")
  @RecentProof(page = PATH)
  @PostMapping("/passkeys/{id}/remove")
  String removePasskey(@PathVariable UUID id, Locale locale, RedirectAttributes redirect) {
    return run(() -> setup.removePasskey(user(), id, currentUser.access()), locale, redirect);
  }

  @Audited("second-factor.new-codes")
  @RecentProof(page = PATH)
  @PostMapping("/recovery-codes")
  String newCodes(Model model, HttpServletRequest request, HttpServletResponse response) {
    return made(setup.newCodes(user()), model, request, response);
  }
}
