package io.todoku.identity.signin;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Refuses a password of more bytes than bcrypt looks at: it would match the stored one by its
 * beginning alone.
 */
final class ExactPasswordEncoder implements PasswordEncoder {

  private final PasswordEncoder encoder;

  ExactPasswordEncoder(PasswordEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    return encoder.encode(password);
  }

  /** Takes as long for a password that is too long, so that the time tells nothing. */
  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String stored) {
    boolean matches = encoder.matches(password, stored);
    return matches
        && password != null
        && password.toString().getBytes(StandardCharsets.UTF_8).length <= PasswordRules.MAX_BYTES;
  }

  @Override
  public boolean upgradeEncoding(@Nullable String stored) {
    return encoder.upgradeEncoding(stored);
  }
}
