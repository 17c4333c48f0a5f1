package io.todoku.rule;

import com.google.common.net.InternetDomainName;
import io.todoku.snapshot.DnsLookup;
import java.util.List;

/** The registered domains of host names, by the public suffix list. */
public final class RegisteredDomains {

  private RegisteredDomains() {}

  /**
   * True where one name is below the other and that is no registry's suffix, or both are below one
   * registered name, as {@code test.example.com} and {@code mail.example.com} are. Where the list
   * does not decide, names that share their last two labels count as one owner's, because a verdict
   * then asks who holds the address instead of trusting a stranger.
   */
  public static boolean sameOwner(String first, String second) {
    String one = DnsLookup.canonical(first);
    String other = DnsLookup.canonical(second);
    return isAtOrBelow(one, other)
        || isAtOrBelow(other, one)
        || registeredName(one).equals(registeredName(other));
  }

  private static boolean isAtOrBelow(String name, String ancestor) {
    return name.equals(ancestor) || (name.endsWith("." + ancestor) && !isRegistrySuffix(ancestor));
  }

  private static boolean isRegistrySuffix(String name) {
    return InternetDomainName.isValid(name) && InternetDomainName.from(name).isRegistrySuffix();
  }

  /**
   * The public suffix and the label before it. Private suffixes count, because the names below
   * {@code github.io} have different owners. The name itself where it is a suffix; the last two
   * labels where the list does not have its top-level domain.
   */
  public static String registeredName(String name) {
    if (InternetDomainName.isValid(name)) {
      InternetDomainName domain = InternetDomainName.from(name);
      if (domain.hasPublicSuffix()) {
        return domain.isPublicSuffix() ? name : domain.topPrivateDomain().toString();
      }
    }
    List<String> labels = List.of(name.split("\\."));
    return String.join(".", labels.subList(Math.max(0, labels.size() - 2), labels.size()));
  }
}
