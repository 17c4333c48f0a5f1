package io.todoku.identity;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Logs the server's address once it listens and, if nobody can sign in yet, the sign-in link. */
@Component
class SignInLinkAnnouncer {

  private static final Logger log = LoggerFactory.getLogger(SignInLinkAnnouncer.class);

  private final AppUserRepository users;
  private final SignInLink link;
  private final boolean reset;
  private final String publicUrl;

  SignInLinkAnnouncer(
      AppUserRepository users,
      SignInLink link,
      @Value("${todoku.reset-sign-in:false}") boolean reset,
      @Value("${todoku.public-url:}") String publicUrl) {
    this.users = users;
    this.link = link;
    this.reset = reset;
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  @EventListener
  void announce(ServletWebServerInitializedEvent started) {
    String address =
        publicUrl.isEmpty() ? "http://127.0.0.1:" + started.getWebServer().getPort() : publicUrl;
    if (reset || users.count() == 0) {
      log.info("Sign in once at {}/sign-in?token={}", address, link.issue());
    } else {
      log.info("Todoku is at {}", address);
    }
  }
}
