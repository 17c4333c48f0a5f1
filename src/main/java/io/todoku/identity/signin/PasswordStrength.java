package io.todoku.identity.signin;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells passwords that are quickly guessed: those known from breaches, those that are little more
 * than a word of the context, and those of words, names, repetitions, sequences and rows of the
 * keyboard, as the library zxcvbn estimates them.
 */
final class PasswordStrength {

  /** Of 0 to 4; 4 means more than 10^10 guesses. */
  private static final int MIN_SCORE = 4;

  /** How many letters must be left of a password without the words of the context. */
  private static final int MIN_OWN_LETTERS = 6;

  private static final int MIN_WORD = 3;

  /** The time of an estimate grows fast with the length: 24 characters take a quarter second. */
  private static final int MAX_ESTIMATED = 24;

  private static final Zxcvbn ESTIMATOR = new Zxcvbn();

  private PasswordStrength() {}

  /**
   * @param password of which the first 24 characters are estimated
   * @param context names that a password must not be made of: of the user, of clients
   */
  static boolean isGuessable(String password, Collection<String> context) {
    List<String> words = Stream.concat(Stream.of("todoku"), context.stream()).toList();
    String start = password.substring(0, Math.min(password.length(), MAX_ESTIMATED));
    return KnownPasswords.contains(password)
        || isMadeOf(password, words)
        || ESTIMATOR.measure(start, words).getScore() < MIN_SCORE;
  }

  /** Whether little is left without these words, digits and punctuation. */
  private static boolean isMadeOf(String password, List<String> words) {
    String rest = letters(password);
    List<String> longestFirst =
        words.stream()
            .flatMap(word -> Stream.concat(Stream.of(word), Stream.of(word.split("[^\\p{L}]+"))))
            .map(PasswordStrength::letters)
            .filter(word -> word.length() >= MIN_WORD)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    boolean found = false;
    for (String word : longestFirst) {
      found |= rest.contains(word);
      rest = rest.replace(word, "");
    }
    return found && rest.length() < MIN_OWN_LETTERS;
  }

  private static String letters(String text) {
    return KnownPasswords.normalize(text).replaceAll("[^\\p{L}]", "");
  }
}
