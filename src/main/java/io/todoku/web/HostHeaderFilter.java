package io.todoku.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests under a foreign host name while the server listens on the loopback address only,
 * because a website can make its own name resolve to 127.0.0.1 (DNS rebinding). The host of {@code
 * todoku.public-url} is allowed. The host that a proxy forwards is checked, and the one of the
 * request itself, because a page in a browser of this machine can claim to be a proxy.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class HostHeaderFilter extends OncePerRequestFilter {

  private static final int MISDIRECTED_REQUEST = 421;
  private static final Pattern PORT = Pattern.compile(":\\d*$");

  private final boolean loopback;
  private final Set<String> allowedHosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

  HostHeaderFilter(ServerProperties server, @Value("${todoku.public-url:}") String publicUrl) {
    InetAddress address = server.getAddress();
    if (server.getForwardHeadersStrategy() == ForwardHeadersStrategy.FRAMEWORK) {
      throw new IllegalArgumentException(
          "server.forward-headers-strategy=framework takes X-Forwarded-* from anybody; native takes"
              + " them from the proxies of server.tomcat.remoteip.internal-proxies");
    }
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

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String sent = request.getHeader(HttpHeaders.HOST);
    if (loopback && !(isAllowed(request.getServerName()) && (sent == null || isAllowed(sent)))) {
      response.sendError(MISDIRECTED_REQUEST);
    } else {
      chain.doFilter(request, response);
    }
  }

  /**
   * @param host with or without a port
   */
  private boolean isAllowed(String host) {
    String name = PORT.matcher(host).replaceFirst("");
    return allowedHosts.contains(name.toLowerCase(Locale.ROOT));
  }
}
