package io.todoku.identity.factor;

import io.todoku.identity.AuditTrail;
import io.todoku.identity.Audited;
import io.todoku.identity.NotAudited;
import io.todoku.identity.PublicRoute;
import io.todoku.identity.factor.PasskeyCeremonies.RefusedPasskeyException;
import io.todoku.identity.signin.SignInAttempts;
import io.todoku.identity.signin.SignInAttempts.AttemptKey;
import io.todoku.identity.signin.SignedInSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Sign-in by a passkey alone, which is two factors: the device, and what unlocks it. */
@Controller
@PublicRoute
@RequestMapping(PasskeySignInController.PATH)
class PasskeySignInController {

  static final String PATH = "/sign-in/passkey";

  private static final Logger log = LoggerFactory.getLogger(PasskeySignInController.class);

  private final PasskeyCeremonies ceremonies;
  private final SignedInSession session;
  private final SignInAttempts attempts;

  PasskeySignInController(
      PasskeyCeremonies ceremonies, SignedInSession session, SignInAttempts attempts) {
    this.ceremonies = ceremonies;
    this.session = session;
    this.attempts = attempts;
  }

  /** What a browser signs with a passkey of whomever; 429 for a stranger who asks too often. */
  @NotAudited
  @PostMapping(path = "/options", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  ResponseEntity<String> options(HttpServletRequest request) {
    Duration wait = attempts.begin(AttemptKey.passkey(request.getRemoteAddr()));
    return wait.isZero()
        ? ResponseEntity.ok(ceremonies.requestOptions(null, null, request))
        : ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
            .header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.plusMillis(999).toSeconds()))
            .build();
  }

  /** The attempt was counted when the options were asked for. */
  @Audited("session.begin")
  @PostMapping
  String signIn(
      @RequestParam(defaultValue = "") String passkey,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      String name = ceremonies.verify(null, null, passkey, request);
      attempts.recordSuccess(AttemptKey.passkey(request.getRemoteAddr()));
      return "redirect:" + session.beginComplete(name, "passkey", request, response);
    } catch (RefusedPasskeyException refused) {
      log.info("A passkey was refused: {}", refused.getMessage());
      AuditTrail.notDone();
      return "redirect:/sign-in?passkey";
    }
  }
}
