package io.todoku.identity.signin;

import io.todoku.identity.ClientScope;
import io.todoku.identity.UserAccess;
import io.todoku.identity.UserRole;
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
  private final UserSessions sessions;
  private final KnownBrowsers browsers;
  private final SecondFactors factors;
  private final Clock clock;

  AdministratorSetup(
      AppUserRepository users,
      SignInLink link,
      PasswordEncoder encoder,
      UserSessions sessions,
      KnownBrowsers browsers,
      SecondFactors factors,
      Clock clock) {
    this.users = users;
    this.link = link;
    this.encoder = encoder;
    this.sessions = sessions;
    this.browsers = browsers;
    this.factors = factors;
    this.clock = clock;
  }

  /** Whether nobody can sign in yet. */
  boolean isPending() {
    return users.count() == 0;
  }

  /** Whether an identity provider's user has the name, who gets no password here. */
  boolean isNameOfProviderUser(String name) {
    return users.findByName(name).flatMap(AppUser::issuer).isPresent();
  }

  /**
   * Creates an administrator of this name. An existing user gets the password, becomes an
   * administrator who is not suspended, and loses sessions and second factors: whoever has the link
   * runs the server, and has perhaps lost every other way in.
   *
   * @return false, with nothing stored, if the token is not valid
   */
  @Transactional
  boolean complete(@Nullable String token, String name, String password) {
    if (!link.isValid(token) || isNameOfProviderUser(name)) {
      return false; // checked before hashing, which is slow on purpose
    }
    String hash = encoder.encode(password);
    if (!link.redeem(token)) {
      return false;
    }
    AppUser user =
        users
            .findByName(name)
            .orElseGet(() -> new AppUser(UserAccess.unlimited(name), hash, clock.instant()));
    user.changePassword(hash);
    user.change(UserRole.ADMINISTRATOR, ClientScope.EVERY_CLIENT);
    user.suspend(false);
    users.save(user);
    factors.removeAll(user.id());
    browsers.forget(user.name());
    sessions.endAll(user.name());
    return true;
  }
}
