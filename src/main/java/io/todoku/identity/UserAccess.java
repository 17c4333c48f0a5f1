package io.todoku.identity;

import java.io.Serializable;

/**
 * What the user or the API token that makes a request may do and see.
 *
 * @param name of the user or of the token
 */
public record UserAccess(String name, UserRole role, ClientScope clients) implements Serializable {

  /** Whether this access allows all that the other one does. */
  public boolean includes(UserAccess other) {
    return role.includes(other.role) && clients.includesScope(other.clients);
  }

  /** The same name with what both allow. */
  public UserAccess limitedTo(UserAccess other) {
    return new UserAccess(
        name, role.includes(other.role) ? other.role : role, clients.intersect(other.clients));
  }

  /** Administrator of every client. */
  public static UserAccess unlimited(String name) {
    return new UserAccess(name, UserRole.ADMINISTRATOR, ClientScope.EVERY_CLIENT);
  }
}
