package io.todoku.identity;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Completes the one-time link: creates the first administrator, or sets a new password. */
@Component
class AdministratorSetup {

  private final AppUserRepository users;
  private final SignInLink link;
  private final PasswordEncoder encoder;
  private final Clock clock;

  AdministratorSetup(
      AppUserRepository users, SignInLink link, PasswordEncoder encoder, Clock clock) {
    this.users = users;
    this.link = link;
    this.encoder = encoder;
    this.clock = clock;
  }

  /** Whether nobody can sign in yet. */
  boolean isPending() {
    return users.count() == 0;
  }

  /**
   * Creates an administrator of this name, or sets the password of the existing one.
   *
   * @return false, with nothing stored, if the token is not valid
   */
  @Transactional
  boolean complete(@Nullable String token, String name, String password) {
    if (!link.isValid(token)) {
      return false; // checked before hashing, which is slow on purpose
    }
    String hash = encoder.encode(password);
    if (!link.redeem(token)) {
      return false;
    }
    AppUser user =
        users
            .findByName(name)
            .orElseGet(() -> new AppUser(name, hash, UserRole.ADMINISTRATOR, clock.instant()));
    user.changePassword(hash);
    users.save(user);
    return true;
  }
}
