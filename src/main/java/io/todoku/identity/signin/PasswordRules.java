package io.todoku.identity.signin;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which passwords are accepted. */
final class PasswordRules {

  static final int MIN_CHARACTERS = 12;

  /** What bcrypt looks at. */
  static final int MAX_BYTES = 72;

  private PasswordRules() {}

  /**
   * @param userName of which a password must not be made
   * @return the key of the message that says what is wrong; empty if the password is accepted
   */
  static Optional<String> findProblem(String password, String userName) {
    if (password.length() < MIN_CHARACTERS) {
      return Optional.of("signin.password.short");
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Optional.of("signin.password.long");
    }
    return PasswordStrength.isGuessable(password, userName)
        ? Optional.of("signin.password.guessable")
        : Optional.empty();
  }
}
