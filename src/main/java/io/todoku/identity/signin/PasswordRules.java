package io.todoku.identity.signin;

import io.todoku.identity.KnownClients;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which passwords are accepted. */
@Component
class PasswordRules {

  static final int MIN_CHARACTERS = 12;

  /** What bcrypt looks at. */
  static final int MAX_BYTES = 72;

  private final KnownClients clients;

  PasswordRules(KnownClients clients) {
    this.clients = clients;
  }

  /**
   * @param userName of which a password must not be made, nor of names of clients
   * @return the key of the message that says what is wrong; empty if the password is accepted
   */
  Optional<String> findProblem(String password, String userName) {
    if (password.length() < MIN_CHARACTERS) {
      return Optional.of("signin.password.short");
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Optional.of("signin.password.long");
    }
    List<String> context = new ArrayList<>(clients.names());
    context.add(userName);
    return PasswordStrength.isGuessable(password, context)
        ? Optional.of("signin.password.guessable")
        : Optional.empty();
  }
}
