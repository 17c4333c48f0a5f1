package io.todoku.identity.token;

import io.todoku.identity.TokenHash;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * The text of an API token: {@code tdk_} and 256 random bits as base64url, of which the last
 * character has four. Scanners for secrets find it by this form.
 */
final class TokenText {

  static final Pattern FORM = Pattern.compile("tdk_[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

  private static final int SHOWN = 10;

  private TokenText() {}

  static String random(SecureRandom random) {
    return "tdk_" + TokenHash.randomToken(random);
  }

  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /** The part that lists show. */
  static String prefix(String token) {
    return token.substring(0, SHOWN);
  }
}
