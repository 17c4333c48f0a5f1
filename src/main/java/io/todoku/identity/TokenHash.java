package io.todoku.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Makes random tokens, and hashes secrets to equal length, so that comparing them reveals nothing.
 */
public final class TokenHash {

  private TokenHash() {}

  /** A token of 256 random bits, safe in an address. */
  public static String randomToken(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The SHA-256 in hexadecimal, as it is stored. */
  public static String hex(String token) {
    return HexFormat.of().formatHex(sha256(token));
  }
}
