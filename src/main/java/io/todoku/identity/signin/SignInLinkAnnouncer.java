package io.todoku.identity.signin;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Logs the server's address and, if nobody can sign in yet, the sign-in link as the last lines of
 * the start, where a newcomer looks.
 */
@Component
class SignInLinkAnnouncer {

  private static final Logger log = LoggerFactory.getLogger(SignInLinkAnnouncer.class);

  private final AppUserRepository users;
  private final SignInLink link;
  private final SignInMethods methods;
  private final boolean reset;
  private final String publicUrl;

  SignInLinkAnnouncer(
      AppUserRepository users,
      SignInLink link,
      SignInMethods methods,
      @Value("${todoku.reset-sign-in:false}") boolean reset,
      @Value("${todoku.public-url:}") String publicUrl) {
    this.users = users;
    this.link = link;
    this.methods = methods;
    this.reset = reset;
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  @EventListener
  @Order(Ordered.LOWEST_PRECEDENCE)
  void announce(ApplicationReadyEvent started) {
    if (!(started.getApplicationContext() instanceof WebServerApplicationContext context)
        || context.getWebServer() == null) {
      return; // a command line without a server
    }
    String address =
        publicUrl.isEmpty() ? "http://127.0.0.1:" + context.getWebServer().getPort() : publicUrl;
    if (!methods.local()) {
      log.info("Todoku is at {}", address);
      if (reset) {
        log.warn("todoku.reset-sign-in prints no link while todoku.local-sign-in is false");
      }
    } else if (reset || users.count() == 0) {
      log.info("Sign in once at\n\n  {}/sign-in?token={}\n", address, link.issue());
    } else {
      log.info("Todoku is at {}", address);
    }
  }
}
