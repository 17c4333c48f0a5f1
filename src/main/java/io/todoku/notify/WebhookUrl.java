package io.todoku.notify;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks the URL of a webhook, and masks it for display. */
final class WebhookUrl {

  private WebhookUrl() {}

  static @Nullable String error(String target) {
    try {
      URI url = URI.create(target);
      boolean web =
          "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
      return web && url.getHost() != null && url.getUserInfo() == null ? null : "notify.target.url";
    } catch (IllegalArgumentException e) {
      return "notify.target.url";
    }
  }

  /** The server of a URL, to compare it; what is no URL is its own. */
  static String origin(String target) {
    try {
      URI url = URI.create(target);
      if (url.getScheme() == null || url.getHost() == null) {
        return target;
      }
      String scheme = url.getScheme().toLowerCase(Locale.ROOT);
      int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("http") ? 80 : 443;
      return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    } catch (IllegalArgumentException e) {
      return target;
    }
  }

  /** Scheme and host only, because whoever knows the whole URL can post to it. */
  static String masked(String target) {
    URI url = URI.create(target);
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getScheme() + "://" + url.getHost() + port + "/…";
  }
}
