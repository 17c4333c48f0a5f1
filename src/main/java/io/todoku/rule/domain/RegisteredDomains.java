package io.todoku.rule.domain;

import java.util.List;
import java.util.Set;

/** Whether two names were registered by the same owner, as far as their labels tell. */
final class RegisteredDomains {

  /** Second labels under which registries of countries let others register: {@code co.jp}. */
  private static final Set<String> REGISTRY_LABELS =
      Set.of(
          "ac", "ad", "co", "com", "ed", "edu", "go", "gob", "gov", "gr", "lg", "mil", "ne", "net",
          "nom", "or", "org");

  private RegisteredDomains() {}

  /**
   * True where both are below one registered name, {@code test.example.com} and {@code
   * mail.example.com}. Where the labels do not tell, they are taken for one owner's: a verdict then
   * asks who it is, instead of trusting a stranger.
   *
   * @param one canonical
   * @param other canonical
   */
  static boolean sameOwner(String one, String other) {
    List<String> a = List.of(one.split("\\.")).reversed();
    List<String> b = List.of(other.split("\\.")).reversed();
    int common = 0;
    while (common < a.size() && common < b.size() && a.get(common).equals(b.get(common))) {
      common++;
    }
    boolean registry =
        a.getFirst().length() == 2 && a.size() > 1 && REGISTRY_LABELS.contains(a.get(1));
    return common > (registry ? 2 : 1);
  }
}
