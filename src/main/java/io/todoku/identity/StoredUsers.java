package io.todoku.identity;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** Spring Security's view of the users that are stored. */
@Component
class StoredUsers implements UserDetailsService {

  private final Users users;

  StoredUsers(Users users) {
    this.users = users;
  }

  /**
   * A name as it is kept and looked up, without control characters: Spring's sign-in filter trims
   * them off before, PostgreSQL refuses some, and whoever counts attempts must see one name in all
   * that lead to it.
   */
  static String known(String typed) {
    return typed.replaceAll("\\p{Cntrl}", "").trim().strip();
  }

  @Override
  public UserDetails loadUserByUsername(String name) {
    AppUser user =
        users
            .findByName(known(name))
            .orElseThrow(() -> new UsernameNotFoundException("no such user"));
    return User.withUsername(user.name())
        .password(user.passwordHash())
        .roles(user.role().name())
        .build();
  }
}
