package io.todoku.cli;

import io.todoku.checklist.Checklist.Item;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identifies a finding across scans and releases: by the account, the rule and the key of the
 * resource, and by no text, language or time.
 */
final class FindingIdentity {

  private FindingIdentity() {}

  /** A name that people can read. */
  static String name(Item item) {
    return item.rule().id() + " " + item.finding().resource().key();
  }

  /** A hash of 64 hexadecimal digits. */
  static String fingerprint(String accountId, Item item) {
    String identity = accountId + "\n" + item.rule().id() + "\n" + item.finding().resource().key();
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(identity.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
