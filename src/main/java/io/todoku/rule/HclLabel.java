package io.todoku.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Names of Terraform resources, made of hosts, addresses and ids, so that blocks of several
 * findings can stand in one file.
 */
public final class HclLabel {

  private static final int MAX_LENGTH = 64;
  private static final int HASH_DIGITS = 8;

  private HclLabel() {}

  /** {@code ip_203_0_113_9}. */
  public static String ofAddress(String address) {
    return of("ip", address);
  }

  /**
   * {@code mail_example_com} of a host. Names that would become the same label, or too long a one,
   * end with a hash of what they were made of.
   */
  public static String of(String... parts) {
    String label =
        Arrays.stream(parts)
            .map(part -> part.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "_"))
            .collect(Collectors.joining("_"));
    String identifier = label.matches("[a-z_].*") ? label : "_" + label;
    return identifier.length() <= MAX_LENGTH && Arrays.stream(parts).allMatch(HclLabel::isKept)
        ? identifier
        : identifier.substring(0, Math.min(identifier.length(), MAX_LENGTH - HASH_DIGITS - 1))
            + "_"
            + hash(String.join("\n", parts));
  }

  /** Whether no other host, address or id becomes the same. */
  private static boolean isKept(String part) {
    return part.matches(
        "_?[a-z0-9-]+(?:\\._?[a-z0-9-]+)*+|[0-9a-f]+(?::[0-9a-f]+)*+(::[0-9a-f:]*)?");
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
