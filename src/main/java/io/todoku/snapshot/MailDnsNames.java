package io.todoku.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The names at which a mail domain publishes its policies and keys. The collector and the rules
 * both take them from here, so that a rule judges the lookup that was made. All names are
 * canonical.
 */
public final class MailDnsNames {

  /** Labels left after the first step of a long name (RFC 9989 section 4.10). */
  private static final int TREE_WALK_LABELS = 7;

  private MailDnsNames() {}

  /**
   * The names at which a DMARC record may be found, in the order of the tree walk (RFC 9989 section
   * 4.10): the domain first, eight names at most.
   */
  public static List<String> dmarcNames(String domain) {
    String canonical = DnsLookup.canonical(domain);
    List<String> labels = Arrays.asList(canonical.split("\\."));
    List<String> names = new ArrayList<>(List.of("_dmarc." + canonical));
    for (int left = Math.min(labels.size() - 1, TREE_WALK_LABELS); left > 0; left--) {
      names.add("_dmarc." + String.join(".", labels.subList(labels.size() - left, labels.size())));
    }
    return List.copyOf(names);
  }

  /** The name below which a domain has the keys of its selectors (RFC 6376 section 3.6.2.1). */
  public static String dkimParent(String domain) {
    return DnsLookup.canonical("_domainkey." + domain);
  }

  /** The name of the DKIM key of one selector (RFC 6376 section 3.6.2.1). */
  public static String dkimName(String selector, String domain) {
    return DnsLookup.canonical(selector + "." + dkimParent(domain));
  }

  /** The name at which a domain asks for reports about TLS failures (RFC 8460 section 3). */
  public static String tlsRptName(String domain) {
    return DnsLookup.canonical("_smtp._tls." + domain);
  }

  /** The name at which a domain announces its MTA-STS policy (RFC 8461 section 3.1). */
  public static String mtaStsName(String domain) {
    return DnsLookup.canonical("_mta-sts." + domain);
  }

  /** The host that serves a domain's MTA-STS policy (RFC 8461 section 3.3). */
  public static String mtaStsHost(String domain) {
    return DnsLookup.canonical("mta-sts." + domain);
  }

  /** The URL of a domain's MTA-STS policy (RFC 8461 section 3.3). */
  public static String mtaStsPolicyUrl(String domain) {
    return "https://" + mtaStsHost(domain) + "/.well-known/mta-sts.txt";
  }
}
