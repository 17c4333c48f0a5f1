package io.todoku.identity.token;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.regex.Pattern;

/** Whether a token that somebody chose can have been made by chance, of 128 bits or more. */
final class TokenStrength {

  private static final int MIN_BITS = 128;

  /** As powers of ten: what zxcvbn estimates at least for 128 random bits. */
  private static final int MIN_GUESSES = 19;

  /** The time of an estimate grows with the square of the length. */
  private static final int ESTIMATED = 72;

  /** The characters of a bearer token (RFC 6750, 2.1). */
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]+|[0-9A-F]+");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Zxcvbn ESTIMATOR = new Zxcvbn();

  private TokenStrength() {}

  static boolean isRandom(String token) {
    String start = token.substring(0, Math.min(token.length(), ESTIMATED));
    return FORM.matcher(token).matches()
        && token.length() * bitsPerCharacter(token) >= MIN_BITS
        && ESTIMATOR.measure(start).getGuessesLog10() >= MIN_GUESSES;
  }

  private static double bitsPerCharacter(String token) {
    if (DIGITS.matcher(token).matches()) {
      return Math.log(10) / Math.log(2);
    }
    return HEXADECIMAL.matcher(token).matches() ? 4 : 6;
  }
}
