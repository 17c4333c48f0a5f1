package io.todoku.operation;

import java.net.InetAddress;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Warns where other machines reach the server and nothing encrypts what they send. */
@Component
class PlainHttpWarning {

  private static final Logger log = LoggerFactory.getLogger(PlainHttpWarning.class);

  private static final String PROXIES = "server.tomcat.remoteip.internal-proxies";
  private static final String UNNAMED_PROXY =
      "X-Forwarded-* are taken from proxies on this machine only. If the proxy with TLS is on"
          + " another one, set "
          + PROXIES
          + " to its address; until then all users share the address of the proxy, and cookies are"
          + " those of http.";

  private final Environment environment;

  PlainHttpWarning(Environment environment) {
    this.environment = environment;
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE) // the sign-in link stands last
  void onReady(ApplicationReadyEvent ready) {
    if (ready.getApplicationContext() instanceof WebServerApplicationContext) {
      warning().ifPresent(log::warn);
    }
  }

  /** Empty on the loopback interface, with TLS, and behind a proxy that is named. */
  Optional<String> warning() {
    String address = environment.getProperty("server.address", "0.0.0.0");
    boolean encrypted =
        environment.getProperty("server.ssl.enabled", Boolean.class, true)
            && (environment.containsProperty("server.ssl.key-store")
                || environment.containsProperty("server.ssl.certificate")
                || environment.containsProperty("server.ssl.bundle"));
    if (isLoopback(address) || encrypted) {
      return Optional.empty();
    }
    boolean proxied =
        !environment
            .getProperty("server.forward-headers-strategy", "none")
            .equalsIgnoreCase("none");
    if (proxied) {
      return believesOnlyThisMachine() ? Optional.of(UNNAMED_PROXY) : Optional.empty();
    }
    return Optional.of(
        "Todoku listens on %s without TLS: passwords and sessions can be read on the network. Set"
                .formatted(address)
            + " server.ssl.*, or put a proxy with TLS before it and set"
            + " SERVER_FORWARD_HEADERS_STRATEGY=native and "
            + PROXIES
            + ".");
  }

  private boolean believesOnlyThisMachine() {
    return Stream.of(environment.getProperty(PROXIES, "").split(","))
        .map(network -> network.strip().replaceAll("/\\d+$", ""))
        .allMatch(network -> network.isEmpty() || isLoopback(network));
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException name) {
      return address.equals("localhost");
    }
  }
}
