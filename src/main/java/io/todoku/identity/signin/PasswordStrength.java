package io.todoku.identity.signin;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;

/**
 * Tells passwords that are quickly guessed: from lists of leaked passwords, of words and names, and
 * by repetitions, sequences and rows of the keyboard, as the library zxcvbn estimates them.
 */
final class PasswordStrength {

  /** Of 0 to 4; 3 means more than 10^8 guesses. */
  private static final int MIN_SCORE = 3;

  private static final Zxcvbn ESTIMATOR = new Zxcvbn();

  private PasswordStrength() {}

  /**
   * @param password of at most 72 characters, because the time grows with the square of its length
   * @param userName of which a password must not be made
   */
  static boolean isGuessable(String password, String userName) {
    return ESTIMATOR.measure(password, List.of("todoku", userName)).getScore() < MIN_SCORE;
  }
}
