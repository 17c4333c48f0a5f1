package io.todoku.identity;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** The people who may sign in. */
@Component
class AppUsers {

  private final AppUserRepository users;

  AppUsers(AppUserRepository users) {
    this.users = users;
  }

  /** What a user may do now; empty if there is none of that name, or it is suspended. */
  Optional<UserAccess> findAccess(String name) {
    return users.findByName(name).filter(user -> !user.isSuspended()).map(AppUser::access);
  }
}
