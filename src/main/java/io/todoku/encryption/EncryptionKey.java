package io.todoku.encryption;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of AES-256.
 *
 * @param id the first eight hexadecimal digits of the SHA-256 of the key; no secret
 */
record EncryptionKey(String id, SecretKey key) {

  private static final int BYTES = 32;

  /**
   * @param base64 32 bytes
   * @throws IllegalArgumentException without the text, which may be a key that is nearly right
   */
  static EncryptionKey parse(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("a key is not Base64");
    }
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "a key has %d bytes instead of %d".formatted(bytes.length, BYTES));
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new EncryptionKey(
          HexFormat.of().formatHex(Arrays.copyOf(hash, 4)), new SecretKeySpec(bytes, "AES"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** A new key in Base64. */
  static String generate() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "key " + id;
  }
}
