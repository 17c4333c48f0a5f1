package io.todoku.identity;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the one-time link is for: the first administrator, or a new password for a lost one. */
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

  /**
   * Stores an administrator of this name, or gives the one who has it a new password.
   *
   * @return false, and nothing is stored, where the token is not, or no longer, in force
   */
  @Transactional
  boolean complete(@Nullable String token, String name, String password) {
    if (!link.isValid(token)) {
      return false; // before the hash, which takes time on purpose
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
