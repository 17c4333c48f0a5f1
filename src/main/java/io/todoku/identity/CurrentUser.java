package io.todoku.identity;

import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who makes the request that this thread answers. */
@Component
public class CurrentUser {

  /**
   * @throws IllegalStateException if the thread answers no request of a user who is signed in, so
   *     that work in the background is never taken for a user without limits
   */
  public UserAccess access() {
    return find()
        .orElseThrow(() -> new IllegalStateException("this thread answers no user's request"));
  }

  /** Whether the user may see a thing, which must exist. */
  public boolean sees(ThingClients things, Object id) {
    ClientScope clients = access().clients();
    return clients.everyClient()
        || things.clientsOf(id.toString()).filter(clients::includesAll).isPresent();
  }

  /** Empty where nobody has signed in. */
  public Optional<UserAccess> find() {
    return SecurityContextHolder.getContext().getAuthentication()
            instanceof UserAccessAuthentication user
        ? Optional.of(user.getPrincipal())
        : Optional.empty();
  }
}
