package io.todoku.identity;

import java.io.Serializable;

/**
 * What the user or the API token that makes a request may do and see.
 *
 * @param name of the user or of the token
 */
public record UserAccess(String name, UserRole role, ClientScope clients) implements Serializable {

  /** Administrator of every client. */
  public static UserAccess unlimited(String name) {
    return new UserAccess(name, UserRole.ADMINISTRATOR, ClientScope.EVERY_CLIENT);
  }
}
