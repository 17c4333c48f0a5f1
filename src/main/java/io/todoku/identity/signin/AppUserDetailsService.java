package io.todoku.identity.signin;

import java.util.Objects;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** Gives Spring Security the stored users. */
@Component
class AppUserDetailsService implements UserDetailsService {

  private final AppUserRepository users;

  AppUserDetailsService(AppUserRepository users) {
    this.users = users;
  }

  /**
   * A name as it is stored and looked up, without control characters: Spring's sign-in filter trims
   * them, PostgreSQL rejects some, and attempts must be counted for one spelling of a name.
   */
  static String normalizeName(String typed) {
    return typed.replaceAll("\\p{Cntrl}", "").trim().strip();
  }

  @Override
  public UserDetails loadUserByUsername(String name) {
    AppUser user =
        users
            .findByName(normalizeName(name))
            .filter(found -> found.maySignIn() && found.issuer().isEmpty())
            .orElseThrow(() -> new UsernameNotFoundException("no such user"));
    return User.withUsername(user.access().name())
        .password(Objects.requireNonNull(user.passwordHash()))
        .roles(user.access().role().name())
        .build();
  }
}
