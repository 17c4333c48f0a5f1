package io.todoku.identity;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.security.access.AccessDeniedException;

/** What the role or the clients of a user do not allow, with what it would take. */
public final class RefusedAccessException extends AccessDeniedException
    implements MessageSourceResolvable {

  private static final long serialVersionUID = 1;

  private final String key;
  private final transient Object[] arguments;

  private RefusedAccessException(String key, Object... arguments) {
    super(key);
    this.key = "api.refused.403." + key;
    this.arguments = arguments;
  }

  /** The route is for another role. */
  static RefusedAccessException ofRole(UserAccess user, UserRole needed) {
    return new RefusedAccessException("role", needed.name(), user.name(), user.role().name());
  }

  /** The route is about every client. */
  static RefusedAccessException ofLimitedClients(UserAccess user) {
    return new RefusedAccessException("clients", user.name());
  }

  /** The password was not given lately, and a program cannot be asked for it. */
  public static RefusedAccessException withoutRecentProof() {
    return new RefusedAccessException("proof");
  }

  @Override
  public String[] getCodes() {
    return new String[] {key};
  }

  @Override
  public Object[] getArguments() {
    return arguments.clone();
  }
}
