package io.todoku.identity.signin;

import io.todoku.identity.audit.AuditLog;
import io.todoku.identity.audit.AuditLog.AuditEvent;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Adds to the audit log who signed in or out, and whose password was wrong. */
@Component
class SignInAudit {

  private final AuditLog log;
  private final AppUsers users;
  private final SecondFactors factors;

  SignInAudit(AuditLog log, AppUsers users, SecondFactors factors) {
    this.log = log;
    this.users = users;
    this.factors = factors;
  }

  /** The session of a user with a second factor begins only when that is given. */
  @EventListener
  void signedIn(InteractiveAuthenticationSuccessEvent event) {
    boolean unfinished =
        users
            .find(nameOf(event.getAuthentication()))
            .filter(user -> user.issuer().isEmpty() && factors.isProtected(user.id()))
            .isPresent();
    append(event.getAuthentication(), unfinished ? "session.password" : "session.begin", "DONE");
  }

  private static String nameOf(Authentication who) {
    return AppUserDetailsService.normalizeName(String.valueOf(who.getName()));
  }

  /** Of an identity provider's users, those refused are added where the reason is known. */
  @EventListener
  void refused(AbstractAuthenticationFailureEvent event) {
    if (event.getAuthentication() instanceof UsernamePasswordAuthenticationToken) {
      append(event.getAuthentication(), "session.begin", "REFUSED");
    }
  }

  @EventListener
  void signedOut(LogoutSuccessEvent event) {
    append(event.getAuthentication(), "session.end", "DONE");
  }

  private void append(Authentication who, String action, String outcome) {
    String address =
        who.getDetails() instanceof WebAuthenticationDetails details
            ? details.getRemoteAddress()
            : "";
    String name = nameOf(who);
    String role =
        outcome.equals("DONE")
            ? users.findAccess(name).map(access -> access.role().name()).orElse("")
            : "";
    log.appendOrLog(new AuditEvent(name, role, address, action, "", outcome, "", provider(name)));
  }

  /** By which provider a user signs in, and who it is there; empty for a password. */
  private String provider(String name) {
    return users
        .find(name)
        .flatMap(user -> user.issuer().map(issuer -> issuer + " " + user.subject().orElse("")))
        .orElse("");
  }
}
