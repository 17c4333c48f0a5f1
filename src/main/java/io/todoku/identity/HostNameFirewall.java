package io.todoku.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Refuses requests under a foreign host name while the server listens on the loopback address only,
 * because a website can make its own name resolve to 127.0.0.1 (DNS rebinding). The host of {@code
 * todoku.public-url} is allowed.
 */
@Configuration(proxyBeanMethods = false)
class HostNameFirewall {

  /** RFC 9110, section 15.5.20. */
  private static final int MISDIRECTED_REQUEST = 421;

  private final boolean loopback;
  private final Set<String> allowedHosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

  HostNameFirewall(ServerProperties server, @Value("${todoku.public-url:}") String publicUrl) {
    InetAddress address = server.getAddress();
    this.loopback = address != null && address.isLoopbackAddress();
    String host = host(publicUrl);
    if (host != null) {
      allowedHosts.add(host.toLowerCase(Locale.ROOT));
    }
  }

  private static @Nullable String host(String publicUrl) {
    if (publicUrl.isBlank()) {
      return null;
    }
    String host;
    try {
      host = URI.create(publicUrl.strip()).getHost();
    } catch (IllegalArgumentException noUri) {
      host = null;
    }
    if (host == null) {
      throw new IllegalArgumentException(
          "todoku.public-url \"" + publicUrl + "\" has no host; write it as https://host.example");
    }
    return host;
  }

  private boolean isAllowed(String host) {
    return !loopback || allowedHosts.contains(host.toLowerCase(Locale.ROOT));
  }

  @Bean
  HttpFirewall httpFirewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedHostnames(this::isAllowed);
    return firewall;
  }

  /** 421 for a foreign host name, 400 for anything else that the firewall refuses. */
  @Bean
  RequestRejectedHandler requestRejectedHandler() {
    return (request, response, rejected) -> response.sendError(status(request));
  }

  private int status(HttpServletRequest request) {
    return isAllowed(request.getServerName())
        ? HttpStatus.BAD_REQUEST.value()
        : MISDIRECTED_REQUEST;
  }
}
