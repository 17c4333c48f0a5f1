package io.todoku.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Identifies a catalogue of rules by what its findings depend on: the id, level and revision of
 * each rule, and one revision for the code that rules share. Histories of another version are
 * derived anew, so comments, formatting and compilers must not change it.
 */
final class CatalogueVersion {

  /**
   * The revision of what rules share: packages {@code snapshot} and {@code spf}, and the classes of
   * {@code rule} that are not rules. To be raised where verdicts or evidence can change.
   */
  static final int SHARED_REVISION = 9;

  /** Characters of the hash that are kept: enough to tell some hundred releases apart. */
  private static final int LENGTH = 12;

  private CatalogueVersion() {}

  /** The version of these rules, in whatever order: 12 hexadecimal digits. */
  static String of(Collection<RuleInfo> rules) {
    return of(rules, SHARED_REVISION);
  }

  static String of(Collection<RuleInfo> rules, int sharedRevision) {
    String contents =
        rules.stream()
            .map(rule -> "%s %s %d".formatted(rule.id(), rule.level(), rule.revision()))
            .sorted()
            .collect(Collectors.joining("\n", "", "\nshared " + sharedRevision));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(contents.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
