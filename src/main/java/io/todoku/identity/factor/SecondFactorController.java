package io.todoku.identity.factor;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.NotAudited;
import io.todoku.identity.PublicRoute;
import io.todoku.identity.factor.PasskeyCeremonies.RefusedPasskeyException;
import io.todoku.identity.signin.SignInAttempts;
import io.todoku.identity.signin.SignInAttempts.AttemptKey;
import io.todoku.identity.signin.SignedInSession;
import io.todoku.identity.signin.SignedInSession.PendingUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** The page after the password, on which users prove their second factor. */
@Controller
@PublicRoute
@RequestMapping(SecondFactorController.PATH)
class SecondFactorController {

  static final String PATH = "/sign-in/second-factor";

  private static final Logger log = LoggerFactory.getLogger(SecondFactorController.class);

  private final AuthenticatorApps apps;
  private final RecoveryCodes codes;
  private final Passkeys passkeys;
  private final PasskeyCeremonies ceremonies;
  private final SignedInSession session;
  private final SignInAttempts attempts;
  private final MessageSource messages;

  SecondFactorController(
      AuthenticatorApps apps,
      RecoveryCodes codes,
      Passkeys passkeys,
      PasskeyCeremonies ceremonies,
      SignedInSession session,
      SignInAttempts attempts,
      MessageSource messages) {
    this.apps = apps;
    this.codes = codes;
    this.passkeys = passkeys;
    this.ceremonies = ceremonies;
    this.session = session;
    this.attempts = attempts;
    this.messages = messages;
  }

  @GetMapping
  String show(Model model, HttpServletRequest request) {
    return session.findPending(request).map(user -> page(user, model)).orElse("redirect:/");
  }

  private String page(PendingUser user, Model model) {
    model.addAttribute("app", apps.find(user.id()).isPresent());
    model.addAttribute("passkey", !passkeys.of(user.id()).isEmpty());
    model.addAttribute("name", user.name());
    return "second-factor";
  }

  /**
   * @param passcode six digits of an authenticator app, or a recovery code
   */
  @Audited("session.begin")
  @PostMapping
  String enterCode(
      @RequestParam(defaultValue = "") String passcode,
      Model model,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response) {
    boolean ofApp = AuthenticatorApps.isCode(passcode);
    return complete(
        ofApp ? "totp" : "recovery-code",
        user ->
            ofApp
                ? AttemptKey.secondFactor(user.name(), user.knownBrowser())
                : AttemptKey.passkey(request.getRemoteAddr()),
        user -> ofApp ? apps.use(user.id(), passcode) : codes.use(user.id(), passcode),
        "factor.code.wrong",
        new Answer(model, locale, request, response));
  }

  /**
   * What a browser signs with a passkey of the user.
   *
   * @throws ResponseStatusException 403 where nobody has given a password
   */
  @NotAudited
  @PostMapping(path = "/passkey/options", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  String options(HttpServletRequest request) {
    PendingUser user =
        session
            .findPending(request)
            .orElseThrow(() ->
                new ResponseStatusException(HttpStatus.FORBIDDEN, "the password comes first"));
    return ceremonies.requestOptions(user.id(), user.name(), request);
  }

  @Audited("session.begin")
  @PostMapping("/passkey")
  String usePasskey(
      @RequestParam(defaultValue = "") String passkey,
      Model model,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response) {
    return complete(
        "passkey",
        user -> AttemptKey.passkey(request.getRemoteAddr()),
        user -> isOwn(user, passkey, request),
        "factor.passkey.wrong",
        new Answer(model, locale, request, response));
  }

  private boolean isOwn(PendingUser user, String passkey, HttpServletRequest request) {
    try {
      ceremonies.verify(user.id(), user.name(), passkey, request);
      return true;
    } catch (RefusedPasskeyException refused) {
      log.info("The passkey of {} was refused: {}", user.name(), refused.getMessage());
      return false;
    }
  }

  /** What a handler answers with. */
  private record Answer(
      Model model, Locale locale, HttpServletRequest request, HttpServletResponse response) {}

  /** Counts the attempt before it is looked at. */
  private String complete(
      String factor,
      Function<PendingUser, AttemptKey> counted,
      Predicate<PendingUser> proof,
      String wrong,
      Answer answer) {
    Optional<PendingUser> pending = session.findPending(answer.request());
    if (pending.isEmpty()) {
      AuditTrail.notDone();
      return "redirect:/";
    }
    PendingUser user = pending.get();
    AuditTrail.signedIn(user.name());
    AttemptKey attempt = counted.apply(user);
    Duration wait = attempts.begin(attempt);
    if (wait.isZero() && proof.test(user)) {
      attempts.recordSuccess(attempt);
      return "redirect:" + session.complete(user, factor, answer.request(), answer.response());
    }
    answer
        .model()
        .addAttribute(
            "problem",
            wait.isZero()
                ? messages.getMessage(wrong, null, answer.locale())
                : messages.getMessage(
                    "factor.wait",
                    new Object[] {wait.plusSeconds(59).toMinutes()},
                    answer.locale()));
    return page(user, answer.model());
  }
}
