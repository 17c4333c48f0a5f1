package io.todoku.snapshot;

import java.util.Collection;

/**
 * Matches host names against names that may begin with a wildcard. Certificates (RFC 6125 section
 * 6.4.3) and MTA-STS policies (RFC 8461 section 4.1) have the same rule: {@code *} stands for
 * exactly one label, the first.
 */
public final class WildcardNames {

  private WildcardNames() {}

  /**
   * Whether one of the names is for this host.
   *
   * @param names canonical, with or without a wildcard
   * @param host canonical
   */
  public static boolean anyMatches(Collection<String> names, String host) {
    int dot = host.indexOf('.');
    return names.contains(host) || (dot > 0 && names.contains("*" + host.substring(dot)));
  }
}
