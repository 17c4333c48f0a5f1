package io.todoku.identity.token;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.security.authentication.BadCredentialsException;

/**
 * A token is refused. Whoever holds a right one that works no more is told why; nobody else learns
 * whether a token exists.
 */
public final class RefusedTokenException extends BadCredentialsException
    implements MessageSourceResolvable {

  private static final long serialVersionUID = 1;

  private final String key;
  private final transient Object[] arguments;

  RefusedTokenException(String key, Object... arguments) {
    super(key);
    this.key = key;
    this.arguments = arguments;
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
