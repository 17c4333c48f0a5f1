package io.todoku.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java sources that findings depend on, each reduced to a fingerprint of its tokens: comments,
 * white space, package and imports do not count.
 */
final class RuleSources {

  /** The entry for all sources that are not a rule's own file. */
  static final String SHARED = "shared";

  private static final Path ROOT = Path.of("src/main/java");
  private static final List<String> PACKAGES =
      List.of("io/todoku/rule", "io/todoku/snapshot", "io/todoku/spf");

  private static final Pattern PACKAGE_OR_IMPORT =
      Pattern.compile("^(package|import) [^;]*;", Pattern.MULTILINE);

  /** A text block, a string, a character, a comment, white space, a word or one other character. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<block>\"\"\"(?:\\\\.|[^\\\\])*?\"\"\")"
              + "|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'"
              + "|(?<skipped>//[^\\n]*|/\\*.*?\\*/|\\s+)|[\\w$]+|.",
          Pattern.DOTALL);

  private RuleSources() {}

  /** {@code <revision> <fingerprint>} by rule id, and one entry for what is shared. */
  static SortedMap<String, String> fingerprints(Collection<Rule> rules) throws IOException {
    SortedMap<String, String> fingerprints = new TreeMap<>();
    Map<Path, String> shared = sources();
    for (Rule rule : rules) {
      String source =
          shared.remove(ROOT.resolve(rule.getClass().getName().replace('.', '/') + ".java"));
      fingerprints.put(rule.info().id(), rule.info().revision() + " " + fingerprint(source));
    }
    String all = String.join("\n", shared.values());
    fingerprints.put(SHARED, CatalogueVersion.SHARED_REVISION + " " + fingerprint(all));
    return fingerprints;
  }

  private static Map<Path, String> sources() throws IOException {
    Map<Path, String> sources = new TreeMap<>();
    for (String name : PACKAGES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(name))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("package-info.java"))
            .filter(file -> !file.endsWith("CatalogueVersion.java"))
            .forEach(file -> sources.put(file, read(file)));
      }
    }
    return sources;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same for sources that have the same tokens. */
  static String fingerprint(String source) {
    MessageDigest digest = sha256();
    Matcher token = TOKEN.matcher(PACKAGE_OR_IMPORT.matcher(source).replaceAll(""));
    while (token.find()) {
      if (token.group("skipped") == null) {
        String block = token.group("block");
        String text = block == null ? token.group() : block.stripIndent();
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
